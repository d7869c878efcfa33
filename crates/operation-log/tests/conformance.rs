//! What an answer contradicts of the request that it answers.

use operation_log::Param;
use operation_log::conformance::{Finding, RowOrder, check, check_part};
use operation_log::wire::{Answer, OperationPage, decode_answer};

/// Two rows of `usr-a` on `ehpc-1`, one failed, newest first.
const ROWS: &str = r#"
    {"job_id":"j-2","status":"failed","owner":"usr-a","resource_ids":"ehpc-1 cln-1","job_action":"HpcClusterStop",
     "create_time":"2022-04-06T02:00:00Z","status_time":"2022-04-06T02:00:05Z"},
    {"job_id":"j-1","status":"successful","owner":"usr-a","resource_ids":"ehpc-1","job_action":"HpcClusterStart",
     "create_time":"2022-04-06T01:00:00Z","status_time":"2022-04-06T03:00:00Z"}"#;

fn page(rows: &str) -> OperationPage {
    match decode_answer(&format!(r#"{{"ret_code":0,"job_set":[{rows}]}}"#)) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn findings(key: &'static str, value: &str) -> Vec<Finding> {
    check(&[(key, value.to_owned())], &page(ROWS))
}

#[test]
fn rows_that_meet_every_condition_contradict_nothing() {
    for (key, value) in [
        ("owner", "usr-a"),
        ("owner", "USR-A"),
        ("resource_ids", "cln-9, ehpc-1"),
        ("job_action", "HpcCluster"),
        ("job_ids", "j-1 j-2"),
        ("jobs", "j-1,j-2"),
        ("start_time", "2022-04-06T01:00:00Z"),
        // Nobody knows whether a bound is compared with the first or the last time of a row.
        ("start_time", "2022-04-06T02:00:05Z"),
        ("end_time", "2022-04-06T02:00:00Z"),
        ("reverse", "1"),
        ("limit", "2"),
        ("search_word", "anything"),
        ("directive", "anything"),
        ("zone", "elsewhere"),
    ] {
        assert_eq!(findings(key, value), [], "{key}={value}");
    }
}

#[test]
fn rows_that_cannot_meet_a_condition_are_counted() {
    for (key, value, param, rows) in [
        ("owner", "usr-b", Param::Owner, 2),
        ("status", "failed", Param::Status, 1),
        ("resource_ids", "cln-1", Param::ResourceIds, 1),
        ("job_action", "HpcQueue", Param::JobAction, 2),
        ("job_ids", "j-2", Param::JobIds, 1),
        ("start_time", "2022-04-06T02:30:00Z", Param::StartTime, 1),
        ("end_time", "2022-04-06T01:30:00Z", Param::EndTime, 1),
    ] {
        let finding = Finding::NotApplied { param, rows, of: 2 };
        assert_eq!(findings(key, value), [finding], "{key}={value}");
    }
}

#[test]
fn what_is_found_of_a_page_is_about_its_own_rows() {
    let sent = [("status", "failed"), ("reverse", "1"), ("limit", "3")];
    let sent = sent.map(|(key, value)| (key, value.to_owned()));
    let row = |number: u32, status: &str, minute: u32| {
        format!(
            r#"{{"job_id":"j-{number}","status":"{status}","create_time":"2022-04-06T01:{minute:02}:00Z"}}"#
        )
    };
    // The row before the page is of another status and older than the page.
    let mut answer = page(
        &[
            row(8, "pending", 8),
            row(7, "failed", 20),
            row(6, "failed", 19),
        ]
        .join(","),
    );
    answer.findings = check(&sent, &answer);
    assert_eq!(answer.findings.len(), 2);
    let mut cut = answer.clone();
    cut.rows.remove(0);
    check_part(&sent, &mut cut);
    assert_eq!(cut.findings, []);

    // A row of the page itself, and more rows than were asked for.
    let rows = [8, 7, 6, 5].map(|number| row(number, "pending", number));
    let mut cut = page(&rows.join(","));
    cut.findings = check(&sent, &cut);
    cut.rows.truncate(2);
    cut.repeated = 1;
    check_part(&sent, &mut cut);
    let (limit, rows, of) = (3, 2, 2);
    assert_eq!(
        cut.findings,
        [
            Finding::OverLimit { limit, rows: 4 },
            Finding::NotApplied {
                param: Param::Status,
                rows,
                of
            },
            Finding::Repeated(1)
        ]
    );
}

#[test]
fn what_a_row_does_not_say_proves_nothing() {
    let bare = page(r#"{"job_id":"j-1"},{"job_id":"j-2","create_time":"2022-04-06 01:00:00"}"#);
    let sent = [
        ("owner", "usr-a"),
        ("status", "failed"),
        ("resource_ids", "ehpc-1"),
        ("start_time", "2022-04-06T02:00:00Z"),
        ("reverse", "0"),
    ];
    let sent = sent.map(|(key, value)| (key, value.to_owned()));
    assert_eq!(check(&sent, &bare), []);
}

#[test]
fn another_order_more_rows_and_repeats_are_found() {
    assert_eq!(
        findings("reverse", "0"),
        [Finding::Order(RowOrder::NewestFirst)]
    );
    assert_eq!(
        findings("limit", "1"),
        [Finding::OverLimit { limit: 1, rows: 2 }]
    );
    let mixed = page(
        r#"{"job_id":"j-1","create_time":"2022-04-06T01:00:00Z"},
           {"job_id":"j-2","create_time":"2022-04-06T02:00:00Z"},
           {"job_id":"j-1"},
           {"job_id":"j-3","create_time":"2022-04-06T01:30:00Z"}"#,
    );
    let sent = [("reverse", "1".to_owned())];
    assert_eq!(
        check(&sent, &mixed),
        [Finding::Order(RowOrder::Mixed), Finding::Repeated(1)]
    );
}
