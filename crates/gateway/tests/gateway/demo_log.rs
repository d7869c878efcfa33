//! The made-up log looks like a real one.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc, Weekday};
use operation_log::action::KNOWN_ACTIONS;
use operation_log::time::parse_zoned;
use operation_log::{ErrorCode, Operation, ResourceKind, Status};
use serde_json::Value;

use crate::caller::{Caller, NOW, ids, operation, text};

const ROWS: u32 = 20_000;

struct DemoLog {
    rows: Vec<Value>,
    operations: Vec<Operation>,
}

async fn usual() -> DemoLog {
    let rows = Caller::frozen(ROWS).all().await;
    let operations = rows.iter().map(operation).collect();
    DemoLog { rows, operations }
}

fn created(operation: &Operation) -> DateTime<Utc> {
    operation.create_time.instant().unwrap()
}

fn took(operation: &Operation) -> TimeDelta {
    operation.status_time.instant().unwrap() - created(operation)
}

#[tokio::test]
async fn equal_seeds_give_equal_logs_and_others_do_not() {
    let log = |seed: &'static str| async move {
        let arguments = ["--demo", "400", "--arrivals-per-hour", "0", "--seed", seed];
        Caller::new(&arguments).all().await
    };
    let first = log("7").await;
    assert_eq!(first, log("7").await);
    assert_ne!(ids(&first), ids(&log("8").await));
}

#[tokio::test]
async fn it_has_as_many_operations_as_asked_for() {
    for size in [0, 1, 5, 99, 100, 1234] {
        let caller = Caller::frozen(size);
        let mut total = 0;
        for zone in ["jinan1a", "jinan1"] {
            let path = caller.list_path("").replace("jinan1a", zone);
            total += caller.get(&path).await.json()["total_count"]
                .as_u64()
                .unwrap();
        }
        assert_eq!(total, u64::from(size));
    }
}

/// One look at the usual log from all sides: it takes a while to make up in a debug build.
#[tokio::test]
async fn it_is_believable() {
    let log = usual().await;
    ids_have_the_documented_shapes(&log);
    times_are_ordered_and_end_now(&log);
    every_action_occurs_in_proportion(&log);
    operations_take_as_long_as_documented(&log);
    failures_have_codes_and_successes_have_none(&log);
    failures_are_tried_again(&log);
    pending_ones_are_recent_but_for_one_that_hangs(&log);
    people_work_in_office_hours(&log);
    bursts_occur(&log);
    clusters_begin_with_their_creation(&log);
    accounts_differ(&log);
    oddities_are_rare(&log);
}

fn ids_have_the_documented_shapes(log: &DemoLog) {
    let distinct: HashSet<&str> = ids(&log.rows).into_iter().collect();
    assert_eq!(distinct.len(), log.rows.len());
    let is_lower = |body: &str, length: usize| {
        body.len() == length
            && body
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
    };
    for operation in &log.operations {
        let id = operation.job_id.as_str();
        assert!(is_lower(id.strip_prefix("j-").unwrap(), 11), "{id}");
        let cluster = operation.resource_ids.first().unwrap();
        assert!(cluster.kind().is_cluster(), "{cluster}");
        for resource in &operation.resource_ids {
            let known = resource.kind() != ResourceKind::Unknown;
            let (_, body) = resource.as_str().split_once('-').unwrap_or_default();
            // Storage has no prefix, and a user that is deleted is named by name.
            let is_bare = operation.job_action == "HpcClusterCreateCluster"
                || operation.job_action == "HpcUserDeleteUser";
            assert!(
                known && is_lower(body, 8) || !known && is_bare,
                "{resource}"
            );
        }
        let owner = operation.owner.as_ref().unwrap().as_str();
        let body = owner.strip_prefix("usr-").unwrap_or("platform");
        assert!(
            body.len() == 8 && body.bytes().all(|b| b.is_ascii_alphanumeric()),
            "{owner}"
        );
    }
    let mixed = log
        .operations
        .iter()
        .filter_map(|operation| operation.owner.as_ref());
    assert!(
        mixed
            .into_iter()
            .any(|owner| owner.as_str().bytes().any(|b| b.is_ascii_uppercase()))
    );
}

