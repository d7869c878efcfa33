//! A log with the rules that the documentation leaves open.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use operation_log::frozen_view::Ask;
use operation_log::wire::{Entry, OperationPage, Row};
use operation_log::{ErrorCodes, JobId, Operation, Status, TimeField, WireTime};
use serde_json::value::RawValue;

/// What a question asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    All,
    Pending,
    Failed,
    /// From a start on that some rows are older than.
    SinceStart,
}

/// What `end_time` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    Inclusive,
    Exclusive,
    Ignored,
    /// Both bounds are of `status_time`.
    ByStatusTime,
}

/// The order of rows that share a second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ties {
    Stable,
    /// Another one at each call.
    Shuffled,
}

#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub filter: Filter,
    pub ends: Ends,
    pub ties: Ties,
    pub newest_first: bool,
    /// Whether answers say when they were made.
    pub dates: bool,
    /// Whether answers say how many rows there are.
    pub totals: bool,
}

impl Rules {
    /// A server that tells everything: all rows, newest first, in a stable order, ends included.
    pub const PLAIN: Self = Self {
        filter: Filter::All,
        ends: Ends::Inclusive,
        ties: Ties::Stable,
        newest_first: true,
        dates: true,
        totals: true,
    };
}

#[derive(Clone, Copy, Debug)]
pub enum ServerEvent {
    SecondPasses,
    Insert {
        status: u8,
    },
    Finish {
        which: u16,
        good: bool,
    },
    /// A failed operation is pending once more.
    TryAnew {
        which: u16,
    },
    DeleteOldest,
    CallFails,
}

#[derive(Clone, Debug)]
struct Kept {
    number: u64,
    created: i64,
    changed: i64,
    status: Status,
}

pub struct Server {
    rules: Rules,
    log: Vec<Kept>,
    now: i64,
    next: u64,
    calls: u64,
    /// The start that is asked for, if any.
    start: i64,
}

/// 2022-04-06T00:00:00Z.
const BEGIN: i64 = 1_649_203_200;

pub fn at(second: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(BEGIN + second, 0).expect("a time")
}

impl Server {
    pub fn new(rules: Rules, rows: u16) -> Self {
        let mut server = Self {
            rules,
            log: Vec::new(),
            now: 0,
            next: 0,
            calls: 0,
            start: i64::from(rows) / 6,
        };
        for row in 0..rows {
            if row % 3 == 0 {
                server.now += 1;
            }
            server.insert(u8::from(row % 2 == 0));
            if row % 3 == 1 {
                server.finish(row / 2, row % 2 == 0);
            }
        }
        server
    }

    fn insert(&mut self, status: u8) {
        let status = if status == 1 {
            Status::Pending
        } else {
            Status::Successful
        };
        self.log.push(Kept {
            number: self.next,
            created: self.now,
            changed: self.now,
            status,
        });
        self.next += 1;
    }

    fn finish(&mut self, which: u16, good: bool) {
        let after = if good {
            Status::Successful
        } else {
            Status::Failed
        };
        self.change(which, Status::Pending, after);
    }

    /// Changes the status of one of the operations that have a status.
    fn change(&mut self, which: u16, before: Status, after: Status) {
        let now = self.now;
        let mut having: Vec<&mut Kept> = self
            .log
            .iter_mut()
            .filter(|kept| kept.status == before)
            .collect();
        let count = having.len().max(1);
        if let Some(kept) = having.get_mut(usize::from(which) % count) {
            kept.changed = now;
            kept.status = after;
        }
    }

    /// Whether the next call fails.
    pub fn happens(&mut self, event: ServerEvent) -> bool {
        match event {
            ServerEvent::SecondPasses => self.now += 1,
            ServerEvent::Insert { status } => self.insert(status),
            ServerEvent::Finish { which, good } => self.finish(which, good),
            ServerEvent::TryAnew { which } => {
                self.change(which, Status::Failed, Status::Pending);
            }
            ServerEvent::DeleteOldest => {
                if !self.log.is_empty() {
                    self.log.remove(0);
                }
            }
            ServerEvent::CallFails => return true,
        }
        false
    }

    pub fn start(&self) -> Option<DateTime<Utc>> {
        (self.rules.filter == Filter::SinceStart).then(|| at(self.start))
    }

    /// Whether answers say how many rows there are.
    pub fn counts(&self) -> bool {
        self.rules.totals
    }

    pub fn date(&self) -> Option<DateTime<Utc>> {
        self.rules.dates.then(|| at(self.now))
    }

    /// The ids of all rows of the question, as they are now.
    pub fn all(&mut self) -> Vec<String> {
        let ask = Ask {
            offset: 0,
            limit: u32::MAX,
            end_time: None,
        };
        let page = self.answer(ask);
        page.operations()
            .map(|operation| operation.job_id.to_string())
            .collect()
    }

    pub fn answer(&mut self, ask: Ask) -> OperationPage {
        self.calls += 1;
        let calls = self.calls;
        let end = ask.end_time;
        let mut rows: Vec<&Kept> = self
            .log
            .iter()
            .filter(|kept| self.matches(kept, end))
            .collect();
        match self.rules.ties {
            Ties::Stable => rows.sort_by_key(|kept| (kept.created, kept.number)),
            Ties::Shuffled => rows.sort_by_key(|kept| {
                let salt = kept
                    .number
                    .wrapping_mul(2_654_435_761)
                    .rotate_left(calls as u32);
                (kept.created, salt ^ calls)
            }),
        }
        if self.rules.newest_first {
            rows.reverse();
        }
        let total = rows.len() as u64;
        let rows = rows
            .into_iter()
            .skip(ask.offset as usize)
            .take(ask.limit as usize)
            .map(row)
            .collect();
        OperationPage {
            rows,
            total: self.rules.totals.then_some(total),
            ..OperationPage::default()
        }
    }

    fn matches(&self, kept: &Kept, end: Option<DateTime<Utc>>) -> bool {
        let by = match self.rules.ends {
            Ends::ByStatusTime => at(kept.changed),
            _ => at(kept.created),
        };
        let in_status = match self.rules.filter {
            Filter::All => true,
            Filter::Pending => kept.status == Status::Pending,
            Filter::Failed => kept.status == Status::Failed,
            Filter::SinceStart => by >= at(self.start),
        };
        let before_end = end.is_none_or(|end| match self.rules.ends {
            Ends::Inclusive | Ends::ByStatusTime => by <= end,
            Ends::Exclusive => by < end,
            Ends::Ignored => true,
        });
        in_status && before_end
    }
}

fn row(kept: &Kept) -> Row {
    let time = |second| TimeField::Known(WireTime::utc(at(second)));
    Row::Entry(Arc::new(Entry {
        operation: Operation {
            job_id: JobId::parse(&format!("j-{}", kept.number)).expect("an id"),
            job_action: String::new(),
            action_describe: String::new(),
            status: kept.status.clone(),
            create_time: time(kept.created),
            status_time: time(kept.changed),
            owner: None,
            resource_ids: Vec::new(),
            error_codes: ErrorCodes::default(),
            submitter: None,
        },
        raw: RawValue::NULL.into(),
    }))
}

/// A row of its own, created in this second.
pub fn row_at(number: u64, second: i64) -> Row {
    row(&Kept {
        number,
        created: second,
        changed: second,
        status: Status::Successful,
    })
}
