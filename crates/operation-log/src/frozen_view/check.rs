//! Holding an answer against what is known of a view.

use super::{Frozen, FrozenView, PageRead, signed};
use crate::operation::Operation;
use crate::query::{MAX_LIMIT, Order};
use crate::wire::{OperationPage, Row};

/// What an answer shows.
pub(super) enum Verdict {
    /// The rows are the frozen ones; the first has this position.
    Sound {
        /// Position of the first row of the answer.
        position: i64,
    },
    /// The rows wanted are around another offset.
    Elsewhere {
        /// Where to ask.
        offset: i64,
    },
    /// The upper bound is in doubt: ask without.
    Unbound {
        /// Where to ask.
        offset: i64,
    },
    /// Rows came or went.
    Moved,
}

/// What the known rows of an answer say of the shift of all rows.
enum Implied {
    /// None is known.
    Nothing,
    /// All agree.
    Shift(i64),
    /// They do not agree.
    Contradiction,
}

impl FrozenView {
    pub(super) fn check(
        &self,
        frozen: &Frozen,
        read: &PageRead,
        answer: &OperationPage,
    ) -> Verdict {
        let offset = signed(read.ask.offset);
        let first = signed(read.first);
        let by_count = self.shift_by_count(frozen, answer);
        let (shift, is_found) = match self.implied_shift(offset, &answer.rows) {
            Implied::Shift(shift) => (shift, true),
            Implied::Contradiction => return self.unbound(read),
            // The row before the page was asked for; if it is known, it must be here.
            Implied::Nothing => {
                let is_missing = read.position < first && self.ledger.at(first - 1).is_some();
                (by_count, !is_missing)
            }
        };
        if !self.counts_agree(frozen, answer, shift) {
            return self.unbound(read);
        }
        if !is_found {
            let around = (first - 1 + shift - i64::from(MAX_LIMIT / 2)).max(0);
            return self.elsewhere(read, around);
        }
        let position = offset - shift;
        if !self.covers(frozen, read, answer, position) {
            let lead = i64::from(read.first > 0);
            let wanted = (first - lead + shift).max(0);
            return self.elsewhere(read, wanted);
        }
        if self.has_stranger(frozen, position, &answer.rows) {
            return Verdict::Moved;
        }
        Verdict::Sound { position }
    }

    /// Asks at another offset, unless that was just done.
    fn elsewhere(&self, read: &PageRead, offset: i64) -> Verdict {
        if read.asks > 1 && offset == signed(read.ask.offset) {
            self.unbound(read)
        } else {
            Verdict::Elsewhere { offset }
        }
    }

    fn implied_shift(&self, offset: i64, rows: &[Row]) -> Implied {
        let mut implied = Implied::Nothing;
        for (place, row) in (offset..).zip(rows) {
            let Row::Entry(entry) = row else {
                continue;
            };
            let Some(position) = self.ledger.position(&entry.operation.job_id) else {
                continue;
            };
            match implied {
                Implied::Shift(shift) if shift != place - position => {
                    return Implied::Contradiction;
                }
                _ => implied = Implied::Shift(place - position),
            }
        }
        implied
    }

    /// The shift that the total speaks for: newest first, rows come at the top.
    fn shift_by_count(&self, frozen: &Frozen, answer: &OperationPage) -> i64 {
        match (self.scope.order, frozen.total, answer.total) {
            (Order::NewestFirst, Some(was), Some(now)) => signed(now) - signed(was),
            (Order::NewestFirst, _, _) => self.shift,
            (Order::OldestFirst, _, _) => 0,
        }
    }

    /// Whether the answer holds every row that is wanted of it.
    fn covers(
        &self,
        frozen: &Frozen,
        read: &PageRead,
        answer: &OperationPage,
        position: i64,
    ) -> bool {
        let first = signed(read.first);
        let mut end = first.saturating_add(i64::from(read.limit));
        match frozen.total {
            Some(total) => end = end.min(signed(total)),
            // The last page is the one that has fewer rows than were asked for.
            None if answer.rows.len() < read.ask.limit as usize => return position <= first,
            None => {}
        }
        first >= end || position <= first && end <= position + answer.rows.len() as i64
    }

    fn counts_agree(&self, frozen: &Frozen, answer: &OperationPage, shift: i64) -> bool {
        let (Some(was), Some(now)) = (frozen.total, answer.total) else {
            return true;
        };
        let more = signed(now) - signed(was);
        match self.scope.order {
            Order::NewestFirst => more == shift,
            // Rows come at the end, where they are cut off; by status they come anywhere.
            Order::OldestFirst => shift == 0 && (more == 0 || more > 0 && !self.scope.by_status),
        }
    }

    /// Whether a row is none of the frozen ones, or has taken the place of one.
    fn has_stranger(&self, frozen: &Frozen, position: i64, rows: &[Row]) -> bool {
        let end = frozen.total.map_or(i64::MAX, signed);
        (position..end).zip(rows).any(|(at, row)| {
            let Row::Entry(entry) = row else {
                return false;
            };
            let operation = &entry.operation;
            match self.ledger.at(at) {
                Some(known) => *known != operation.job_id,
                None => at >= 0 && self.came_later(frozen, operation),
            }
        })
    }

    /// Whether a row is in the answer only since the freeze. Its second is not settled, so a
    /// change in that second counts.
    fn came_later(&self, frozen: &Frozen, operation: &Operation) -> bool {
        let Some(at) = frozen.at else {
            return false;
        };
        let created = operation.create_time.instant();
        let changed = operation.status_time.instant();
        let before_start = self.scope.start.is_some() && created < self.scope.start;
        (self.scope.by_status || before_start) && changed.is_some_and(|changed| changed >= at)
    }

    /// The bound is doubted before the rows are.
    fn unbound(&self, read: &PageRead) -> Verdict {
        if read.ask.end_time == self.scope.end {
            return Verdict::Moved;
        }
        let lead = i64::from(read.first > 0);
        Verdict::Unbound {
            offset: signed(read.first) - lead + self.shift,
        }
    }
}