fn times_are_ordered_and_end_now(log: &DemoLog) {
    let now = parse_zoned(NOW).unwrap();
    let order: Vec<(DateTime<Utc>, &str)> = log
        .operations
        .iter()
        .map(|operation| (created(operation), operation.job_id.as_str()))
        .collect();
    assert!(order.is_sorted_by(|a, b| a < b));
    let last = order.last().unwrap().0;
    assert!(last <= now && now - last < TimeDelta::minutes(1));
    let span = now - order.first().unwrap().0;
    assert!(
        (150..220).contains(&span.num_days()),
        "{} days",
        span.num_days()
    );
    for operation in &log.operations {
        assert!(took(operation) >= TimeDelta::zero());
        assert!(operation.status_time.instant().unwrap() <= now);
    }
}

fn every_action_occurs_in_proportion(log: &DemoLog) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for operation in &log.operations {
        *counts.entry(&operation.job_action).or_default() += 1;
    }
    for known in KNOWN_ACTIONS {
        assert!(
            counts.contains_key(known.job_action),
            "{}",
            known.job_action
        );
        let named = log
            .operations
            .iter()
            .find(|o| o.job_action == known.job_action);
        assert_eq!(named.unwrap().action_describe, known.describe);
    }
    assert_eq!(counts.len(), 23);
    let count = |name: &str| counts.get(name).copied().unwrap_or_default();
    assert!(count("HpcJobSubmitJob") > log.rows.len() / 3);
    assert!(count("HpcQueueAddEhpcQueueNodes") > log.rows.len() / 30);
    assert!(count("HpcClusterCreateCluster") < log.rows.len() / 300);
    assert!(count("HpcClusterBindEip") < log.rows.len() / 200);
}

fn operations_take_as_long_as_documented(log: &DemoLog) {
    let successes = |action: &'static str| {
        log.operations
            .iter()
            .filter(move |o| o.status == Status::Successful && o.job_action == action)
            .map(|o| took(o).num_seconds())
    };
    let creates: Vec<i64> = successes("HpcClusterCreateCluster").collect();
    assert!(!creates.is_empty());
    assert!(
        creates.iter().all(|seconds| (300..=480).contains(seconds)),
        "{creates:?}"
    );
    let moves: Vec<i64> = successes("HpcQueueRemoveEhpcQueueNodes").collect();
    let average = moves.iter().sum::<i64>() / i64::try_from(moves.len()).unwrap();
    assert!((6..=9).contains(&average), "{average}");
    let mut adds: Vec<i64> = successes("HpcClusterAddClusterNodes").collect();
    adds.sort_unstable();
    assert!((50..=62).contains(&adds[adds.len() / 2]));
    let is_long = |o: &&Operation| took(o) > TimeDelta::minutes(30);
    let long = log.operations.iter().filter(is_long).count();
    assert!((1..log.rows.len() / 500).contains(&long), "{long}");
}

fn failures_have_codes_and_successes_have_none(log: &DemoLog) {
    let mut codes: HashSet<u32> = HashSet::new();
    let mut failed = 0;
    let mut bare = 0;
    for operation in &log.operations {
        let known: Vec<&ErrorCode> = operation.error_codes.known();
        if operation.status == Status::Failed {
            assert!(!known.is_empty(), "{:?}", operation.error_codes);
            codes.extend(known.iter().map(|code| code.code));
            failed += 1;
            bare += usize::from(operation.error_codes.as_str().len() == 4);
            let text = operation.error_codes.as_str();
            assert!(text.len() < 10 || text.ends_with("(demo)"), "{text}");
        } else {
            assert!(operation.error_codes.is_empty());
        }
    }
    for code in [1100, 1400, 2400, 5000, 5100, 5200] {
        assert!(codes.contains(&code), "{code}");
    }
    let share = failed * 1000 / log.rows.len();
    assert!((55..=85).contains(&share), "{share} of 1000 failed");
    assert!(bare * 10 > failed * 8);
}

fn failures_are_tried_again(log: &DemoLog) {
    let mut recovered = 0;
    for (index, failed) in log.operations.iter().enumerate() {
        if failed.status != Status::Failed {
            continue;
        }
        let end = created(failed) + TimeDelta::hours(5);
        recovered += usize::from(
            log.operations[index + 1..]
                .iter()
                .take_while(|o| created(o) < end)
                .any(|later| {
                    later.status == Status::Successful
                        && later.job_action == failed.job_action
                        && later.resource_ids == failed.resource_ids
                }),
        );
    }
    assert!(recovered > 300, "{recovered}");
}

