//! Paging through a log that moves, without losing a row or showing one twice.
//!
//! A [`FrozenView`] is the result of one view query when its first page was read: so many rows,
//! each at its position. Later pages are requested as of that moment (`end_time`), and every answer
//! is checked against what is known already:
//!
//! - **Anchor.** A page is asked for with the row before it and the row after it, where these are
//!   known. They must be in the answer; a known row that stands elsewhere tells by how much
//!   positions have shifted, and the page is asked for again there. Where they do not fit into the
//!   call, a short call before it reads them with the row of the page that they touch.
//! - **Count.** The total must be the frozen one, but for the rows that account for the shift. Newest
//!   first, a row may also have left the log behind the page, if the row before the page stands where
//!   it stood.
//! - **Identity.** No operation has two positions, no position two operations.
//! - **Newcomers.** Where the set can change (a status filter), a row whose status changed after
//!   the freeze is none of the frozen rows.
//!
//! If every position was filled by a different row and nothing came in, the pages are the frozen
//! rows: none lost, none doubled. What cannot be mended is reported as a [`Drift`].
//!
//! The count is a claim of the server, and so is a short answer. A count that an answer's own rows
//! contradict is not used ([`Total`]); what is behind an answer with fewer rows than were asked for
//! is looked at before it counts as the end, and a server that gives only so many rows a call is
//! paged by as many ([`FrozenView::cap`]).
//!
//! A server that has no order within a second and deletes rows while others arrive can hide both: its
//! count stays, and the row beside a page may stand where another of its second stood.
//!
//! Nothing here calls a server: [`FrozenView::read`] returns the first request,
//! [`FrozenView::take`] reads the answer and returns the page or the next request. Where that is
//! known beforehand, [`FrozenView::expected_next`] returns it, and both can be made at once.

mod beyond;
mod check;
mod ledger;
mod newer;
mod page_read;
mod total;

pub use newer::{Newer, NewerAsk};
pub use page_read::PageRead;
pub use total::{Extent, Total};

use std::ops::Range;

use chrono::{DateTime, Utc};

use crate::query::{MAX_LIMIT, Order};
use crate::wire::{OperationPage, Row};
use beyond::Waiting;
use check::Verdict;
use ledger::Ledger;
use page_read::Anchors;
use total::{Claim, given};

/// How often one page is requested before the view counts as changed.
const MAX_ASKS: u8 = 7;

/// What decides which rows a view has, as far as it matters for freezing them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope {
    /// The server's order by time.
    pub order: Order,
    /// Whether there is a status filter, so that rows come and go as operations run.
    pub by_status: bool,
    /// `start_time` of the query.
    pub start: Option<DateTime<Utc>>,
    /// `end_time` of the query, if the reader gave one.
    pub end: Option<DateTime<Utc>>,
}

/// What to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// Rows to skip.
    pub offset: u64,
    /// Rows to give, 1 to [`MAX_LIMIT`].
    pub limit: u32,
    /// Upper bound of the log.
    pub end_time: Option<DateTime<Utc>>,
}

/// The view changed while it was read: rows may be missing or repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drift {
    /// How many rows there were when the view was frozen.
    pub was: Option<u64>,
    /// How many there were when it was found to have changed.
    pub now: Option<u64>,
}

/// What becomes of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Another call is needed for the page.
    Ask(PageRead),
    /// The page. Its total is the one of the view, if no row contradicts it.
    Page(OperationPage),
}

/// The rows of a question as they were when its first page was read.
#[derive(Clone, Debug)]
pub struct FrozenView {
    scope: Scope,
    /// Whether `end_time` bounds what it should. A server may bound `status_time` by it, or
    /// nothing at all; then offsets are followed by shift alone.
    bounded: bool,
    frozen: Option<Frozen>,
    ledger: Ledger,
    /// Server offset less position in the view.
    shift: i64,
    /// What the server counts.
    claim: Claim,
    /// Up to which position rows were read.
    reach: u64,
    /// The most rows that an answer had.
    largest: u32,
    /// The most rows that the server gives a call, if fewer than were asked for.
    cap: Option<u32>,
    /// The rows end here or before, whatever the server counts.
    end: Option<u64>,
    /// Whether that was found where no known row tells by how much positions have shifted.
    end_is_assumed: bool,
    /// An answer that waits until it is known what is behind it.
    waiting: Option<Waiting>,
    drift: Option<Drift>,
}

