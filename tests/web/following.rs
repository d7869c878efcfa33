//! What is read in the background, by which clock, and what is told when it fails.

use hpc_operations::api::http::{quota, retry_after};
use hpc_operations::api::{ApiError, Exchange, Reply};
use hpc_operations::platform::clock;
use operation_log::time::{iso, parse_zoned};
use operation_log::wire::OperationPage;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{FakeClock, Harness, open, page, refused, settle, until};

/// An answer of a server whose clock says so.
fn at(time: &str, result: Result<OperationPage, ApiError>) -> Reply {
    Reply {
        result,
        date: parse_zoned(time),
        retry_after: None,
        quota: None,
        exchange: None,
    }
}

/// A list at an href whose first page has these rows.
async fn listed(href: &str, rows: &[(&str, &str)]) -> Harness {
    let console = open(href);
    console.until_calls(1).await;
    console.answer(0, Ok(page(rows.len() as u64, rows)));
    until("rows", || console.rows().len() == rows.len()).await;
    console
}

#[wasm_bindgen_test]
async fn an_answer_that_waited_for_the_panel_makes_no_clock_wrong() {
    let earlier = clock::now() - chrono::TimeDelta::minutes(10);
    for (exchange, notices) in [
        (
            Some(Exchange {
                sent: earlier,
                received: earlier,
            }),
            0,
        ),
        (None, 1),
    ] {
        let console = open("/operations");
        console.until_calls(1).await;
        let reply = Reply {
            exchange,
            ..at(&iso(earlier), Ok(page(1, &[("j-1", "failed")])))
        };
        console.reply(0, reply);
        console.until_rows(&["j-1"]).await;
        settle().await;
        assert_eq!(console.all(".op-notice").len(), notices);
    }
}

#[wasm_bindgen_test]
async fn a_range_up_to_now_ends_now_by_the_servers_clock_from_the_first_answer_on() {
    for first in [refused(1300), Ok(page(0, &[]))] {
        let console = open("/operations?last=1h");
        console.until_calls(1).await;
        console.reply(0, at("2030-01-02T12:00:00Z", first));
        console.until_calls(2).await;
        let start = console.sent(1, "start_time").expect("a start");
        let ahead = parse_zoned(&start).unwrap() - parse_zoned("2030-01-02T11:00:00Z").unwrap();
        assert!(ahead.num_seconds().abs() <= 3, "{start}");
        console.reply(
            1,
            at("2030-01-02T12:00:01Z", Ok(page(1, &[("j-1", "failed")]))),
        );
        console.until_rows(&["j-1"]).await;
        console.until_text("behind the server’s").await;
        console.button("Dismiss").click();
        until("no notice", || {
            !console.text().contains("behind the server’s")
        })
        .await;
        assert_eq!(console.calls(), 2, "asked anew once");
    }
}

#[wasm_bindgen_test]
async fn durations_and_ages_go_by_the_servers_clock() {
    let console = open("/operations");
    console.until_calls(1).await;
    let started = page(1, &[("j-1", "pending")]);
    console.reply(0, at("2022-04-06T01:36:59Z", Ok(started)));
    console.until_rows(&["j-1"]).await;
    until("ten minutes", || {
        let cell = console.find("td[data-column=duration]").inner_text();
        cell.contains("10\u{a0}min") && cell.contains("so far")
    })
    .await;
    console.until_text("ahead of the server’s").await;
}

#[wasm_bindgen_test]
async fn a_failed_look_is_told_and_the_server_is_asked_less_often() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "pending")]).await;
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, refused(5100));
    console.until_text("Last check failed at").await;
    console.until_text("The server is busy").await;
    console.until_text("Next check in").await;
    until("no claim that it goes on", || {
        let cell = console.find("td[data-column=duration]").inner_text();
        cell.contains("at least")
    })
    .await;
    assert_eq!(console.rows(), ["j-1"]);
    // Not made again at once, and not after the interval of a healthy server.
    clock.pass(45);
    until_ticked().await;
    assert_eq!(console.calls(), 2);
    clock.pass(45);
    console.until_calls(3).await;
    console.answer(2, Ok(page(1, &[("j-1", "pending")])));
    console.until_calls(4).await;
    console.answer(3, Ok(page(1, &[("j-1", "pending")])));
    until("the failure to be over", || {
        !console
            .find(".op-last-check")
            .inner_text()
            .contains("Last check failed")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_look_that_hangs_has_failed_once_the_next_is_due() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "failed")]).await;
    clock.pass(30);
    console.until_calls(2).await;
    clock.pass(30);
    console.until_text("did not answer in time").await;
    assert!(console.is_aborted(1));
}

#[wasm_bindgen_test]
async fn when_a_failed_page_is_read_again_is_told_with_its_failure() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, refused(1400));
    console.until_text("Access denied").await;
    until("the next check", || {
        let screen = console.find(".op-screen").inner_text();
        screen.contains("Trying again in")
    })
    .await;
    assert_eq!(console.find(".op-last-check").inner_text().trim(), "");
}