fn pending_ones_are_recent_but_for_one_that_hangs(log: &DemoLog) {
    let now = parse_zoned(NOW).unwrap();
    let pending: Vec<&Operation> = log
        .operations
        .iter()
        .filter(|operation| operation.status == Status::Pending)
        .collect();
    assert!((5..60).contains(&pending.len()), "{}", pending.len());
    let recent = pending
        .iter()
        .filter(|o| now - created(o) < TimeDelta::minutes(10))
        .count();
    assert!(recent >= 5 && recent < pending.len());
    assert!(
        pending
            .iter()
            .all(|o| now - created(o) < TimeDelta::hours(10))
    );
    assert!(
        pending
            .iter()
            .any(|o| o.job_action == "HpcClusterCreateCluster")
    );
}

fn people_work_in_office_hours(log: &DemoLog) {
    let mut hours = [0u32; 24];
    let (mut weekdays, mut weekends) = (0u32, 0u32);
    for operation in &log.operations {
        let local = created(operation) + TimeDelta::hours(8);
        if matches!(local.weekday(), Weekday::Sat | Weekday::Sun) {
            weekends += 1;
        } else {
            weekdays += 1;
            hours[usize::try_from(local.hour()).unwrap()] += 1;
        }
    }
    let (morning, lunch, evening) = (hours[10], hours[12], hours[21]);
    assert!(morning > 2 * lunch && morning > 2 * evening, "{hours:?}");
    // Robots work at night, but nobody does at six.
    assert!(hours[1] + hours[2] > 4 * (hours[5] + hours[6]), "{hours:?}");
    assert!(weekends * 5 < weekdays, "{weekends} to {weekdays}");
}

fn bursts_occur(log: &DemoLog) {
    let cancels: Vec<&Operation> = log
        .operations
        .iter()
        .filter(|operation| operation.job_action == "HpcJobStopJobs")
        .collect();
    let burst = cancels.windows(20).any(|burst| {
        burst.iter().all(|o| o.owner == burst[0].owner)
            && created(burst[19]) - created(burst[0]) <= TimeDelta::minutes(1)
    });
    assert!(burst);
}

fn clusters_begin_with_their_creation(log: &DemoLog) {
    let mut first: HashMap<&str, &Operation> = HashMap::new();
    let mut clusters: HashMap<&str, usize> = HashMap::new();
    for operation in &log.operations {
        let id = operation.cluster().unwrap().as_str();
        first.entry(id).or_insert(operation);
        *clusters.entry(id).or_default() += 1;
        let begins = first[id];
        if begins.job_action == "HpcClusterCreateCluster"
            && operation.job_action != "HpcClusterCreateCluster"
            && operation.status == Status::Successful
        {
            assert!(created(operation) > created(begins));
        }
    }
    let used = clusters.values().filter(|count| **count > 100).count();
    assert!((8..=30).contains(&used), "{used}");
    assert!(clusters.keys().any(|id| id.starts_with("hpc-")));
}

fn accounts_differ(log: &DemoLog) {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    for row in &log.rows {
        *owners.entry(text(row, "owner")).or_default() += 1;
    }
    assert!(owners.len() >= 10);
    let platform = owners["system"];
    assert!((5..log.rows.len() / 100).contains(&platform), "{platform}");
    let system_acts = |action| {
        let is_own =
            |row: &&Value| text(row, "owner") == "system" && text(row, "job_action") == action;
        log.rows.iter().any(|row| is_own(&row))
    };
    assert!(system_acts("HpcClusterStopCluster") && system_acts("HpcClusterRestartClusterNodes"));
    let submitters: HashSet<&str> = log.rows.iter().map(|row| text(row, "submitter")).collect();
    assert_eq!(
        submitters,
        HashSet::from(["", "nscca-hpc1", "nscca-hpc2", "shanher02n02"])
    );
}

fn oddities_are_rare(log: &DemoLog) {
    let is_fullwidth = |row: &&Value| text(row, "create_time").contains('：');
    let is_unmarked = |row: &&Value| !text(row, "create_time").ends_with('Z');
    let is_orphan = |row: &&Value| row.get("submitter").is_none();
    let is_short =
        |row: &&Value| row["create_time"] == row["status_time"] && row["status"] == "successful";
    for (name, count) in [
        (
            "fullwidth colons",
            log.rows.iter().filter(is_fullwidth).count(),
        ),
        (
            "unmarked times",
            log.rows.iter().filter(is_unmarked).count(),
        ),
        ("no submitter", log.rows.iter().filter(is_orphan).count()),
    ] {
        assert!((5..100).contains(&count), "{count} rows with {name}");
    }
    assert!(log.rows.iter().any(|row| is_short(&row)));
}
