//! How far a whole result was loaded, and how that goes on.

use chrono::{DateTime, Utc};
use operation_log::frozen_view::{Drift, Extent, Total};
use operation_log::query::ViewQuery;

use super::price::rows_a_call;
use crate::api::ApiError;
use crate::remote::calls::Waiting;
use crate::state::views::ViewFacts;

/// A whole result as far as it was loaded.
#[derive(Clone, Debug, PartialEq)]
pub struct Load {
    /// What was asked.
    pub view: ViewQuery,
    /// Whether the rows are those of a file.
    pub is_file: bool,
    /// How it goes on.
    pub phase: Phase,
    /// What is known of the view; `None` before the first answer.
    pub facts: Option<ViewFacts>,
    /// When the first rows came, by the server's clock.
    pub received: DateTime<Utc>,
    /// How many different rows are here.
    pub rows: u64,
    /// How many rows came twice and were left out.
    pub repeated: u64,
    /// How many calls were made.
    pub calls: u64,
    /// How long those took together, in milliseconds.
    pub took: u64,
    /// The positions of the view that were read.
    pub reach: u64,
}

/// How a load goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// Rows come in.
    Running,
    /// A call failed and will be made again.
    Waiting(Waiting),
    /// The reader paused it.
    Paused,
    /// The hour has no calls left for it.
    HourUsed,
    /// A call failed for good.
    Failed(ApiError),
    /// The reader ended it.
    Ended,
    /// More rows are not loaded.
    TooMany,
    /// There are no more rows.
    Done,
}

impl Load {
    /// A load that begins.
    pub fn new(view: ViewQuery) -> Self {
        Self {
            view,
            is_file: false,
            phase: Phase::Running,
            facts: None,
            received: DateTime::default(),
            rows: 0,
            repeated: 0,
            calls: 0,
            took: 0,
            reach: 0,
        }
    }

    /// Whether rows come in or will by themselves.
    pub const fn is_under_way(&self) -> bool {
        matches!(self.phase, Phase::Running | Phase::Waiting(_))
    }

    /// Whether more rows can be loaded.
    pub const fn can_go_on(&self) -> bool {
        matches!(
            self.phase,
            Phase::Paused | Phase::HourUsed | Phase::Failed(_) | Phase::Ended
        )
    }

    /// Whether the view changed while it was read.
    pub fn drift(&self) -> Option<Drift> {
        self.facts?.drift
    }

    /// How many rows there are, if the server's count is not contradicted by its rows.
    pub fn total(&self) -> Option<u64> {
        let facts = self.facts?;
        match (facts.total, facts.extent) {
            (Total::Stated(total), _) => Some(total),
            (Total::TooHigh { end, .. }, _) | (_, Extent::Rows(end)) => Some(end),
            _ => None,
        }
    }

    /// Whether every row of the view is here.
    pub fn is_complete(&self) -> bool {
        self.phase == Phase::Done && self.drift().is_none() && self.total() == Some(self.rows)
    }

    /// How it goes, in a word for the host page.
    pub fn state(&self) -> &'static str {
        match self.phase {
            Phase::Running | Phase::Waiting(_) => "loading",
            Phase::Paused => "paused",
            Phase::HourUsed => "hour-used",
            Phase::Failed(_) => "failed",
            Phase::Ended => "ended",
            Phase::TooMany => "too-many",
            Phase::Done if self.is_complete() => "complete",
            Phase::Done => "incomplete",
        }
    }

    /// How many calls are left, if that is known.
    pub fn calls_left(&self) -> Option<u64> {
        let left = self.total()?.saturating_sub(self.reach);
        Some(left.div_ceil(u64::from(self.rows_a_call())))
    }

    /// How many seconds are left at the pace of the calls so far, if that is known.
    pub fn seconds_left(&self) -> Option<u64> {
        let pace = self.took.checked_div(self.calls)?;
        Some((self.calls_left()? * pace).div_ceil(1_000))
    }

    /// The rows that each call brings.
    pub fn rows_a_call(&self) -> u32 {
        rows_a_call(self.facts.and_then(|facts| facts.cap))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::{Query, ZoneId};

    fn load() -> Load {
        let zone = ZoneId::parse("jinan1a").expect("a zone");
        Load::new(Query::default().view_query(&zone))
    }

    fn facts(total: Total, drift: Option<Drift>) -> Option<ViewFacts> {
        Some(ViewFacts {
            number: 1,
            as_of: None,
            drift,
            total,
            extent: Extent::AtLeast(0),
            cap: None,
        })
    }

    #[test]
    fn what_is_left_follows_from_the_pace_so_far() {
        let mut load = load();
        assert_eq!((load.calls_left(), load.seconds_left()), (None, None));
        load.facts = facts(Total::Stated(1_000), None);
        (load.reach, load.rows, load.calls, load.took) = (99, 99, 1, 400);
        assert_eq!(
            (load.calls_left(), load.seconds_left()),
            (Some(10), Some(4))
        );
    }

    #[test]
    fn only_a_load_that_has_every_row_is_complete() {
        let mut load = load();
        load.facts = facts(Total::Stated(150), None);
        (load.rows, load.phase) = (150, Phase::Ended);
        assert!(!load.is_complete());
        load.phase = Phase::Done;
        assert!(load.is_complete());
        load.rows = 149;
        assert!(!load.is_complete());
        load.rows = 150;
        let (was, now) = (Some(150), Some(151));
        load.facts = facts(Total::Stated(150), Some(Drift { was, now }));
        assert!(!load.is_complete());
        load.facts = facts(Total::Changing, None);
        assert!(!load.is_complete());
    }
}