/// What the first page fixed.
#[derive(Clone, Copy, Debug)]
struct Frozen {
    /// The latest moment the rows can be from, by the server's clock.
    at: Option<DateTime<Utc>>,
    /// When the server answered, by its own clock.
    date: Option<DateTime<Utc>>,
    /// Upper bound by which later pages are asked.
    bound: Option<DateTime<Utc>>,
    /// Rows that share the second of the bound, as far as the first page showed.
    ties: u64,
    /// How many rows the view has, as far as is known.
    total: Option<u64>,
    /// How many rows the server counts, if that can be compared.
    counted: Option<u64>,
}

impl FrozenView {
    /// A view to be frozen by its first page.
    pub fn new(scope: Scope) -> Self {
        Self {
            scope,
            // Oldest first, new rows come at the end, where the count cuts them off.
            bounded: scope.order == Order::NewestFirst || scope.by_status,
            frozen: None,
            ledger: Ledger::default(),
            shift: 0,
            claim: Claim::default(),
            reach: 0,
            largest: 0,
            cap: None,
            end: None,
            end_is_assumed: false,
            waiting: None,
            drift: None,
        }
    }

    /// Changes which rows the view has, as long as no page has frozen it.
    pub fn rescope(&mut self, scope: Scope) {
        if !self.is_frozen() {
            self.scope = scope;
        }
    }

    /// The moment the rows are from, by the server's data. Returns `None` before the first page.
    pub fn as_of(&self) -> Option<DateTime<Utc>> {
        let frozen = self.frozen?;
        frozen.at.or(frozen.bound)
    }

    /// Whether its first page was read.
    pub const fn is_frozen(&self) -> bool {
        self.frozen.is_some()
    }

    /// How many rows the view has, as far as no row contradicts it.
    fn stated(&self) -> Option<u64> {
        self.frozen?.total
    }

    /// The most rows that the server gives a call, if fewer than were asked for.
    pub const fn cap(&self) -> Option<u32> {
        self.cap
    }

    /// How many rows a page has, of which so many are wanted.
    pub fn rows_a_page(&self, limit: u32) -> u32 {
        limit.min(self.most())
    }

    /// The most rows that one call can have.
    fn most(&self) -> u32 {
        self.cap.map_or(MAX_LIMIT, |cap| cap.clamp(1, MAX_LIMIT))
    }

    /// Whether the view changed while it was read.
    pub const fn drift(&self) -> Option<Drift> {
        self.drift
    }

    /// Begins to read a page (from 1) of so many rows.
    pub fn read(&self, page: u64, limit: u32) -> PageRead {
        let (size, limit, most) = (limit, self.rows_a_page(limit), self.most());
        let first = page.saturating_sub(1).saturating_mul(u64::from(limit));
        let is_known =
            |position| self.drift.is_none() && most > 1 && self.ledger.at(position).is_some();
        let anchors = Anchors {
            before: is_known(signed(first) - 1),
            after: is_known(signed(first).saturating_add(i64::from(limit))),
        };
        self.begin(PageRead {
            ask: Ask {
                offset: first,
                limit,
                end_time: None,
            },
            page,
            size,
            first,
            limit,
            most,
            anchors,
            position: signed(first),
            bounded: self.bounded,
            asks: 1,
            beyond: None,
            is_end: false,
        })
    }

    /// The request that follows another one if the known row in its answer stands where it is expected,
    /// so that both can be made at once. The second answer may be older than the first: what came or
    /// went between them shows in their counts. Returns `None` if one answer may be enough, or if
    /// rows that arrive would move the second.
    pub fn expected_next(&self, read: &PageRead) -> Option<PageRead> {
        let keeps_offsets = read.bounded || self.scope.order == Order::OldestFirst;
        let anchors = read.anchors_left().filter(|_| keeps_offsets)?;
        Some(self.next(read, anchors))
    }

