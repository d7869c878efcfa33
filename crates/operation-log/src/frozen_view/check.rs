//! Checks an answer against what is known of a view.

use std::ops::Range;

use chrono::{DateTime, Utc};

use super::total::given;
use super::{Frozen, FrozenView, PageRead, signed};
use crate::operation::Operation;
use crate::query::Order;
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

/// The shift of all rows, by the known rows of an answer.
pub(super) enum Implied {
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
        let shift = match self.implied_shift(offset, &answer.rows) {
            Implied::Shift(shift) => Some(shift),
            Implied::Contradiction => return self.unbound(read),
            Implied::Nothing => None,
        };
        let by_count = self.shift_by_count(frozen, answer);
        let follows_on = shift.is_some_and(|shift| self.follows_on(read, answer, shift));
        if !self.counts_agree(frozen, answer, shift.unwrap_or(by_count)) {
            let Some(shift) = shift.filter(|_| follows_on) else {
                return self.unbound(read);
            };
            if shift != self.shift && !self.is_settled(read, answer, shift) {
                // With more of the rows before the page it may be.
                let around = read.wanted().start + shift - i64::from(read.most / 2);
                return self.elsewhere(read, around.max(0));
            }
        }
        // Rows that go at one end hide from the count those that come at the other, so it is not
        // believed where a known row can tell.
        let known = self.ledger.first_within(read.wanted());
        let shift = match (shift, known) {
            (Some(shift), _) => shift,
            (None, None) => by_count,
            (None, Some(known)) => {
                let around = (known + by_count - i64::from(read.most / 2)).max(0);
                return self.elsewhere(read, around);
            }
        };
        let position = offset - shift;
        if !self.covers(frozen, read, answer, position, follows_on) {
            return self.elsewhere(read, (read.wanted().start + shift).max(0));
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

    pub(super) fn implied_shift(&self, offset: i64, rows: &[Row]) -> Implied {
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

    /// The shift that the total implies: newest first, rows come at the top.
    fn shift_by_count(&self, frozen: &Frozen, answer: &OperationPage) -> i64 {
        match (self.scope.order, frozen.counted, answer.total) {
            (Order::NewestFirst, Some(was), Some(now)) => signed(now) - signed(was),
            (Order::NewestFirst, _, _) => self.shift,
            (Order::OldestFirst, _, _) => 0,
        }
    }

    /// Whether an answer of the whole log, newest first, has the row before the page with a row of
    /// another second behind it: what follows is the page then, whatever else is gone from the log.
    fn follows_on(&self, read: &PageRead, answer: &OperationPage, shift: i64) -> bool {
        let is_whole = self.scope.by_status || read.ask.end_time == self.scope.end;
        let before = row_before(read, shift);
        let created = |index: i64| created(answer.rows.get(usize::try_from(index).ok()?)?);
        let (created, next) = (created(before), created(before + 1));
        let is_older = next.is_some() && next < created;
        self.scope.order == Order::NewestFirst && is_whole && read.anchors.before && is_older
    }

    /// Whether a known row of another second stands before the one before the page, as far from where
    /// it stood. Else a server that orders the rows of a second anew at each call could have moved
    /// the last of them, and a row of the page with it.
    fn is_settled(&self, read: &PageRead, answer: &OperationPage, shift: i64) -> bool {
        let Ok(before) = usize::try_from(row_before(read, shift)) else {
            return false;
        };
        let anchor = answer.rows.get(before).and_then(created);
        // The known rows of an answer agree on the shift.
        let is_known = |row: &Row| match row {
            Row::Entry(entry) => self.ledger.position(&entry.operation.job_id).is_some(),
            Row::Unreadable(_) => false,
        };
        let mut rows = answer.rows.iter().take(before);
        rows.any(|row| is_known(row) && anchor.is_some() && created(row) > anchor)
    }

    /// Whether the answer holds every row that is wanted of it, the anchors included.
    fn covers(
        &self,
        frozen: &Frozen,
        read: &PageRead,
        answer: &OperationPage,
        position: i64,
        follows_on: bool,
    ) -> bool {
        let Range { start, mut end } = read.wanted();
        let last = position + answer.rows.len() as i64;
        match frozen.total {
            Some(total) => end = end.min(signed(total)),
            // The last page is the one that has fewer rows than were asked for.
            None if self.is_short(read, answer) => return position <= start,
            None => {}
        }
        if read.is_end || follows_on && self.is_last(read, answer) {
            end = end.min(last);
        }
        start >= end || position <= start && end <= last
    }

    fn counts_agree(&self, frozen: &Frozen, answer: &OperationPage, shift: i64) -> bool {
        let (Some(was), Some(now)) = (frozen.counted, answer.total) else {
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
        Verdict::Unbound {
            offset: read.wanted().start + self.shift,
        }
    }

    /// Whether the server counts no row behind those of an answer.
    fn is_last(&self, read: &PageRead, answer: &OperationPage) -> bool {
        let end = read.ask.offset + given(answer);
        answer.total == Some(end) && !self.claim.is_contradicted()
    }
}

/// The index in an answer of the row before the page.
fn row_before(read: &PageRead, shift: i64) -> i64 {
    read.wanted().start + shift - signed(read.ask.offset)
}

fn created(row: &Row) -> Option<DateTime<Utc>> {
    match row {
        Row::Entry(entry) => entry.operation.create_time.instant(),
        Row::Unreadable(_) => None,
    }
}
