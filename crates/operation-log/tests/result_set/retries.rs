//! Operations that were tried again.

use operation_log::Status;
use operation_log::result_set::{Folding, RetryOutcome, RetryStory};
use proptest::prelude::*;

use crate::made::{model, rows, set};

/// A row on `ehpc-1` that took ten seconds.
fn row(id: &str, minute: u32, status: &str, resources: &str) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    format!(
        r#"{{"job_id":"{id}","job_action":"Stop","status":"{status}","resource_ids":"{resources}","create_time":"2022-04-06T{hour:02}:{minute:02}:00Z","status_time":"2022-04-06T{hour:02}:{minute:02}:10Z"}}"#
    )
}

fn stories(rows: &[String]) -> Vec<RetryStory> {
    let set = set(rows);
    let mut folding = Folding::new(set.rows());
    while !folding.step(&set, 2) {}
    folding.finish(&set)
}

#[test]
fn attempts_fold_until_one_succeeds() {
    // Newest first, as a list has them.
    let rows = [
        row("d", 20, "failed", "ehpc-1 cln-1"),
        row("c", 14, "successful", "cln-1 ehpc-1"),
        row("x", 10, "failed", "ehpc-2"),
        row("b", 5, "failed", "ehpc-1 cln-1"),
        row("a", 0, "failed", "ehpc-1 cln-1"),
    ];
    let after = Some(14 * 60 + 10);
    let outcome = RetryOutcome::Succeeded { after };
    assert_eq!(
        stories(&rows),
        [RetryStory {
            rows: vec![4, 3, 1],
            outcome
        }]
    );
}

#[test]
fn another_action_or_resource_or_day_is_another_story() {
    let other_action = row("b", 1, "successful", "ehpc-1").replace("Stop", "Start");
    for next in [
        other_action,
        row("b", 1, "successful", "ehpc-1 cln-1"),
        row("b", 62, "successful", "ehpc-1"),
        row("b", 0, "successful", "ehpc-1"),
    ] {
        assert_eq!(
            stories(&[next.clone(), row("a", 0, "failed", "ehpc-1")]),
            [],
            "{next}"
        );
    }
    let without = [row("b", 1, "successful", ""), row("a", 0, "failed", "")];
    assert_eq!(stories(&without), []);
}

#[test]
fn a_story_tells_how_the_last_attempt_went() {
    for (status, outcome) in [
        ("failed", RetryOutcome::Failed),
        ("pending", RetryOutcome::Running),
        ("working", RetryOutcome::Unknown),
    ] {
        let told = stories(&[
            row("b", 1, status, "ehpc-1"),
            row("a", 0, "failed", "ehpc-1"),
        ]);
        assert_eq!(
            told,
            [RetryStory {
                rows: vec![1, 0],
                outcome
            }]
        );
    }
}

proptest! {
    #[test]
    fn a_story_is_one_of_equal_operations_of_which_all_but_the_last_failed(rows in rows(120)) {
        let model = model(&rows);
        let mut told: Vec<u32> = Vec::new();
        for story in stories(&rows) {
            prop_assert!(story.rows.len() > 1);
            let attempts: Vec<_> = story.rows.iter().map(|row| model[*row as usize].as_ref().unwrap()).collect();
            for pair in attempts.windows(2) {
                prop_assert_eq!(&pair[0].status, &Status::Failed);
                prop_assert_eq!(&pair[0].job_action, &pair[1].job_action);
                let resources = |index: usize| {
                    let mut ids = pair[index].resource_ids.clone();
                    ids.sort();
                    ids.dedup();
                    ids
                };
                prop_assert_eq!(resources(0), resources(1));
                prop_assert!(!resources(0).is_empty());
                prop_assert!(pair[0].create_time.instant() <= pair[1].create_time.instant());
            }
            told.extend(story.rows);
        }
        let mut once = told.clone();
        once.sort_unstable();
        once.dedup();
        prop_assert_eq!(once.len(), told.len(), "no operation is in two stories");
    }
}
