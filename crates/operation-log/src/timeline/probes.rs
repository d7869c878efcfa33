//! A timeline of counts, for a range whose rows are not at hand: the server is asked for the total of
//! each bucket, with `limit=1`.
//!
//! Each bucket is counted twice, all operations and those that failed, unless the query itself asks for
//! a status; and the whole range once, against which the buckets are held. What is known of the past
//! is not asked for again.

use chrono::{DateTime, TimeDelta, Utc};

use super::Buckets;

/// The most calls that a timeline may take.
pub const MAX_PROBES: usize = 24;

/// What a probe counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Whatever the query asks for.
    All,
    /// Of that, what failed.
    Failed,
}

/// A request for a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Probe {
    /// What is counted.
    pub counted: Counted,
    /// `start_time`.
    pub start: DateTime<Utc>,
    /// `end_time`, which is in the range: the last second before the next bucket.
    pub end: DateTime<Utc>,
}

/// The operations of a bucket, as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All that the query asks for; `None` if the server did not say.
    pub all: Option<u64>,
    /// Those of them that failed; `None` if that was not asked for or not said.
    pub failed: Option<u64>,
}

/// Whether the totals can be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Not every count is known.
    Unknown,
    /// The buckets make up the whole, but for what may have come meanwhile.
    Agree,
    /// The buckets do not make up the whole.
    Differ {
        /// The buckets together.
        sum: u64,
        /// The whole range.
        whole: u64,
    },
    /// In a bucket more failed than there are, as where the server ignores the status; or every bucket
    /// counts as many as the whole, as where it ignores the range.
    Impossible,
}

/// Asks for the counts of a timeline.
#[derive(Clone, Debug)]
pub struct Probing {
    buckets: Buckets,
    probes: Vec<Probe>,
    answers: Vec<Answer>,
    by_status: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Open,
    /// `None` if the server named no total.
    Counted(Option<u64>),
}

impl Probing {
    /// Plans the counts of a range with both its ends. `by_status` tells whether failures are counted
    /// apart; where the query has a status filter they are not. `offset` is that of the reader's time
    /// zone, in seconds east of UTC.
    pub fn new(first: DateTime<Utc>, last: DateTime<Utc>, by_status: bool, offset: i32) -> Self {
        let calls_a_bucket = if by_status { 2 } else { 1 };
        let buckets = Buckets::covering(first, last, (MAX_PROBES - 1) / calls_a_bucket, offset);
        let last = last.max(first);
        let whole = Probe {
            counted: Counted::All,
            start: first,
            end: last,
        };
        let mut probes = vec![whole];
        for range in (0..buckets.count()).filter_map(|index| buckets.range(index)) {
            for counted in [Counted::All, Counted::Failed]
                .into_iter()
                .take(calls_a_bucket)
            {
                probes.push(Probe {
                    counted,
                    start: range.start.max(first),
                    end: (range.end - TimeDelta::seconds(1)).min(last),
                });
            }
        }
        Self {
            buckets,
            answers: vec![Answer::Open; probes.len()],
            probes,
            by_status,
        }
    }

    /// The buckets that are counted.
    pub const fn buckets(&self) -> Buckets {
        self.buckets
    }

    /// The next request, or `None` if all are answered. The whole comes first, so that a total is
    /// there at once.
    pub fn next_probe(&self) -> Option<Probe> {
        let mut open = self.probes.iter().zip(&self.answers);
        let (probe, _) = open.find(|(_, answer)| **answer == Answer::Open)?;
        Some(*probe)
    }

    /// How many requests are left. The only bucket of a range is the whole of it, which is asked for
    /// once.
    pub fn left(&self) -> usize {
        let probes = self.probes.iter().zip(&self.answers).enumerate();
        let open = probes.filter(|(index, (probe, answer))| {
            **answer == Answer::Open
                && !self.probes.iter().take(*index).any(|other| other == *probe)
        });
        open.count()
    }

    /// Notes the total of an answer, or one that was kept; `None` if the server named none.
    pub fn take(&mut self, probe: Probe, total: Option<u64>) {
        for (own, answer) in self.probes.iter().zip(&mut self.answers) {
            if *own == probe {
                *answer = Answer::Counted(total);
            }
        }
    }

    /// What is known of each bucket, in the order of time.
    pub fn counts(&self) -> Vec<Counts> {
        let mut answers = self.answers.iter().skip(1).map(|answer| match answer {
            Answer::Counted(total) => *total,
            Answer::Open => None,
        });
        let mut counts = Vec::with_capacity(self.buckets.count());
        while let Some(all) = answers.next() {
            let failed = if self.by_status {
                answers.next().flatten()
            } else {
                None
            };
            counts.push(Counts { all, failed });
        }
        counts
    }