#[wasm_bindgen_test]
async fn the_age_of_rows_is_told_to_the_second() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "failed")]).await;
    clock.pass(12);
    until("12 seconds", || {
        let age = console.find(".op-age").inner_text();
        age.contains("12s ago") || age.contains("13s ago") || age.contains("14s ago")
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_empty_list_is_looked_at_again() {
    let clock = FakeClock::new();
    let console = open("/operations?owner=usr-a");
    console.until_calls(1).await;
    console.answer(0, Ok(page(0, &[])));
    console.until_state("no-match").await;
    clock.pass(30);
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "end_time"), None);
    console.answer(1, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.until_state("ready").await;
}

#[wasm_bindgen_test]
async fn what_ends_under_a_filter_on_status_stays_marked_until_the_reader_reloads() {
    let clock = FakeClock::new();
    let rows = [("j-1", "pending"), ("j-2", "pending")];
    let console = listed("/operations?status=pending", &rows).await;
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-2", "pending")])));
    console.until_calls(3).await;
    assert_eq!(console.sent(2, "status"), None, "whatever it is by now");
    console.answer(2, Ok(page(2, &[("j-1", "failed"), ("j-2", "pending")])));
    console
        .until_text("1 operation shown here has left the list")
        .await;
    assert_eq!(console.rows(), ["j-1", "j-2"]);
    let row = console.find("tr[data-departed=ended]");
    assert_eq!(row.get_attribute("data-job-id").as_deref(), Some("j-1"));
    assert!(row.inner_text().contains("No longer matches the filter"));
    console.find("[aria-keyshortcuts=r]").click();
    console.until_calls(4).await;
    console.answer(3, Ok(page(1, &[("j-2", "pending")])));
    console.until_rows(&["j-2"]).await;
    assert!(console.all("[data-departed]").is_empty());
    assert_eq!(console.find(".op-departed").inner_text(), "");
}

#[wasm_bindgen_test]
async fn what_a_busy_log_hides_is_looked_up_by_its_id_and_may_be_gone() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "pending")]).await;
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    console.until_calls(3).await;
    console.answer(2, Ok(page(100, &[("j-9", "failed")])));
    settle().await;
    clock.pass(30);
    console.until_calls(4).await;
    console.answer(3, Ok(page(0, &[])));
    console.until_calls(5).await;
    assert_eq!(console.sent(4, "job_ids").as_deref(), Some("j-1"));
    console.answer(4, Ok(page(0, &[])));
    console.until_text("No longer listed by the server").await;
    assert_eq!(console.rows(), ["j-1"]);
}

/// Nobody sees the page, until dropped.
struct Hidden;

impl Hidden {
    fn new() -> Self {
        let hide = "Object.defineProperty(document, 'hidden', { value: true, configurable: true })";
        js_sys::eval(hide).unwrap();
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        let _ = js_sys::eval("delete document.hidden");
    }
}

#[wasm_bindgen_test]
async fn a_hidden_page_asks_nothing_whether_the_server_is_well_or_fails() {
    for (href, fails) in [
        ("/operations", false),
        ("/operations", true),
        ("/operations/j-1", true),
    ] {
        let clock = FakeClock::new();
        let console = open(href);
        console.until_calls(1).await;
        console.answer(0, Ok(page(1, &[("j-1", "pending")])));
        console.until_state("ready").await;
        let answer_all = async || {
            until_ticked().await;
            for call in 0..console.calls() {
                if console.is_open(call) {
                    let pending = page(1, &[("j-1", "pending")]);
                    let answer = if fails { refused(5000) } else { Ok(pending) };
                    console.answer(call, answer);
                }
            }
        };
        clock.pass(30);
        answer_all().await;
        answer_all().await;
        let hidden = Hidden::new();
        let before = console.calls();
        assert!(before > 1, "{href} is not followed");
        clock.pass(400);
        until_ticked().await;
        until_ticked().await;
        assert_eq!(console.calls(), before, "{href} unseen");
        drop(hidden);
        until("what is overdue", || console.calls() > before).await;
    }
}

#[wasm_bindgen_test]
async fn an_open_operation_is_followed_until_it_ends() {
    let clock = FakeClock::new();
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_state("ready").await;
    until("the status in the title", || {
        console.title().starts_with("In progress · j-1")
    })
    .await;
    // What happened before it.
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    clock.pass(30);
    console.until_calls(3).await;
    console.answer(2, refused(5000));
    console.until_text("Last known at").await;
    until("no claim that it goes on", || {
        let duration = console.find("[data-field=duration]").inner_text();
        duration.contains("at least")
    })
    .await;
    let sentence = console.find(".op-sentence").inner_text();
    assert!(sentence.contains("for at least"), "{sentence}");
    clock.pass(90);
    console.until_calls(4).await;
    assert_eq!(console.sent(3, "job_ids").as_deref(), Some("j-1"));
    console.answer(3, Ok(page(1, &[("j-1", "failed")])));
    until("its end in the title", || {
        console.title().starts_with("Failed · j-1")
    })
    .await;
    until("its end to be announced", || {
        let mut regions = console.all(".op-live").into_iter();
        regions.any(|said| said.text_content().unwrap().contains("Failed"))
    })
    .await;
    // Nothing is left to follow, once what happened before it was read with its end.
    console.until_calls(5).await;
    console.answer(4, Ok(page(0, &[])));
    clock.pass(600);
    until_ticked().await;
    assert_eq!(console.calls(), 5);
}

