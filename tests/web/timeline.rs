//! The timeline above the rows: what it is made of, what it costs, and how one moves along it.

use hpc_operations::api::ApiError;
use hpc_operations::platform::storage;
use operation_log::time::parse_zoned;
use operation_log::wire::OperationPage;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Element, HtmlElement, KeyboardEvent, KeyboardEventInit, PointerEvent, PointerEventInit,
};

use crate::harness::{Harness, open, page, page_of, press, settle, until};

/// Eleven hours, whose bars are an hour each.
const HOURS: &str =
    "/operations?start_time=2022-04-06T00:00:00Z&end_time=2022-04-06T10:59:59Z&tz=utc";

/// The calls for eleven bars: all and failed for each, and the whole.
const CALLS: usize = 23;

/// The preference that a timeline is shown, taken back when dropped.
pub struct Preferred;

impl Preferred {
    /// Chooses a timeline.
    pub fn new() -> Self {
        storage::write("hpc-operations.timeline", "on");
        Self
    }
}

impl Drop for Preferred {
    fn drop(&mut self) {
        storage::write("hpc-operations.timeline", "off");
    }
}

/// The moments in minutes of the day, and the status, of a log with one operation each 7 minutes; each
/// fifth failed.
fn log() -> impl Iterator<Item = (i64, bool)> {
    (0..1_440)
        .step_by(7)
        .enumerate()
        .map(|(number, minute)| (minute, number % 5 == 0))
}

/// The operations of the log between two texts of times.
fn counted(start: Option<String>, end: Option<String>, only_failed: bool) -> Vec<i64> {
    let midnight = parse_zoned("2022-04-06T00:00:00Z").unwrap();
    let minute = |text: String| (parse_zoned(&text).unwrap() - midnight).num_minutes();
    let (start, end) = (start.map_or(0, minute), end.map_or(i64::MAX, minute));
    let wanted =
        log().filter(|(at, failed)| (start..=end).contains(at) && (!only_failed || *failed));
    wanted.map(|(at, _)| at).collect()
}

impl Harness {
    /// What a server that counts rightly says to a call for a total.
    fn total(&self, call: usize) -> OperationPage {
        let only_failed = self.sent(call, "status").as_deref() == Some("failed");
        let found = counted(
            self.sent(call, "start_time"),
            self.sent(call, "end_time"),
            only_failed,
        );
        self.total_of(call, found.len() as u64)
    }

    /// Such an answer with another total.
    fn total_of(&self, call: usize, total: u64) -> OperationPage {
        assert_eq!(self.sent(call, "limit").as_deref(), Some("1"));
        let only_failed = self.sent(call, "status").as_deref() == Some("failed");
        let found = counted(
            self.sent(call, "start_time"),
            self.sent(call, "end_time"),
            only_failed,
        );
        let row = found.first().map(|minute| {
            let status = if only_failed { "failed" } else { "successful" };
            format!(
                r#"{{"job_id":"j-{minute}","status":"{status}",
                "create_time":"2022-04-06T{:02}:{:02}:00Z"}}"#,
                minute / 60,
                minute % 60
            )
        });
        page_of(total, &row.into_iter().collect::<Vec<_>>())
    }

    /// Answers calls for totals from one on, as many as come.
    async fn count(&self, first: usize, calls: usize) {
        for call in first..first + calls {
            self.until_calls(call + 1).await;
            self.answer(call, Ok(self.total(call)));
        }
    }

    fn bars(&self) -> HtmlElement {
        self.find(".op-timeline [role=slider]")
    }

    fn cells(&self, row: usize) -> Vec<String> {
        let rows = self.all(".op-timeline-table tbody tr");
        let cells = rows[row].query_selector_all("th, td").unwrap();
        (0..cells.length())
            .map(|cell| cells.get(cell).unwrap().text_content().unwrap())
            .collect()
    }
}