    /// The request behind one that had an anchor only.
    fn next(&self, read: &PageRead, anchors: Anchors) -> PageRead {
        self.begin(PageRead {
            anchors,
            asks: read.asks + 1,
            ..*read
        })
    }

    /// Asks for the page, or first for an anchor that does not fit into the call for the page.
    fn begin(&self, read: PageRead) -> PageRead {
        let rows = read.wanted();
        // Only a count tells whether the bound takes rows away.
        let bounded = self.bounded && self.frozen.is_none_or(|frozen| frozen.counted.is_some());
        PageRead {
            ask: Ask {
                offset: unsigned(rows.start.saturating_add(self.shift)),
                limit: u32::try_from(rows.end.saturating_sub(rows.start)).unwrap_or(read.most),
                end_time: self.end_time(bounded),
            },
            position: rows.start,
            bounded,
            is_end: false,
            ..read
        }
    }

    /// Reads an answer. `date` is when the server answered, by its own clock.
    pub fn take(
        &mut self,
        read: PageRead,
        answer: OperationPage,
        date: Option<DateTime<Utc>>,
    ) -> Step {
        let Some(beyond) = read.beyond else {
            self.claim.note(&read, &answer);
            self.settle();
            return match self.doubt(&read, &answer) {
                None => self.believe(read, answer, date),
                Some(beyond) => {
                    self.waiting = Some(Waiting { read, answer, date });
                    Step::Ask(read.look(beyond))
                }
            };
        };
        if let Some(beyond) = self.seen(beyond, given(&answer) > 0) {
            return Step::Ask(read.look(beyond));
        }
        self.settle();
        let Some(Waiting { read, answer, date }) = self.waiting.take() else {
            // The view was opened anew meanwhile.
            return Step::Ask(PageRead {
                asks: read.asks + 1,
                ..self.read(read.page, read.size)
            });
        };
        match self.recut(&read) {
            Some(read) => Step::Ask(read),
            None => {
                self.end_is_assumed |= answer.rows.is_empty();
                let limit = self.rows_a_page(read.size);
                let is_end = !self.has_rows_behind(&read, &answer);
                self.believe(
                    PageRead {
                        limit,
                        is_end,
                        ..read
                    },
                    answer,
                    date,
                )
            }
        }
    }

    /// Reads an answer whose end is what it seems to be.
    fn believe(
        &mut self,
        read: PageRead,
        answer: OperationPage,
        date: Option<DateTime<Utc>>,
    ) -> Step {
        let Some(frozen) = self.frozen else {
            self.freeze(&read, &answer, date);
            self.note_end(&read, &answer, read.position);
            self.settle();
            return Step::Page(self.page(&read, answer, read.position));
        };
        // Where an answer repeats rows, positions in it mean nothing; the page reports the repeats.
        if self.drift.is_some() || answer.repeated > 0 {
            return self.finish(read, answer, read.position);
        }
        match self.check(&frozen, &read, &answer) {
            Verdict::Sound { position } => {
                let shift = signed(read.ask.offset) - position;
                if self.end_is_assumed && shift != self.shift {
                    self.end = None;
                    self.end_is_assumed = false;
                }
                self.shift = shift;
                self.bounded = read.bounded;
                self.recount(&read, &answer, position);
                self.note_end(&read, &answer, position);
                self.settle();
                self.ledger.note(position, &answer.rows, self.stated());
                self.finish(read, answer, position)
            }
            Verdict::Elsewhere { offset } if read.asks < MAX_ASKS => {
                Step::Ask(self.again(read, offset, read.bounded))
            }
            Verdict::Unbound { offset } if read.asks < MAX_ASKS => {
                Step::Ask(self.again(read, offset, false))
            }
            Verdict::Elsewhere { .. } | Verdict::Unbound { .. } | Verdict::Moved => {
                self.drift = Some(Drift {
                    was: frozen.total,
                    now: answer.total,
                });
                self.finish(read, answer, read.position)
            }
        }
    }

