//! What goes in comes out.

use operation_log::result_set::{Field, MAX_ROWS, Pushed, ResultSet};
use operation_log::{Elapsed, Status};
use proptest::prelude::*;
use serde_json::value::RawValue;

use crate::made::{id, model, now, operation, rows, set, values};

fn push(set: &mut ResultSet, json: &str) -> Pushed {
    set.push_json(serde_json::from_str::<&RawValue>(json).unwrap())
}

#[test]
fn an_operation_that_comes_again_keeps_its_place_and_is_as_it_was_read_last() {
    let mut set = ResultSet::new();
    assert_eq!(
        push(&mut set, r#"{"job_id":"a","status":"pending"}"#),
        Pushed::Added
    );
    assert_eq!(push(&mut set, r#"{"job_id":"b"}"#), Pushed::Added);
    let again = push(&mut set, r#"{"job_id":"a","status":"failed"}"#);
    assert_eq!(again, Pushed::Repeated { changed: true });
    let again = push(&mut set, r#"{"job_id":"a","status":"failed"}"#);
    assert_eq!(again, Pushed::Repeated { changed: false });
    assert_eq!((set.len(), set.repeated()), (2, 2));
    assert_eq!(set.find(&id("a")), Some(0));
    assert_eq!(set.row(0).unwrap().status(), Some(Status::Failed));
    assert_eq!(
        set.row(0).unwrap().raw(),
        r#"{"job_id":"a","status":"failed"}"#
    );
}

#[test]
fn a_full_set_takes_no_row_but_reads_known_ones_anew() {
    let mut set = ResultSet::new();
    for number in 0..MAX_ROWS {
        assert_eq!(
            push(&mut set, &format!(r#"{{"job_id":"j-{number}"}}"#)),
            Pushed::Added
        );
    }
    assert_eq!(push(&mut set, r#"{"job_id":"one more"}"#), Pushed::Full);
    assert_eq!(push(&mut set, "5"), Pushed::Full);
    let again = push(&mut set, r#"{"job_id":"j-7","status":"failed"}"#);
    assert_eq!(again, Pushed::Repeated { changed: true });
    assert_eq!(set.len(), MAX_ROWS);
}

#[test]
fn fifty_thousand_usual_rows_take_less_than_sixty_megabytes() {
    let mut set = ResultSet::new();
    for number in 0..MAX_ROWS {
        let row = format!(
            r#"{{"action_describe":"从队列移除节点","create_time":"2022-04-06T01:26:33Z","error_codes":"","job_action":"HpcQueueRemoveEhpcQueueNodes","job_id":"j-{number:011}","owner":"usr-{:08}","resource_ids":"ehpc-{:08} ehpcq-{:08} cln-{number:08}","status":"successful","status_time":"2022-04-06T01:26:40Z","submitter":"nscca-hpc1","task_count":null}}"#,
            number % 500,
            number % 300,
            number % 900,
        );
        push(&mut set, &row);
    }
    let megabytes = set.heap_bytes() / 1_000_000;
    assert!((20..60).contains(&megabytes), "{megabytes}");
}

#[test]
fn a_row_of_any_length_is_kept() {
    let mut set = ResultSet::new();
    let long = format!(r#"{{"job_id":"long","x":"{}"}}"#, "节".repeat(100_000));
    for row in [r#"{"job_id":"a"}"#, &long, r#"{"job_id":"b"}"#] {
        push(&mut set, row);
    }
    assert_eq!(set.row(1).unwrap().raw(), long);
    assert_eq!(set.row(2).unwrap().raw(), r#"{"job_id":"b"}"#);
}

proptest! {
    #[test]
    fn each_operation_is_there_once_as_it_was_read(rows in rows(60)) {
        let set = set(&rows);
        let model = model(&rows);
        prop_assert_eq!(set.len(), model.len());
        prop_assert_eq!(set.len() + set.repeated(), rows.len());
        prop_assert_eq!(set.unreadable(), model.iter().filter(|row| row.is_none()).count());
        for (at, expected) in (0..).zip(&model) {
            prop_assert_eq!(&operation(&set, at), expected);
            let row = set.row(at).unwrap();
            prop_assert_eq!(row.is_readable(), expected.is_some());
            for field in Field::ALL {
                let texts: Vec<&str> = row.texts(field).collect();
                prop_assert_eq!(texts, values(expected.as_ref(), field), "{:?}", field);
            }
            let Some(expected) = expected else { continue };
            prop_assert_eq!(set.find(&expected.job_id), Some(at));
            prop_assert_eq!(row.status(), Some(expected.status.clone()));
            prop_assert_eq!(row.created_at(), expected.create_time.instant());
            prop_assert_eq!(row.changed_at(), expected.status_time.instant());
            prop_assert_eq!(row.elapsed(now()), Elapsed::of(expected, now()));
        }
    }

    #[test]
    fn rows_keep_the_servers_text(rows in rows(30)) {
        let set = set(&rows);
        for row in set.rows() {
            let raw = set.row(row).unwrap().raw();
            prop_assert!(rows.iter().any(|sent| sent == raw));
        }
    }
}