fn press_with_shift(target: &Element, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_shift_key(true);
    init.set_key(key);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// A pointer at a share of the width of the bars.
fn point(target: &Element, name: &str, share: f64) {
    let rect = target.get_bounding_client_rect();
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    init.set_client_x((rect.left() + rect.width() * share) as i32);
    let event = PointerEvent::new_with_event_init_dict(name, &init).unwrap();
    target.dispatch_event(&event).unwrap();
}

/// A list whose timeline is open, with its first rows.
async fn listed(href: &str) -> Harness {
    let console = open(href);
    console.until_calls(1).await;
    console.answer(0, Ok(page(206, &[("j-1", "failed")])));
    console
}

#[wasm_bindgen_test]
async fn nothing_is_counted_until_the_reader_agrees_to_the_price_and_each_bar_is_then() {
    let console = listed(HOURS).await;
    console.until_rows(&["j-1"]).await;
    console.find("[popovertarget=op-view-menu]").click();
    let price = "#op-view-menu [data-control=timeline] p";
    until("the price", || !console.all(price).is_empty()).await;
    let price = console.find(price).text_content().unwrap();
    assert!(price.contains("up to 24 background calls (1.2% of the hourly quota)"));
    settle().await;
    assert_eq!(console.calls(), 1, "the price is told, nothing is spent");
    let _preferred = Preferred;
    console.button("Timeline above the rows").click();
    console.count(1, CALLS).await;
    console.until_text("Counted by 23 calls").await;
    settle().await;
    assert_eq!(console.calls(), 1 + CALLS);
    assert_eq!(console.all(".op-timeline-table tbody tr").len(), 11);
    // 00:00, 00:07 … 00:56, of which the first and the sixth failed.
    assert_eq!(
        console.cells(0),
        ["2022-04-06 00:00 – 01:00", "9", "2", "7"]
    );
    let sum: usize = (0..11)
        .map(|row| console.cells(row)[1].parse::<usize>().unwrap())
        .sum();
    assert_eq!(sum, counted(None, console.sent(1, "end_time"), false).len());
    assert!(!console.text().contains("not reliable"));
    let value = console.bars().get_attribute("aria-valuetext");
    assert!(
        value.is_some_and(|value| value.starts_with("2022-04-06 ")),
        "the last bar is told before the first key"
    );
    console.button("API calls behind this list").click();
    until("every call is listed", || {
        console.all(".op-call-log li").len() == 1 + CALLS
    })
    .await;
    console.find("[aria-label='Close the timeline']").click();
    until("no timeline", || console.all(".op-timeline").is_empty()).await;
}

#[wasm_bindgen_test]
async fn the_past_is_not_counted_twice() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.count(1, CALLS).await;
    console.until_text("Counted by 23 calls").await;
    console.find("[aria-label='Count again as of now']").click();
    console.count(1 + CALLS, 1).await;
    console
        .until_text("Counted by 1 call · 22 earlier counts reused")
        .await;
    settle().await;
    assert_eq!(console.calls(), 2 + CALLS);
}

#[wasm_bindgen_test]
async fn bars_chosen_by_keys_become_the_range_in_one_step_of_the_history() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.count(1, CALLS).await;
    console.until_text("Counted by 23 calls").await;
    let bars = console.bars();
    press(&bars, "Home");
    press(&bars, "ArrowRight");
    press_with_shift(&bars, "ArrowRight");
    console
        .until_text("2022-04-06 01:00 – 03:00 · 17 operations")
        .await;
    press(&bars, "Enter");
    console
        .until_href(
            "/operations?start_time=2022-04-06T01:00:00Z&end_time=2022-04-06T02:59:59Z&tz=utc",
        )
        .await;
    console.nav.back();
    console.until_href(HOURS).await;
}

