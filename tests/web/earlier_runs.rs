//! How long an operation has been running, beside earlier runs of its action.

use hpc_operations::api::ApiError;
use operation_log::wire::OperationPage;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, page, page_of, settle, until};

const OFFER: &str = "Compare with the last 100";

/// So many runs that ended a day before, each after a minute.
fn runs(count: usize) -> OperationPage {
    let rows: Vec<String> = (0..count)
        .map(|number| {
            format!(
                r#"{{"job_id":"run-{number}","status":"successful","job_action":"HpcJobStopJobs",
                "create_time":"2022-04-05T01:00:00Z","status_time":"2022-04-05T01:01:00Z"}}"#
            )
        })
        .collect();
    page_of(count as u64, &rows)
}

/// The page of an operation in progress, of which no earlier run is at hand.
async fn in_progress() -> Harness {
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "pending")])));
    console
        .until_text("0 earlier runs at hand, too few to compare")
        .await;
    console
}

#[wasm_bindgen_test]
async fn earlier_runs_are_read_when_they_are_asked_for_and_compared() {
    let console = in_progress().await;
    settle().await;
    assert_eq!(console.calls(), 2, "nothing is spent unasked");
    console.button(OFFER).click();
    console.until_calls(3).await;
    assert_eq!(
        console.sent(2, "job_action").as_deref(),
        Some("HpcJobStopJobs")
    );
    assert_eq!(console.sent(2, "limit").as_deref(), Some("100"));
    assert_eq!(
        console.sent(2, "end_time").as_deref(),
        Some("2022-04-06T01:26:59Z")
    );
    // A second press asks nothing more.
    console.button(OFFER).click();
    console.answer(2, Ok(runs(84)));
    console
        .until_text("longer than 100% of 84 earlier runs")
        .await;
    assert!(!console.text().contains(OFFER));
    assert_eq!(console.calls(), 3);
}

#[wasm_bindgen_test]
async fn too_few_earlier_runs_and_a_failure_are_told() {
    let console = in_progress().await;
    console.button(OFFER).click();
    console.until_calls(3).await;
    console.answer(2, Err(ApiError::Offline));
    console.until_text("You are offline").await;
    console.button(OFFER).click();
    console.until_calls(4).await;
    console.answer(3, Ok(runs(7)));
    console
        .until_text("7 earlier runs at hand, too few to compare")
        .await;
    until("nothing more to read", || !console.text().contains(OFFER)).await;
}

#[wasm_bindgen_test]
async fn a_row_that_runs_longer_than_nearly_all_earlier_ones_is_marked() {
    for (earlier, is_marked) in [(25, true), (19, false)] {
        let console = open("/operations?limit=100");
        console.until_calls(1).await;
        let pending = page(1, &[("j-1", "pending")]);
        let rows = [pending.rows, runs(earlier).rows].concat();
        let total = Some(rows.len() as u64);
        let mixed = OperationPage {
            rows,
            total,
            ..runs(0)
        };
        console.answer(0, Ok(mixed));
        until("rows", || console.rows().len() == earlier + 1).await;
        settle().await;
        let marks = console.all(".op-long-running");
        let words = marks
            .iter()
            .filter_map(|mark| mark.get_attribute("aria-label"));
        let expected = is_marked.then(|| "longer than 100% of 25 earlier runs".to_owned());
        assert_eq!(words.collect::<Vec<_>>(), Vec::from_iter(expected));
    }
}
