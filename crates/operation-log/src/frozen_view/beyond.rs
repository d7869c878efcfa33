//! What is behind an answer that has fewer rows than it should: a server may give only so many rows
//! a call, or none behind some row, whatever it counts.

use chrono::{DateTime, Utc};

use super::check::Implied;
use super::total::given;
use super::{Ask, Drift, FrozenView, MAX_ASKS, PageRead, signed, unsigned};
use crate::wire::OperationPage;

/// So few rows without a total are taken for all there are.
const FEW: u64 = 10;

/// How often is asked where the rows end.
const MAX_STEPS: u8 = 14;

/// A look behind an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Is there a row at this offset, behind so many that came?
    Next { offset: u64, given: u32 },
    /// At which offset do the rows end?
    End { least: u64, most: u64, steps: u8 },
}

impl Beyond {
    /// The offset of the row in question.
    const fn offset(self) -> u64 {
        match self {
            Self::Next { offset, .. } => offset,
            Self::End { least, most, .. } => least + (most - least) / 2,
        }
    }
}

/// An answer that waits until it is known what is behind it.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) read: PageRead,
    pub(super) answer: OperationPage,
    pub(super) date: Option<DateTime<Utc>>,
}

impl PageRead {
    /// The call that looks behind the answer.
    pub(super) const fn look(&self, beyond: Beyond) -> Self {
        Self {
            ask: Ask {
                offset: beyond.offset(),
                limit: 1,
                end_time: self.ask.end_time,
            },
            beyond: Some(beyond),
            ..*self
        }
    }
}

impl FrozenView {
    /// What has to be looked at before an answer is believed.
    pub(super) fn doubt(&self, read: &PageRead, answer: &OperationPage) -> Option<Beyond> {
        let given = given(answer);
        let end = read.ask.offset.saturating_add(given);
        if !self.ends_early(read, answer) || self.drift.is_some() || read.asks >= MAX_ASKS {
            return None;
        }
        // Rows that came since have pushed the end along.
        let is_known = |known: u64| {
            let shift = match self.implied_shift(signed(read.ask.offset), &answer.rows) {
                Implied::Shift(shift) => shift,
                Implied::Nothing | Implied::Contradiction => self.shift,
            };
            signed(known).saturating_add(shift) <= signed(end)
        };
        if end == 0 || self.end.is_some_and(is_known) {
            return None;
        }
        if given > 0 {
            let is_counted = answer.total.is_some() && !self.claim.is_contradicted();
            return (is_counted || given >= FEW).then_some(Beyond::Next {
                offset: end,
                given: u32::try_from(given).unwrap_or(u32::MAX),
            });
        }
        (!self.has_rows_behind(read, answer)).then(|| Beyond::End {
            least: unsigned(signed(self.reach).saturating_add(self.shift)).min(end),
            most: end,
            steps: 0,
        })
    }

    /// Whether rows were read behind an answer. If there are none now, its place is in doubt, and it
    /// is not the end.
    pub(super) fn has_rows_behind(&self, read: &PageRead, answer: &OperationPage) -> bool {
        let end = read.ask.offset.saturating_add(given(answer));
        signed(self.reach).saturating_add(self.shift) > signed(end)
    }

    /// Whether an answer has fewer rows than were asked for, and no count says that these are all.
    fn ends_early(&self, read: &PageRead, answer: &OperationPage) -> bool {
        let given = given(answer);
        let counted = answer.total.filter(|_| !self.claim.is_contradicted());
        let is_all = counted.is_some_and(|total| total <= read.ask.offset.saturating_add(given));
        self.is_short(read, answer) && !is_all
    }

    /// Whether an answer has fewer rows than were asked for and than the server gives at most.
    pub(super) fn is_short(&self, read: &PageRead, answer: &OperationPage) -> bool {
        given(answer) < u64::from(read.ask.limit.min(self.most()))
    }

    /// Reads the answer to a look. Returns the next one, or `None` once what is behind the waiting
    /// answer is known.
    pub(super) fn seen(&mut self, beyond: Beyond, has_row: bool) -> Option<Beyond> {
        let (least, most, steps) = match beyond {
            Beyond::Next { given, .. } => {
                if has_row {
                    self.cap = Some(given);
                }
                return None;
            }
            Beyond::End { least, most, steps } if has_row => {
                (beyond.offset().saturating_add(1).max(least), most, steps)
            }
            Beyond::End { least, steps, .. } => (least, beyond.offset(), steps),
        };
        if least < most && steps < MAX_STEPS {
            return Some(Beyond::End {
                least,
                most,
                steps: steps + 1,
            });
        }
        let end = unsigned(signed(most) - self.shift);
        self.end_at(end);
        if least >= most {
            self.reach = self.reach.max(end);
        }
        None
    }

    /// Goes on with an answer after a look showed that the server gives fewer rows a call than were
    /// asked for. Returns the page to ask for instead of it, if its rows are not the wanted ones.
    pub(super) fn recut(&mut self, read: &PageRead) -> Option<PageRead> {
        let cap = self.cap?;
        if read.ask.limit <= cap {
            return None;
        }
        // Pages that were shown have more rows or stand elsewhere, so that those to come would not
        // fit.
        let is_shorter = read.limit > cap && self.reach > u64::from(cap);
        if self.largest > cap || is_shorter {
            let total = self.stated();
            self.drift = Some(Drift {
                was: total,
                now: total,
            });
        }
        if self.is_frozen() || read.page > 1 {
            return Some(PageRead {
                asks: read.asks + 1,
                ..self.read(read.page, read.size)
            });
        }
        None
    }

    /// Notes that the rows end where an answer does, whose first row has this position.
    pub(super) fn note_end(&mut self, read: &PageRead, answer: &OperationPage, position: i64) {
        if self.drift.is_none() && self.ends_early(read, answer) {
            self.end_at(unsigned(position.saturating_add(signed(given(answer)))));
        }
    }

    fn end_at(&mut self, end: u64) {
        self.end = Some(self.end.map_or(end, |known| known.min(end)));
    }
}