#[wasm_bindgen_test]
async fn bars_under_a_pointer_become_the_range_and_buttons_move_along() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.count(1, CALLS).await;
    console.until_text("Counted by 23 calls").await;
    let bars = console.bars();
    point(&bars, "pointerdown", 0.5);
    point(&bars, "pointermove", 0.15);
    point(&bars, "pointerup", 0.15);
    console
        .until_href(
            "/operations?start_time=2022-04-06T01:00:00Z&end_time=2022-04-06T05:59:59Z&tz=utc",
        )
        .await;
    console.nav.back();
    console.until_href(HOURS).await;
    console.until_text("2022-04-06 10:59:59").await;
    console.find("[aria-label='Later']").click();
    console
        .until_href(
            "/operations?start_time=2022-04-06T11:00:00Z&end_time=2022-04-06T21:59:59Z&tz=utc",
        )
        .await;
}

#[wasm_bindgen_test]
async fn totals_that_contradict_each_other_are_not_believed() {
    let _preferred = Preferred::new();
    let ignores_all = listed(HOURS).await;
    for call in 1..=CALLS {
        ignores_all.until_calls(call + 1).await;
        ignores_all.answer(call, Ok(ignores_all.total_of(call, 40)));
    }
    ignores_all.until_text("contradict each other").await;
    drop(ignores_all);
    let counts_a_page = listed(HOURS).await;
    for call in 1..=CALLS {
        counts_a_page.until_calls(call + 1).await;
        // Some hours have eight, none has more than nine.
        let total = counts_a_page.total(call).total.unwrap().min(9);
        counts_a_page.answer(call, Ok(counts_a_page.total_of(call, total)));
    }
    counts_a_page
        .until_text("The bars add up to 95, but the server counts 9 in the whole range")
        .await;
}

#[wasm_bindgen_test]
async fn rows_go_first_and_another_question_ends_the_count() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.until_calls(2).await;
    console.status("failed").click();
    console.until_calls(3).await;
    assert_eq!(console.sent(2, "limit").as_deref(), Some("20"));
    assert!(console.is_aborted(1));
    console.answer(1, Err(ApiError::Aborted));
    settle().await;
    assert_eq!(
        console.calls(),
        3,
        "nothing is counted before the rows are here"
    );
    console.answer(2, Ok(page(41, &[("j-1", "failed")])));
    console.until_calls(4).await;
    assert_eq!(console.sent(3, "limit").as_deref(), Some("1"));
    // Under a filter of the status there is nothing else to count.
    assert_eq!(console.sent(3, "status").as_deref(), Some("failed"));
}

#[wasm_bindgen_test]
async fn a_count_stops_while_an_operation_is_looked_at() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.until_calls(2).await;
    console.find("tr[data-job-id=j-1] th a").click();
    until("no call", || console.is_aborted(1)).await;
}

#[wasm_bindgen_test]
async fn a_count_that_fails_says_why_and_is_not_tried_again_by_itself() {
    let _preferred = Preferred::new();
    let console = listed(HOURS).await;
    console.until_calls(2).await;
    console.answer(1, Err(ApiError::Offline));
    console.until_text("Counting stopped").await;
    settle().await;
    assert_eq!(console.calls(), 2);
}

#[wasm_bindgen_test]
async fn rows_that_are_all_here_are_counted_without_a_call() {
    let _preferred = Preferred::new();
    let console = open("/operations?tz=utc");
    console.until_calls(1).await;
    let rows: Vec<String> = (0..3)
        .map(|hour| {
            format!(
                r#"{{"job_id":"j-{hour}","status":"failed","create_time":"2022-04-06T0{hour}:30:00Z"}}"#
            )
        })
        .rev()
        .collect();
    console.answer(0, Ok(page_of(3, &rows)));
    console.until_text("From all 3 rows here").await;
    let bars = console.all(".op-timeline-table tbody tr").len();
    let failed = (0..bars)
        .filter(|bar| console.cells(*bar)[2] == "1")
        .count();
    assert_eq!(failed, 3);
    settle().await;
    assert_eq!(console.calls(), 1);
}
