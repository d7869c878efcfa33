//! What came after a view was frozen.

use chrono::{DateTime, Utc};

use super::FrozenView;
use crate::query::MAX_LIMIT;
use crate::wire::OperationPage;

/// How many rows came after a view was frozen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Newer {
    /// How many, as far as one answer shows.
    pub count: u64,
    /// Whether there are more.
    pub more: bool,
}

/// The request for what came after a view was frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewerAsk {
    /// Lower bound of the log; `None` where rows may come anywhere.
    pub start_time: Option<DateTime<Utc>>,
    /// Rows to give, 1 to [`MAX_LIMIT`].
    pub limit: u32,
}

impl FrozenView {
    /// The request for what came after the view was frozen. Returns `None` before its first page.
    ///
    /// With a status filter, operations that began long ago come in as they run, so the total is
    /// compared; otherwise the rows since the freeze are counted.
    pub fn newer_ask(&self) -> Option<NewerAsk> {
        let newest = self.newest()?;
        Some(if self.scope.by_status {
            NewerAsk {
                start_time: self.scope.start,
                limit: 1,
            }
        } else {
            NewerAsk {
                start_time: Some(newest),
                limit: MAX_LIMIT,
            }
        })
    }

    /// The second up to which the view has all rows, but for ties.
    fn newest(&self) -> Option<DateTime<Utc>> {
        let frozen = self.frozen?;
        frozen.bound.or(frozen.at)
    }

    /// Counts the rows that an answer to [`FrozenView::newer_ask`] has more than the view. Rows of
    /// the frozen second count only if the view has all others of that second.
    pub fn newer(&self, answer: &OperationPage) -> Newer {
        if self.scope.by_status {
            let (was, now) = (self.total(), answer.total);
            let more = now
                .unwrap_or_default()
                .saturating_sub(was.or(now).unwrap_or_default());
            return Newer {
                count: more,
                more: false,
            };
        }
        let Some(newest) = self.newest() else {
            return Newer::default();
        };
        let has_ties = self.frozen.is_some_and(|frozen| frozen.ties > 0) && self.has_older_row();
        let count = answer
            .operations()
            .filter(|operation| {
                let created = operation.create_time.instant();
                let is_later = created > Some(newest) || has_ties && created == Some(newest);
                is_later && self.ledger.position(&operation.job_id).is_none()
            })
            .count() as u64;
        let seen = answer.rows.len() as u64;
        Newer {
            count,
            more: answer.total.is_some_and(|total| total > seen),
        }
    }

    /// Whether the rows of the newest second are known to the last.
    fn has_older_row(&self) -> bool {
        let ties = self.frozen.map_or(0, |frozen| frozen.ties);
        self.ledger.at(super::signed(ties)).is_some() || self.total() == Some(ties)
    }
}
