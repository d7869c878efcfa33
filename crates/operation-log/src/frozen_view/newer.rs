//! What came after a view was frozen, by the ids of rows.

use chrono::{DateTime, Utc};

use super::total::given;
use super::{FrozenView, signed};
use crate::conformance::RowOrder;
use crate::query::{MAX_LIMIT, Order};
use crate::wire::OperationPage;

/// How many rows came after a view was frozen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Newer {
    /// How many, at least.
    pub count: u64,
    /// Whether there may be more.
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
    /// The request for what came after the view was frozen. Returns `None` before its first page,
    /// and where no row and no date says what is new.
    ///
    /// With a status filter, operations that began long ago come in as they run, so the newest rows
    /// of all are compared; otherwise those since the freeze.
    pub fn newer_ask(&self) -> Option<NewerAsk> {
        let newest = self.newest()?;
        Some(NewerAsk {
            start_time: if self.scope.by_status {
                self.scope.start
            } else {
                Some(newest)
            },
            limit: MAX_LIMIT,
        })
    }

    /// The second up to which the view has all rows, but for ties. Rows that are dated in the future
    /// do not move it.
    fn newest(&self) -> Option<DateTime<Utc>> {
        let frozen = self.frozen?;
        match (frozen.bound, frozen.date) {
            (Some(bound), Some(date)) => Some(bound.min(date)),
            (bound, date) => bound.or(date).or(frozen.at),
        }
    }

    /// Counts the rows of an answer to [`FrozenView::newer_ask`] that the view cannot have had. An
    /// answer that is not newest first proves nothing.
    ///
    /// Those are rows that were created later, rows of the frozen second if the view has all others
    /// of that second, and with a status filter rows whose status changed later, if the server has said
    /// when it answered.
    pub fn newer(&self, answer: &OperationPage) -> Newer {
        let (Some(newest), Some(frozen)) = (self.newest(), self.frozen) else {
            return Newer::default();
        };
        let is_known = frozen.bound.or(frozen.date).is_some();
        if !is_known || !RowOrder::of(answer).is(Order::NewestFirst) {
            return Newer::default();
        }
        let changed_at = frozen.date;
        let has_ties = frozen.ties > 0 && self.has_older_row();
        let mut count = 0;
        let mut is_last_new = false;
        for row in answer.operations() {
            let created = row.create_time.instant();
            let is_later = created > Some(newest)
                || has_ties && created == Some(newest)
                || self.scope.by_status
                    && changed_at.is_some()
                    && row.status_time.instant() > changed_at;
            is_last_new = is_later && self.ledger.position(&row.job_id).is_none();
            count += u64::from(is_last_new);
        }
        // Newest first, what is behind a row that is not new is not new either, but for a status.
        let more = !self.has_all(answer) && (is_last_new || self.scope.by_status && count > 0);
        Newer { count, more }
    }

    /// Whether an answer has every row that it was asked for, as far as can be told.
    fn has_all(&self, answer: &OperationPage) -> bool {
        let given = given(answer);
        match answer.total {
            Some(total) if total >= given => total == given,
            _ => given < u64::from(self.most()),
        }
    }

    /// Whether the rows of the newest second are known to the last.
    fn has_older_row(&self) -> bool {
        let ties = self.frozen.map_or(0, |frozen| frozen.ties);
        self.ledger.at(signed(ties)).is_some() || self.stated() == Some(ties)
    }
}