    /// Whether the totals can be believed.
    pub fn trust(&self) -> Trust {
        let counts = self.counts();
        let is_too_many = |counts: &Counts| counts.all.is_some() && counts.failed > counts.all;
        if counts.iter().any(is_too_many) {
            return Trust::Impossible;
        }
        let Some(Answer::Counted(Some(whole))) = self.answers.first().copied() else {
            return Trust::Unknown;
        };
        let mut sum: u64 = 0;
        for bucket in &counts {
            let Some(all) = bucket.all else {
                return Trust::Unknown;
            };
            sum = sum.saturating_add(all);
        }
        let is_same = |counts: &Counts| counts.all == Some(whole);
        if sum == whole {
            Trust::Agree
        } else if counts.iter().all(is_same) {
            Trust::Impossible
        } else {
            Trust::Differ { sum, whole }
        }
    }
}

impl Probe {
    /// Whether its count stays as it is, so that it can be kept. Operations are created in the present
    /// only; one that is being carried out may fail for a day.
    pub fn is_settled(self, now: DateTime<Utc>) -> bool {
        let may_change = match self.counted {
            Counted::All => TimeDelta::minutes(5),
            Counted::Failed => TimeDelta::days(1),
        };
        self.end + may_change < now
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_649_203_200 + second, 0).unwrap()
    }

    /// Asks a server that counts these failed and other operations by their time.
    fn asked(probing: &mut Probing, count: impl Fn(Probe) -> Option<u64>) -> usize {
        let mut calls = 0;
        while let Some(probe) = probing.next_probe() {
            probing.take(probe, count(probe));
            calls += 1;
        }
        calls
    }

    #[test]
    fn a_server_that_ignores_range_or_status_is_not_believed() {
        let day = || Probing::new(at(0), at(86_399), true, 0);
        let mut ignores_all = day();
        asked(&mut ignores_all, |_| Some(40));
        assert_eq!(ignores_all.trust(), Trust::Impossible);
        let mut ignores_status = day();
        let hourly = |probe: Probe| Some((probe.end - probe.start).num_hours() as u64 + 1);
        asked(&mut ignores_status, hourly);
        assert_eq!(
            ignores_status.trust(),
            Trust::Agree,
            "all failed, as far as can be told"
        );
        let mut counts_a_page = day();
        asked(&mut counts_a_page, |probe| {
            Some(hourly(probe).unwrap().min(7))
        });
        assert!(matches!(
            counts_a_page.trust(),
            Trust::Differ { sum: 24, whole: 7 }
        ));
        let mut names_none = day();
        asked(&mut names_none, |_| None);
        assert_eq!(names_none.trust(), Trust::Unknown);
    }

    #[test]
    fn a_range_of_one_bucket_is_asked_for_once() {
        let mut minute = Probing::new(at(0), at(59), true, 0);
        assert_eq!(minute.buckets().count(), 1);
        assert_eq!(minute.left(), 2);
        assert_eq!(asked(&mut minute, |_| Some(3)), 2);
        assert_eq!(minute.left(), 0);
    }

    #[test]
    fn only_what_cannot_change_is_kept() {
        let probe = |counted| Probe {
            counted,
            start: at(0),
            end: at(59),
        };
        assert!(!probe(Counted::All).is_settled(at(60)));
        assert!(probe(Counted::All).is_settled(at(3_600)));
        assert!(!probe(Counted::Failed).is_settled(at(3_600)));
        assert!(probe(Counted::Failed).is_settled(at(100_000)));
    }

    proptest! {
        #[test]
        fn few_calls_count_every_operation_once(
            operations in prop::collection::vec((0i64..100_000, any::<bool>()), 0..60),
            length in 0i64..100_000, by_status: bool,
        ) {
            let (first, last) = (at(0), at(length));
            let count = |probe: Probe| {
                let matching = operations.iter().filter(|(created, failed)| {
                    (probe.start..=probe.end).contains(&at(*created))
                        && (probe.counted == Counted::All || *failed)
                });
                Some(matching.count() as u64)
            };
            let mut probing = Probing::new(first, last, by_status, 0);
            prop_assert!(probing.left() <= MAX_PROBES);
            let left = probing.left();
            prop_assert_eq!(asked(&mut probing, count), left);
            prop_assert_eq!(probing.trust(), Trust::Agree);
            let counts = probing.counts();
            prop_assert_eq!(counts.len(), probing.buckets().count());
            let inside = || operations.iter().filter(|(created, _)| *created <= length);
            let all: u64 = counts.iter().filter_map(|counts| counts.all).sum();
            prop_assert_eq!(all, inside().count() as u64);
            let failed: u64 = counts.iter().filter_map(|counts| counts.failed).sum();
            let expected = inside().filter(|(_, failed)| *failed && by_status).count();
            prop_assert_eq!(failed, expected as u64);
        }
    }
}
