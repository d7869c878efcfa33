//! What the console holds on to: nothing of the rows and the pages that are gone.
//!
//! Without `view::scope`, what was shown stays in the subscriber sets of what it followed, and each
//! test grows by megabytes.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, page_of, settle};

const ROWS: usize = 20;

/// How much the memory may grow while something is done often, in pages of 64 kB: records of calls,
/// and room that the allocator cannot use again.
const ALLOWED: usize = 4;

/// How often something is done before it is measured: caches are full by then.
const WARM_UP: usize = 20;

/// How often something is done while it is measured.
const TIMES: usize = 60;

/// WebAssembly's memory, in pages of 64 kB. It only ever grows.
fn memory() -> usize {
    core::arch::wasm32::memory_size::<0>()
}

/// Takes all that the allocator has free, much of it from other tests, so that whatever is held from
/// now on shows.
fn use_up() -> Vec<Vec<u8>> {
    let mut taken = Vec::new();
    for size in [1 << 16, 1 << 12, 1 << 8] {
        let before = memory();
        while memory() == before {
            taken.push(vec![0; size]);
        }
    }
    taken
}

/// Two pages of rows of the same parts.
fn alike() -> Vec<String> {
    let more = r#""owner":"usr-a","resource_ids":"ehpc-1""#;
    (0..2 * ROWS).map(|number| row(number, more)).collect()
}

/// Two pages of rows: none is made of the parts of the one in its place on the other page.
fn different() -> Vec<String> {
    let parts = [
        r#""error_codes":"1400,5100","owner":"usr-a","resource_ids":"ehpc-1,cln-2""#,
        r#""error_codes":"1400""#,
    ];
    let more = |number: usize| parts[(number / ROWS + number) % parts.len()];
    (0..2 * ROWS)
        .map(|number| row(number, more(number)))
        .collect()
}

fn row(number: usize, more: &str) -> String {
    let second = 59 - number;
    format!(
        r#"{{"job_id":"j-{number}","status":"failed","job_action":"HpcJobStopJobs",
        "create_time":"2022-04-06T01:26:{second:02}Z","status_time":"2022-04-06T01:27:59Z",{more}}}"#
    )
}

/// A list with its first page.
async fn open_list(log: &[String]) -> Harness {
    let console = open("/operations");
    console.until_calls(1).await;
    answer(&console, 1, log).await;
    console
}

/// Answers the last call with what it asks for, and waits for the rows of a page. It is asked for
/// with the rows next to it.
async fn answer(console: &Harness, number: usize, log: &[String]) {
    let call = console.calls() - 1;
    let asked = |key| console.sent(call, key).unwrap().parse::<usize>().unwrap();
    let rows = log.iter().skip(asked("offset")).take(asked("limit"));
    let rows: Vec<String> = rows.cloned().collect();
    console.answer(call, Ok(page_of(log.len() as u64, &rows)));
    let shown = (number - 1) * ROWS..number * ROWS;
    let shown: Vec<String> = shown.map(|number| format!("j-{number}")).collect();
    let shown: Vec<&str> = shown.iter().map(String::as_str).collect();
    console.until_rows(&shown).await;
}

async fn turn_to(console: &Harness, number: usize, log: &[String]) {
    let calls = console.calls();
    let link = if number == 1 {
        "a[rel=prev]"
    } else {
        "a[rel=next]"
    };
    console.find(link).click();
    console.until_calls(calls + 1).await;
    answer(console, number, log).await;
}

async fn turn_back_and_forth(console: &Harness, log: &[String], times: usize) {
    for _ in 0..times / 2 {
        turn_to(console, 2, log).await;
        turn_to(console, 1, log).await;
    }
}

async fn traverse_back_and_forth(console: &Harness, times: usize) {
    for _ in 0..times / 2 {
        console.nav.back();
        settle().await;
        console.nav.forward();
        settle().await;
    }
}

async fn open_and_leave(console: &Harness, times: usize) {
    for _ in 0..times {
        console.all("a.op-row-link")[0].click();
        settle().await;
        console.find("[data-field=job_id]");
        console.nav.back();
        settle().await;
    }
}

/// What the memory grew by, in pages.
fn assert_flat(before: usize, what: &str) {
    let grown = memory() - before;
    assert!(
        grown <= ALLOWED,
        "{grown} pages of 64 kB for {TIMES} {what}"
    );
}

async fn turned_pages_are_let_go(log: &[String]) {
    let _taken = use_up();
    let console = open_list(log).await;
    turn_back_and_forth(&console, log, WARM_UP).await;
    let before = memory();
    turn_back_and_forth(&console, log, TIMES).await;
    assert_flat(before, "pages turned");
}

#[wasm_bindgen_test]
async fn pages_that_were_left_are_let_go() {
    let _taken = use_up();
    let log = alike();
    let console = open_list(&log).await;
    turn_to(&console, 2, &log).await;
    traverse_back_and_forth(&console, WARM_UP).await;
    let before = memory();
    traverse_back_and_forth(&console, TIMES).await;
    assert_flat(before, "pages gone back and forth to");
    assert_eq!(console.rows().len(), ROWS);
}

#[wasm_bindgen_test]
async fn pages_that_were_turned_are_let_go() {
    turned_pages_are_let_go(&alike()).await;
}

#[wasm_bindgen_test]
async fn parts_that_a_row_no_longer_has_are_let_go() {
    turned_pages_are_let_go(&different()).await;
}

#[wasm_bindgen_test]
async fn operations_that_were_left_are_let_go() {
    let _taken = use_up();
    let log = alike();
    let console = open_list(&log).await;
    open_and_leave(&console, WARM_UP).await;
    let before = memory();
    open_and_leave(&console, TIMES).await;
    assert_flat(before, "operations opened and left");
    assert_eq!(console.rows().len(), ROWS);
}