#[wasm_bindgen_test]
async fn an_operation_that_the_server_refuses_to_follow_says_why_it_is_not_looked_at() {
    let clock = FakeClock::new();
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_state("ready").await;
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    clock.pass(30);
    console.until_calls(3).await;
    console.answer(2, refused(2500));
    console
        .until_text("Over quota. Paused: the server’s rate limit was reached")
        .await;
}

#[wasm_bindgen_test]
async fn a_redirect_offers_a_sign_in_and_is_not_tried_again() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Err(ApiError::Redirected));
    console.until_state("signed-out").await;
    assert_eq!(console.asked_for_credentials(), [302]);
    console.button("Reload to sign in");
    settle().await;
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_rate_limit_with_a_time_counts_down_and_is_tried_again() {
    let console = open("/operations");
    console.until_calls(1).await;
    let excerpt = String::new();
    console.reply(
        0,
        Reply {
            result: Err(ApiError::Http {
                status: 429,
                excerpt,
            }),
            date: None,
            retry_after: Some(2),
            quota: None,
            exchange: None,
        },
    );
    console.until_text("said how long to wait").await;
    console.until_text("Trying again").await;
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
}

#[wasm_bindgen_test]
fn a_retry_after_is_a_number_of_seconds_or_a_date() {
    let date = parse_zoned("2026-11-25T10:00:00Z");
    assert_eq!(date.map(iso).as_deref(), Some("2026-11-25T10:00:00Z"));
    for (text, seconds) in [
        ("7", Some(7)),
        (" 120 ", Some(120)),
        ("Wed, 25 Nov 2026 10:00:30 GMT", Some(30)),
        ("Wednesday, 25-Nov-26 10:01:00 GMT", Some(60)),
        ("Wed, 25 Nov 2026 09:59:00 GMT", Some(0)),
        ("-5", None),
        ("soon", None),
        ("soon GMT", None),
        ("", None),
        ("99999999999", None),
    ] {
        assert_eq!(retry_after(text, date), seconds, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn a_quota_is_two_numbers_that_can_be_true_together() {
    for (limit, remaining, left) in [
        ("2000", "1934", Some((2000, 1934))),
        ("1", "0", Some((1, 0))),
        ("2000", "2001", None),
        ("0", "0", None),
        ("2000", "", None),
        ("", "5", None),
        ("2000", "-5", None),
        ("2000.5", "5", None),
        ("2000, 100;w=60", "5", None),
        ("99999999999", "5", None),
        ("NaN", "<b>5</b>", None),
    ] {
        let told = quota(limit, remaining).map(|quota| (quota.limit, quota.remaining));
        assert_eq!(told, left, "{limit:?} {remaining:?}");
    }
}

/// Lets the console look at the clock once more.
async fn until_ticked() {
    for _ in 0..50 {
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn new_operations_are_shown_as_they_come_where_the_reader_wants_it() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "failed")]).await;
    clock.pass(30);
    console.until_calls(2).await;
    let two = [("j-2", "failed"), ("j-1", "failed")];
    console.answer(1, Ok(page(2, &two)));
    console.until_text("1 new operation").await;
    assert_eq!(console.rows(), ["j-1"]);
    let choice = console.field("shows-new");
    choice.click();
    console.until_calls(3).await;
    console.answer(2, Ok(page(2, &two)));
    console.until_rows(&["j-2", "j-1"]).await;
    let three = [("j-3", "failed"), ("j-2", "failed"), ("j-1", "failed")];
    clock.pass(30);
    console.until_calls(4).await;
    console.answer(3, Ok(page(3, &three)));
    console.until_calls(5).await;
    console.answer(4, Ok(page(3, &three)));
    console.until_rows(&["j-3", "j-2", "j-1"]).await;
    until("no button", || console.all(".op-newer button").is_empty()).await;
    // Remembered, and so taken back here.
    console.field("shows-new").click();
}

#[wasm_bindgen_test]
async fn what_was_checked_is_said_apart_from_the_age_of_the_rows() {
    let clock = FakeClock::new();
    let console = listed("/operations", &[("j-1", "failed")]).await;
    assert!(!console.text().contains("checked"));
    let as_of = console.find(".op-toolbar .op-as-of").inner_text();
    let as_of = as_of.split(" · ").next().unwrap().to_owned();
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "failed")])));
    console.until_text("checked").await;
    assert!(console.text().contains(&as_of), "{as_of}");
}
