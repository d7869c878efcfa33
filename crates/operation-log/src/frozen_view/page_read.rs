//! Which rows the answers for a page must have.

use std::ops::Range;

use super::beyond::Beyond;
use super::{Ask, signed};

/// A page being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageRead {
    /// What to ask now.
    pub ask: Ask,
    /// The page, from 1.
    pub(super) page: u64,
    /// How many rows of it were wanted.
    pub(super) size: u32,
    /// Position of the first row of the page, from 0.
    pub(super) first: u64,
    /// Rows of the page.
    pub(super) limit: u32,
    /// The most rows that one call can have.
    pub(super) most: u32,
    /// Known rows next to the page that have not been compared yet.
    pub(super) anchors: Anchors,
    /// Position of the first row asked for, as far as is known.
    pub(super) position: i64,
    /// Whether it is asked for as of the freeze.
    pub(super) bounded: bool,
    pub(super) asks: u8,
    /// What is looked at behind an answer for it.
    pub(super) beyond: Option<Beyond>,
    /// Whether nothing is behind the answer for it.
    pub(super) is_end: bool,
}

/// Which of the two rows next to a page are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Anchors {
    /// The row before the page.
    pub before: bool,
    /// The row after the page.
    pub after: bool,
}

impl PageRead {
    /// Whether one call can have the page and its anchors.
    fn fits(&self) -> bool {
        let count = u32::from(self.anchors.before) + u32::from(self.anchors.after);
        count == 0 || self.limit.saturating_add(count) <= self.most
    }

    /// Positions of the rows that the answer must have: the page with its anchors; if these do not
    /// fit, one anchor and the row of the page next to it.
    pub(super) fn wanted(&self) -> Range<i64> {
        let first = signed(self.first);
        let end = first.saturating_add(i64::from(self.limit));
        let Anchors { before, after } = self.anchors;
        if self.fits() {
            first - i64::from(before)..end.saturating_add(i64::from(after))
        } else if before {
            first - 1..first.saturating_add(1)
        } else {
            end - 1..end.saturating_add(1)
        }
    }

    /// The anchors still to be compared, if the answer had only one of them and not the page.
    pub(super) fn anchors_left(&self) -> Option<Anchors> {
        (!self.fits()).then_some(Anchors {
            before: false,
            after: self.anchors.before && self.anchors.after,
        })
    }
}
