//! How often each action runs and fails, and how long it takes.

use chrono::{DateTime, Utc};

use super::record::Kind;
use super::{Arranging, Field, ResultSet, SortKey};
use crate::column::Column;
use crate::percentile::{Durations, EarlierRuns};

/// What is known of the operations of one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionStatistics<'a> {
    /// `job_action`; empty for operations that name none.
    pub action: &'a str,
    /// The server's words for it, of the first operation that has any.
    pub describe: &'a str,
    /// How many there are, and how they ended.
    pub tally: Tally,
    /// How long those took that ended; `None` if that is known of none.
    pub durations: Option<Durations>,
    /// The time of all rows in equal parts, oldest first, the same for each action.
    pub trend: Vec<TrendPart>,
}

/// How many operations there are of each status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// `pending`.
    pub pending: u32,
    /// `successful`.
    pub successful: u32,
    /// `failed`.
    pub failed: u32,
    /// Any other status, and rows that could not be read.
    pub other: u32,
}

/// What was created in a part of the time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TrendPart {
    /// How many operations, and how they ended.
    pub tally: Tally,
    /// The median duration in seconds of those that ended; `None` if that is known of none.
    pub median: Option<u64>,
}

impl Tally {
    pub(super) const fn add(&mut self, kind: Kind) {
        let count = match kind {
            Kind::Pending => &mut self.pending,
            Kind::Successful => &mut self.successful,
            Kind::Failed => &mut self.failed,
            Kind::OtherStatus | Kind::Unreadable => &mut self.other,
        };
        *count += 1;
    }

    /// All of them.
    pub const fn count(self) -> u32 {
        self.pending + self.successful + self.failed + self.other
    }

    /// How many ended, well or badly.
    pub const fn ended(self) -> u32 {
        self.successful + self.failed
    }

    /// How many of a thousand that ended have failed, rounded, but at least 1 if any did and 1,000 only
    /// if all did. Returns `None` if none ended.
    pub fn failed_of_thousand(self) -> Option<u32> {
        let (failed, ended) = (u64::from(self.failed), u64::from(self.ended().max(1)));
        let rounded = (failed * 1_000 + ended / 2) / ended;
        let of_thousand = if failed < ended {
            rounded.min(999)
        } else {
            rounded
        };
        let of_thousand = u32::try_from(of_thousand).ok()?;
        (self.ended() > 0).then_some(of_thousand.max(u32::from(self.failed > 0)))
    }
}

/// Makes the statistics of some rows, by steps.
#[derive(Clone, Debug)]
pub struct Measuring {
    arranging: Arranging,
    now: i64,
}

impl Measuring {
    /// Begins with these rows. `now` is where running operations end.
    pub fn new(rows: Vec<u32>, now: DateTime<Utc>) -> Self {
        // Then the rows of an action stand together, and their durations are sorted.
        let sort = [Column::Operation, Column::Duration].map(|column| SortKey {
            column,
            descending: false,
        });
        Self {
            arranging: Arranging::sorting(rows, &sort, now),
            now: now.timestamp(),
        }
    }

    /// Goes on as [`Arranging::step`].
    pub fn step(&mut self, set: &ResultSet, budget: usize) -> bool {
        self.arranging.step(set, budget)
    }

    /// The statistics of each action, by its name, once the steps have ended; operations that name no
    /// action are last. The trend has so many parts.
    pub fn finish<'a>(self, set: &'a ResultSet, parts: usize) -> Vec<ActionStatistics<'a>> {
        let now = self.now;
        let rows = self.arranging.finish(set);
        let created = || rows.iter().filter_map(|row| set.created_seconds(*row));
        let first = created().min().unwrap_or_default();
        let last = created().max().unwrap_or_default();
        let same_action =
            |a: &u32, b: &u32| set.value(*a, Field::Action) == set.value(*b, Field::Action);
        let groups = rows.chunk_by(same_action);
        groups
            .map(|group| set.measure(group, first..=last, parts, now))
            .collect()
    }
}

impl ResultSet {
    /// The statistics of an action whose rows are sorted by duration.
    fn measure(
        &self,
        rows: &[u32],
        time: std::ops::RangeInclusive<i64>,
        parts: usize,
        now: i64,
    ) -> ActionStatistics<'_> {
        let mut tally = Tally::default();
        let mut durations = Vec::new();
        let mut trend = vec![(Tally::default(), Vec::new()); parts];
        let span = i128::from(*time.end()) - i128::from(*time.start()) + 1;
        for row in rows {
            let kind = self.state(*row).kind;
            let ended = self.elapsed(*row, now).filter(|elapsed| !elapsed.running);
            tally.add(kind);
            durations.extend(ended.map(|elapsed| elapsed.seconds));
            let part = self.created_seconds(*row).and_then(|created| {
                let since = i128::from(created) - i128::from(*time.start());
                usize::try_from(since * parts as i128 / span).ok()
            });
            if let Some((tally, durations)) = part.and_then(|part| trend.get_mut(part)) {
                tally.add(kind);
                durations.extend(ended.map(|elapsed| elapsed.seconds));
            }
        }
        let mut describes = rows
            .iter()
            .map(|row| self.texts.get(self.value(*row, Field::Describe)));
        let part = |(tally, durations): (Tally, Vec<u64>)| TrendPart {
            tally,
            median: Durations::of_sorted(&durations).map(|durations| durations.p50),
        };
        ActionStatistics {
            action: rows
                .first()
                .map_or("", |row| self.texts.get(self.value(*row, Field::Action))),
            describe: describes
                .find(|describe| !describe.is_empty())
                .unwrap_or_default(),
            tally,
            durations: Durations::of_sorted(&durations),
            trend: trend.into_iter().map(part).collect(),
        }
    }

    /// How many of these rows have each status.
    pub fn tally(&self, rows: &[u32]) -> Tally {
        let mut tally = Tally::default();
        for row in rows {
            tally.add(self.state(*row).kind);
        }
        tally
    }

    /// Those of these rows that failed; [`ResultSet::facet`] of them counts failures by any field.
    pub fn failures(&self, rows: &[u32]) -> Vec<u32> {
        let failed = |row: &u32| self.state(*row).kind == Kind::Failed;
        rows.iter().copied().filter(failed).collect()
    }

    /// How long the runs of the same action took that were created before this row and have ended.
    pub fn earlier_runs(&self, row: u32) -> EarlierRuns {
        let action = self.value(row, Field::Action);
        let created = self.created_seconds(row);
        let rows = (0..).take(self.len()).filter(|other| {
            self.value(*other, Field::Action) == action
                && self.created_seconds(*other).is_some()
                && self.created_seconds(*other) < created
        });
        let ended = rows.filter_map(|row| self.elapsed(row, 0).filter(|elapsed| !elapsed.running));
        EarlierRuns::new(ended.map(|elapsed| elapsed.seconds).collect())
    }
}
