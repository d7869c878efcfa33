//! Which rows the answers for a page must have.

use std::ops::Range;

use super::{Ask, signed};
use crate::query::MAX_LIMIT;

/// A page being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRead {
    /// What to ask now.
    pub ask: Ask,
    /// Position of the first row of the page, from 0.
    pub(super) first: u64,
    /// Rows of the page.
    pub(super) limit: u32,
    /// Known rows next to the page that have not been compared yet.
    pub(super) anchors: Anchors,
    /// Position of the first row asked for, as far as is known.
    pub(super) position: i64,
    /// Whether it is asked for as of the freeze.
    pub(super) bounded: bool,
    pub(super) asks: u8,
}

/// Which of the two rows next to a page are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Anchors {
    /// The row before the page.
    pub before: bool,
    /// The row after the page.
    pub after: bool,
}

impl Anchors {
    /// Whether one call can have a page and these.
    fn fit(self, limit: u32) -> bool {
        let count = u32::from(self.before) + u32::from(self.after);
        count == 0 || limit.saturating_add(count) <= MAX_LIMIT
    }
}

impl PageRead {
    /// Positions of the rows that the answer must have.
    pub(super) fn wanted(&self) -> Range<i64> {
        wanted(self.first, self.limit, self.anchors)
    }

    /// The anchors still to be compared, if the answer had only one of them and not the page.
    pub(super) fn anchors_left(&self) -> Option<Anchors> {
        (!self.anchors.fit(self.limit)).then_some(Anchors {
            before: false,
            after: self.anchors.before && self.anchors.after,
        })
    }
}

/// Positions of a page with its anchors; if these do not fit, of one anchor and the row of the
/// page next to it.
pub(super) fn wanted(first: u64, limit: u32, anchors: Anchors) -> Range<i64> {
    let first = signed(first);
    let end = first.saturating_add(i64::from(limit));
    if anchors.fit(limit) {
        first - i64::from(anchors.before)..end.saturating_add(i64::from(anchors.after))
    } else if anchors.before {
        first - 1..first.saturating_add(1)
    } else {
        end - 1..end.saturating_add(1)
    }
}
