//! How long runs take, and how a running one compares with them.

use crate::duration::Elapsed;
use crate::operation::Operation;

/// How long some runs took, in whole seconds. A percentile is the shortest duration that so many of a
/// hundred runs did not exceed (nearest rank): a duration that there was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Durations {
    /// Of how many runs.
    pub runs: u32,
    /// The median.
    pub p50: u64,
    /// What 95 of a hundred did not exceed.
    pub p95: u64,
    /// The longest.
    pub max: u64,
}

/// With fewer earlier runs nothing is said of a running one: one run more or less would change it by
/// over five points.
pub const FEWEST_RUNS: u32 = 20;

/// How long earlier runs of an action took that have ended, well or badly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EarlierRuns {
    /// In seconds.
    lasted: Vec<u64>,
}

/// How a running operation compares with earlier runs: "longer than 97% of 84 earlier runs".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LongerThan {
    /// So many of a hundred took less time, rounded down.
    pub percent: u32,
    /// Of how many runs.
    pub runs: u32,
}

impl Durations {
    /// Of durations that are sorted, the shortest first. Returns `None` if there are none.
    pub fn of_sorted(seconds: &[u64]) -> Option<Self> {
        let at = |percent: usize| {
            let rank = (seconds.len() * percent).div_ceil(100);
            seconds.get(rank.checked_sub(1)?).copied()
        };
        Some(Self {
            runs: u32::try_from(seconds.len()).unwrap_or(u32::MAX),
            p50: at(50)?,
            p95: at(95)?,
            max: at(100)?,
        })
    }
}

impl EarlierRuns {
    /// Of runs that took so many seconds each.
    pub const fn new(seconds: Vec<u64>) -> Self {
        Self { lasted: seconds }
    }

    /// Of those operations of the same action that were created before and have ended; each is to be
    /// there once.
    pub fn of<'a>(
        running: &Operation,
        operations: impl IntoIterator<Item = &'a Operation>,
    ) -> Self {
        let created = running.create_time.instant();
        let is_earlier = |other: &&Operation| {
            let other_created = other.create_time.instant();
            other.job_action == running.job_action
                && other.status.is_final()
                && other_created.is_some()
                && other_created < created
        };
        let earlier = operations.into_iter().filter(is_earlier);
        // They have ended, so that the moment does not matter.
        let lasted = earlier.filter_map(|other| Elapsed::of(other, other.create_time.instant()?));
        Self::new(lasted.map(|elapsed| elapsed.seconds).collect())
    }

    /// How many there are.
    pub fn runs(&self) -> u32 {
        u32::try_from(self.lasted.len()).unwrap_or(u32::MAX)
    }

    /// How an operation that has been running for so long compares. Returns `None` with fewer than
    /// [`FEWEST_RUNS`] runs.
    pub fn compare(&self, running: Elapsed) -> Option<LongerThan> {
        let runs = self.runs();
        let shorter = self
            .lasted
            .iter()
            .filter(|seconds| **seconds < running.seconds);
        let percent = shorter.count() as u64 * 100 / u64::from(runs.max(1));
        (runs >= FEWEST_RUNS).then_some(LongerThan {
            percent: u32::try_from(percent).ok()?,
            runs,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_percentile_is_a_duration_that_there_was() {
        let of = |seconds: &[u64]| {
            let durations = Durations::of_sorted(seconds)?;
            Some((durations.p50, durations.p95, durations.max))
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some((7, 7, 7)));
        assert_eq!(of(&[1, 2]), Some((1, 2, 2)));
        let hundred: Vec<u64> = (1..=100).collect();
        assert_eq!(of(&hundred), Some((50, 95, 100)));
    }

    #[test]
    fn of_few_runs_nothing_is_said() {
        let running = |seconds| Elapsed {
            seconds,
            running: true,
        };
        let few = EarlierRuns::new((0..19).collect());
        assert_eq!((few.runs(), few.compare(running(99))), (19, None));
        let enough = EarlierRuns::new((0..20).collect());
        let percent = |seconds| {
            enough
                .compare(running(seconds))
                .map(|longer| longer.percent)
        };
        // As long as one of them is not longer than that one.
        assert_eq!(
            [0, 1, 19, 20].map(percent),
            [Some(0), Some(5), Some(95), Some(100)]
        );
    }

    proptest! {
        #[test]
        fn so_many_of_a_hundred_do_not_exceed_a_percentile(
            mut seconds in prop::collection::vec(0u64..50, 1..200),
        ) {
            seconds.sort_unstable();
            let durations = Durations::of_sorted(&seconds).unwrap();
            for (percent, value) in [(50, durations.p50), (95, durations.p95), (100, durations.max)] {
                let within = |most: u64| seconds.iter().filter(|own| **own <= most).count() * 100;
                prop_assert!(seconds.contains(&value));
                prop_assert!(within(value) >= percent * seconds.len());
                prop_assert!(value == 0 || within(value - 1) < percent * seconds.len());
            }
        }

        #[test]
        fn a_hundred_percent_is_said_only_of_the_longest(
            seconds in prop::collection::vec(0u64..50, 20..300), running in 0u64..60,
        ) {
            let runs = EarlierRuns::new(seconds.clone());
            let longer = runs.compare(Elapsed { seconds: running, running: true }).unwrap();
            let is_longest = seconds.iter().all(|own| *own < running);
            prop_assert_eq!(longer.percent == 100, is_longest);
        }
    }
}