    /// The page, unless the answer had only an anchor of it.
    fn finish(&mut self, read: PageRead, answer: OperationPage, position: i64) -> Step {
        let Some(left) = read.anchors_left() else {
            return Step::Page(self.page(&read, answer, position));
        };
        // A view that moved has no positions to compare.
        let anchors = match self.drift {
            Some(_) => Anchors::default(),
            None => left,
        };
        Step::Ask(self.next(&read, anchors))
    }

    /// Asks again from another offset, with all the rows one call can give.
    fn again(&self, read: PageRead, offset: i64, bounded: bool) -> PageRead {
        let offset = unsigned(offset);
        PageRead {
            ask: Ask {
                offset,
                limit: read.most,
                end_time: self.end_time(bounded),
            },
            position: signed(offset) - self.shift,
            bounded,
            asks: read.asks + 1,
            is_end: false,
            ..read
        }
    }

    fn freeze(&mut self, read: &PageRead, answer: &OperationPage, date: Option<DateTime<Utc>>) {
        let newest = answer
            .operations()
            .filter_map(|operation| operation.create_time.instant())
            .max();
        let has_newest = self.scope.order == Order::NewestFirst && read.ask.offset == 0;
        let bound = if has_newest { newest } else { date };
        let ties = if has_newest { newest } else { None }.map_or(0, |newest| {
            let ties = answer
                .operations()
                .filter(|operation| operation.create_time.instant() == Some(newest));
            ties.count() as u64
        });
        self.frozen = Some(Frozen {
            at: date.or_else(|| latest_change(answer)),
            date,
            bound,
            ties,
            total: answer.total,
            counted: answer.total,
        });
        self.settle();
        if answer.repeated == 0 {
            self.ledger.note(read.position, &answer.rows, self.stated());
        }
    }

    /// The upper bound to ask by.
    fn end_time(&self, bounded: bool) -> Option<DateTime<Utc>> {
        let bound = self.frozen.and_then(|frozen| frozen.bound);
        match (bound.filter(|_| bounded), self.scope.end) {
            (Some(bound), Some(end)) => Some(bound.min(end)),
            (bound, end) => bound.or(end),
        }
    }

    /// Whether a row was shown on another page.
    fn is_elsewhere(&self, row: &Row, page: Range<i64>) -> bool {
        let Row::Entry(entry) = row else {
            return false;
        };
        let position = self.ledger.position(&entry.operation.job_id);
        position.is_some_and(|position| !page.contains(&position))
    }

    /// The rows of the page out of an answer whose first row has this position.
    fn page(&mut self, read: &PageRead, answer: OperationPage, position: i64) -> OperationPage {
        self.largest = self
            .largest
            .max(u32::try_from(given(&answer)).unwrap_or(MAX_LIMIT));
        let total = self.stated();
        let first = signed(read.first);
        let mut end = first.saturating_add(i64::from(read.limit));
        if let Some(total) = total
            && self.drift.is_none()
        {
            end = end.min(signed(total));
        }
        let skipped = usize::try_from(first - position).unwrap_or_default();
        let most = match answer.repeated {
            0 => usize::try_from(end - first).unwrap_or_default(),
            // Positions mean nothing there.
            _ => usize::MAX,
        };
        let mut rows: Vec<Row> = answer.rows.into_iter().skip(skipped).take(most).collect();
        let mut repeated = answer.repeated;
        if self.drift.is_some() || answer.repeated > 0 {
            let given = rows.len();
            rows.retain(|row| !self.is_elsewhere(row, first..end));
            repeated += given - rows.len();
        }
        if !rows.is_empty() {
            self.reach = self.reach.max(read.first.saturating_add(rows.len() as u64));
        }
        OperationPage {
            rows,
            total: if self.drift.is_some() {
                answer.total
            } else {
                total
            },
            repeated,
            findings: answer.findings,
        }
    }
}

/// The latest time that any row of an answer names.
fn latest_change(answer: &OperationPage) -> Option<DateTime<Utc>> {
    answer
        .operations()
        .flat_map(|operation| [&operation.create_time, &operation.status_time])
        .filter_map(|time| time.instant())
        .max()
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
