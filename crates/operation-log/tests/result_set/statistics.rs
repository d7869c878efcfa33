//! Statistics of actions, earlier runs, and counts over time.

use std::collections::BTreeMap;

use chrono::DateTime;
use operation_log::percentile::{Durations, EarlierRuns};
use operation_log::result_set::{ActionStatistics, Measuring, ResultSet, Tally};
use operation_log::timeline::{Buckets, Timeline};
use operation_log::{Elapsed, Operation, Status};
use proptest::prelude::*;

use crate::made::{model, now, rows, set};

fn measured(set: &ResultSet, parts: usize) -> Vec<ActionStatistics<'_>> {
    let mut measuring = Measuring::new(set.rows(), now());
    while !measuring.step(set, 7) {}
    measuring.finish(set, parts)
}

fn tally<'a>(rows: impl Iterator<Item = Option<&'a Operation>>) -> Tally {
    let mut tally = Tally::default();
    for row in rows {
        match row.map(|operation| &operation.status) {
            Some(Status::Pending) => tally.pending += 1,
            Some(Status::Successful) => tally.successful += 1,
            Some(Status::Failed) => tally.failed += 1,
            Some(Status::Other(_)) | None => tally.other += 1,
        }
    }
    tally
}

fn lasted(operation: &Operation) -> Option<u64> {
    let elapsed = Elapsed::of(operation, now())?;
    (!elapsed.running).then_some(elapsed.seconds)
}

#[test]
fn a_failure_among_many_is_not_rounded_to_none() {
    let tally = |successful, failed| Tally {
        successful,
        failed,
        pending: 5,
        other: 5,
    };
    assert_eq!(tally(9_999, 1).failed_of_thousand(), Some(1));
    assert_eq!(tally(3, 1).failed_of_thousand(), Some(250));
    assert_eq!(tally(3, 0).failed_of_thousand(), Some(0));
    assert_eq!(tally(0, 0).failed_of_thousand(), None);
}

#[test]
fn the_trend_has_the_median_of_each_part_of_the_time() {
    let row = |id: u32, minute: u32, second: u32| {
        format!(
            r#"{{"job_id":"j-{id}","job_action":"Stop","action_describe":"关闭集群","status":"successful","create_time":"2022-04-06T00:{minute:02}:00Z","status_time":"2022-04-06T00:{minute:02}:{second:02}Z"}}"#
        )
    };
    let set = set(&[row(1, 0, 9), row(2, 1, 3), row(3, 1, 5), row(4, 59, 7)]);
    let stop = measured(&set, 2).remove(0);
    let trend: Vec<_> = stop
        .trend
        .iter()
        .map(|part| (part.tally.count(), part.median))
        .collect();
    assert_eq!(trend, [(3, Some(5)), (1, Some(7))]);
    let durations = Durations {
        runs: 4,
        p50: 5,
        p95: 9,
        max: 9,
    };
    assert_eq!(stop.durations, Some(durations));
    assert_eq!((stop.action, stop.describe), ("Stop", "关闭集群"));
}

proptest! {
    #[test]
    fn statistics_are_those_of_counting_row_by_row(rows in rows(80)) {
        let set = set(&rows);
        let model = model(&rows);
        let mut expected: BTreeMap<String, Vec<Option<&Operation>>> = BTreeMap::new();
        for row in &model {
            let action = row.as_ref().map(|operation| operation.job_action.clone());
            expected.entry(action.unwrap_or_default()).or_default().push(row.as_ref());
        }
        let measured = measured(&set, 5);
        prop_assert_eq!(measured.len(), expected.len());
        for statistics in measured {
            let rows = &expected[statistics.action];
            prop_assert_eq!(statistics.tally, tally(rows.iter().copied()));
            let mut durations: Vec<u64> = rows.iter().filter_map(|row| lasted((*row)?)).collect();
            durations.sort_unstable();
            prop_assert_eq!(statistics.durations, Durations::of_sorted(&durations));
            let dated = rows.iter().filter(|row| row.is_some_and(|it| it.create_time.instant().is_some()));
            let in_trend: u32 = statistics.trend.iter().map(|part| part.tally.count()).sum();
            prop_assert_eq!(in_trend as usize, dated.count());
        }
    }

    #[test]
    fn earlier_runs_are_the_same_from_the_set_and_from_operations(rows in rows(80)) {
        let set = set(&rows);
        let model = model(&rows);
        let operations: Vec<&Operation> = model.iter().flatten().collect();
        for (row, operation) in (0..).zip(&model) {
            let Some(operation) = operation else { continue };
            let expected = operations.iter().filter(|other| {
                other.job_action == operation.job_action
                    && other.create_time.instant().is_some()
                    && other.create_time.instant() < operation.create_time.instant()
            });
            let expected: Vec<u64> = expected.filter_map(|other| lasted(other)).collect();
            prop_assert_eq!(&set.earlier_runs(row), &EarlierRuns::new(expected.clone()));
            let from_operations = EarlierRuns::of(operation, operations.iter().copied());
            prop_assert_eq!(from_operations, EarlierRuns::new(expected));
        }
    }

    #[test]
    fn each_row_is_in_one_bucket_or_told_apart(rows in rows(80), start in 0i64..60, length in 0i64..120) {
        let set = set(&rows);
        let at = |second| DateTime::from_timestamp(1_649_203_200 + second, 0).unwrap();
        let buckets = Buckets::covering(at(start), at(start + length), 4, 0);
        let timeline = Timeline::of(&set, &set.rows(), buckets);
        let model = model(&rows);
        for (index, tally) in timeline.tallies.iter().enumerate() {
            let range = buckets.range(index).unwrap();
            let inside = model.iter().map(Option::as_ref).filter(|row| {
                row.and_then(|row| row.create_time.instant()).is_some_and(|at| range.contains(&at))
            });
            prop_assert_eq!(*tally, self::tally(inside));
        }
        let counted: u32 = timeline.tallies.iter().map(|tally| tally.count()).sum();
        prop_assert_eq!((counted + timeline.outside + timeline.undated) as usize, set.len());
    }
}
