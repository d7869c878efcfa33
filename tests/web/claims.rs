//! What is shown holds for the rows that came, whatever was asked for.

use operation_log::wire::{Answer, OperationPage, decode_answer};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Node;

use crate::harness::{FakeClock, Harness, open, page, part, until};

/// A page of rows `(job_id, resource, minute)` of the hour of [`page`].
fn on_resources(rows: &[(&str, &str, u32)]) -> OperationPage {
    let rows: Vec<String> = rows
        .iter()
        .map(|(id, resource, minute)| {
            format!(
                r#"{{"job_id":"{id}","status":"successful","resource_ids":"{resource}",
                "create_time":"2022-04-06T01:{minute:02}:00Z"}}"#
            )
        })
        .collect();
    let body = format!(r#"{{"ret_code":0,"job_set":[{}]}}"#, rows.join(","));
    match decode_answer(&body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

/// The page of an operation whose lookup has found it with this status.
async fn opened(status: &str) -> Harness {
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", status)])));
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "resource_ids").as_deref(), Some("ehpc-1"));
    console
}

#[wasm_bindgen_test]
async fn labels_are_those_of_the_rows_until_others_are_there() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    console.find("th[data-column=create_time] button").click();
    console.until_calls(3).await;
    console
        .until_text("These rows are of the earlier query")
        .await;
    assert_eq!(console.find(".op-range").inner_text(), "1–20 of 40");
    assert!(!console.text().contains("Oldest first"));
    let time = console.find("th[data-column=create_time]");
    assert_eq!(
        time.get_attribute("aria-sort").as_deref(),
        Some("descending")
    );
}

#[wasm_bindgen_test]
async fn an_answer_with_other_operations_does_not_say_that_one_is_gone() {
    for (others, words) in [
        (
            page(1, &[("j-8", "failed")]),
            "does not contain this operation",
        ),
        (page(0, &[]), "no longer lists this operation"),
    ] {
        let console = open("/operations");
        console.until_calls(1).await;
        console.answer(0, Ok(page(1, &[("j-1", "failed")])));
        console.until_rows(&["j-1"]).await;
        console.find("a.op-row-link").click();
        for call in 1..3 {
            console.until_calls(call + 1).await;
            console.answer(call, Ok(others.clone()));
        }
        console.until_text(words).await;
    }
}

#[wasm_bindgen_test]
async fn the_row_before_a_page_is_none_of_its_rows() {
    let ids: Vec<String> = (0..60).map(|minute| format!("j-{minute}")).collect();
    // The row of each minute from one down to another.
    let rows = |from: u32, to: u32, foreign: &[u32]| {
        let rows = (to..=from).rev().map(|minute| {
            let is_foreign = foreign.contains(&minute);
            let resource = if is_foreign { "ehpc-9" } else { "ehpc-1" };
            (ids[minute as usize].as_str(), resource, minute)
        });
        let mut page = on_resources(&rows.collect::<Vec<_>>());
        page.total = Some(60);
        Ok(page)
    };
    let console = open("/operations?resource_ids=ehpc-1");
    console.until_calls(1).await;
    console.answer(0, rows(59, 40, &[]));
    console.until_text("1–20 of 60").await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "offset").as_deref(), Some("19"));
    console.answer(1, rows(40, 20, &[40]));
    console.until_text("21–40 of 60").await;
    let summary = || console.find(".op-summary").inner_text();
    assert!(!summary().contains("Not applied"), "{}", summary());
    // A row of the page itself.
    console.find("a[rel=next]").click();
    console.until_calls(3).await;
    console.answer(2, rows(20, 0, &[20, 10]));
    console
        .until_text("Resource (1 of 20 rows don’t match)")
        .await;
}

#[wasm_bindgen_test]
async fn a_total_that_changes_with_each_answer_bounds_no_range() {
    let ids: Vec<String> = (0..40).map(|number| format!("j-{number}")).collect();
    let rows = |from: usize, to: usize, total| {
        let rows = ids[from..to].iter().map(|id| (id.as_str(), "failed"));
        Ok(part(total, &rows.collect::<Vec<_>>()))
    };
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, rows(0, 20, 100));
    console.until_text("1–20 of 100").await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    console.answer(1, rows(19, 40, 7));
    console
        .until_text("21–40; the server’s total keeps changing")
        .await;
    assert!(!console.text().contains("of 7"), "{}", console.text());
}

#[wasm_bindgen_test]
async fn only_what_happened_before_on_the_cluster_is_listed_as_such() {
    let console = opened("failed").await;
    let answer = on_resources(&[
        ("j-later", "ehpc-1", 50),
        ("j-foreign", "ehpc-9", 20),
        ("j-before", "ehpc-1", 20),
    ]);
    console.answer(1, Ok(answer));
    until("one other operation", || {
        console.all(".op-related-list a").len() == 1
    })
    .await;
    let href = console.find(".op-related-list a").get_attribute("href");
    assert!(href.is_some_and(|href| href.contains("j-before")));
}

#[wasm_bindgen_test]
async fn what_is_in_progress_beside_an_operation_has_taken_at_least_so_long() {
    let console = opened("pending").await;
    let both = [("j-1", "pending"), ("j-beside", "pending")];
    console.answer(1, Ok(page(2, &both)));
    let durations = || {
        let lines = console.all(".op-related-duration");
        let texts = lines.iter().filter_map(|line| Node::text_content(line));
        texts.collect::<Vec<_>>()
    };
    until("two operations", || durations().len() == 2).await;
    let durations = durations();
    assert!(durations[0].ends_with(" so far"), "{durations:?}");
    assert!(durations[1].starts_with("at least "), "{durations:?}");
}

#[wasm_bindgen_test]
async fn what_happened_on_the_cluster_is_read_again_when_the_operation_ends() {
    let clock = FakeClock::new();
    let console = opened("pending").await;
    console.answer(1, Ok(page(1, &[("j-1", "pending")])));
    clock.pass(30);
    console.until_calls(3).await;
    assert_eq!(console.sent(2, "job_ids").as_deref(), Some("j-1"));
    console.answer(2, Ok(page(1, &[("j-1", "successful")])));
    console.until_calls(4).await;
    assert_eq!(console.sent(3, "resource_ids").as_deref(), Some("ehpc-1"));
}
