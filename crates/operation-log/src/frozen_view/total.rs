//! How many rows a view has, as far as the server's count and its rows agree.

use super::{FrozenView, PageRead, signed, unsigned};
use crate::query::Order;
use crate::wire::OperationPage;

/// How many rows a view has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Total {
    /// The server does not say.
    #[default]
    Unknown,
    /// The server says so, and no row contradicts it.
    Stated(u64),
    /// The server counts so many, but gave more.
    TooLow(u64),
    /// The server counts more rows than it gives.
    TooHigh {
        /// What it counts.
        stated: u64,
        /// The rows end here, or before.
        end: u64,
    },
    /// The server counts differently from call to call.
    Changing,
}

/// How far the rows of a view reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// To this number.
    Rows(u64),
    /// At least to this number.
    AtLeast(u64),
}

impl Default for Extent {
    fn default() -> Self {
        Self::AtLeast(0)
    }
}

/// What the server counted.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Claim {
    /// In its first answer.
    first: Option<u64>,
    /// In its last answer.
    last: Option<u64>,
    /// Whether more rows came than it counted.
    is_low: bool,
    changes: bool,
}

impl Claim {
    /// Notes the count of an answer.
    pub(super) fn note(&mut self, read: &PageRead, answer: &OperationPage) {
        let Some(total) = answer.total else {
            return;
        };
        let given = given(answer);
        let is_low = given > 0 && total < read.ask.offset.saturating_add(given);
        self.changes |= self.last.is_some_and(|last| {
            if self.is_low {
                !is_low && given > 0
            } else {
                is_low && total < last
            }
        });
        self.is_low |= is_low;
        self.first = self.first.or(Some(total));
        self.last = Some(total);
    }

    /// Whether a row contradicts what the server counts.
    pub(super) const fn is_contradicted(self) -> bool {
        self.is_low || self.changes
    }
}

/// How many rows an answer gave.
pub(super) fn given(answer: &OperationPage) -> u64 {
    (answer.rows.len() + answer.repeated) as u64
}

impl FrozenView {
    /// How many rows the view has.
    pub fn total(&self) -> Total {
        let claim = self.claim;
        let (Some(first), Some(last)) = (claim.first, claim.last) else {
            return Total::Unknown;
        };
        if claim.changes {
            return Total::Changing;
        }
        if claim.is_low {
            return Total::TooLow(last);
        }
        if let Some(end) = self.end
            && end < first
        {
            return Total::TooHigh { stated: first, end };
        }
        // A view that moved has no total of its own.
        let own = self.stated().filter(|_| self.drift.is_none());
        Total::Stated(own.unwrap_or(last))
    }

    /// How far its rows reach.
    pub fn extent(&self) -> Extent {
        match (self.end, self.total()) {
            (Some(end), _) if end <= self.reach => Extent::Rows(end),
            (None, Total::Stated(total)) => Extent::Rows(total),
            _ => Extent::AtLeast(self.reach),
        }
    }

    /// Takes a count that rows contradict from what is known, and what lies behind the last row.
    pub(super) fn settle(&mut self) {
        let Some(frozen) = &mut self.frozen else {
            return;
        };
        if self.claim.is_contradicted() {
            frozen.counted = None;
            frozen.total = None;
        }
        // Without a count, nobody knows which rows are gone from before the end.
        frozen.total = frozen
            .total
            .map(|total| self.end.map_or(total, |end| total.min(end)));
    }

    /// Takes over the count of an answer whose rows are those of the view; the first has this
    /// position. Newest first, rows may be gone: those that are left are counted from then on.
    pub(super) fn recount(&mut self, read: &PageRead, answer: &OperationPage, position: i64) {
        let Some(frozen) = &mut self.frozen else {
            return;
        };
        let (Some(counted), Some(now)) = (frozen.counted, answer.total) else {
            return;
        };
        if self.scope.order == Order::OldestFirst {
            return;
        }
        let shift = signed(read.ask.offset) - position;
        let without_newer = unsigned(signed(now) - shift);
        let is_whole = read.ask.end_time == self.scope.end;
        let only_grows_at_the_top = !self.scope.by_status && self.scope.start.is_none();
        if without_newer > counted && is_whole && only_grows_at_the_top {
            self.claim.changes = true;
            return;
        }
        frozen.counted = Some(without_newer);
        let last = unsigned(position.saturating_add(signed(given(answer))));
        let is_end = read.ask.offset.saturating_add(given(answer)) == now;
        if is_end && frozen.total.is_some_and(|total| last < total) {
            frozen.total = Some(last);
        }
    }
}
