//! Operations that were tried again, folded in a whole result.

use operation_log::wire::OperationPage;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::harness::{Harness, open, page_of, press, type_text, until};

/// A row; its times are minutes after 01:00.
fn row(id: &str, status: &str, action: &str, cluster: &str, from: u32, to: u32) -> String {
    format!(
        r#"{{"job_id":"{id}","status":"{status}","job_action":"{action}","owner":"usr-a","resource_ids":"{cluster}","create_time":"2022-04-06T01:{from:02}:00Z","status_time":"2022-04-06T01:{to:02}:00Z"}}"#
    )
}

/// Three attempts of one kind, two of another, an operation that was not tried again, and others up
/// to 25.
fn log() -> OperationPage {
    let mut rows = vec![
        row(
            "j-a3",
            "successful",
            "HpcClusterStartCluster",
            "ehpc-a",
            50,
            54,
        ),
        row("j-b2", "failed", "HpcClusterStopCluster", "ehpc-b", 45, 46),
        row("j-a2", "failed", "HpcClusterStartCluster", "ehpc-a", 44, 45),
        row(
            "j-one",
            "failed",
            "HpcClusterStartCluster",
            "ehpc-c",
            43,
            44,
        ),
        row("j-b1", "failed", "HpcClusterStopCluster", "ehpc-b", 42, 43),
        row("j-a1", "failed", "HpcClusterStartCluster", "ehpc-a", 40, 41),
    ];
    for number in 0..19 {
        let id = format!("j-x{number:02}");
        let minute = 30 - number;
        rows.push(row(
            &id,
            "successful",
            "HpcJobStopJobs",
            "ehpc-x",
            minute,
            minute,
        ));
    }
    page_of(25, &rows)
}

/// A console that has the whole result, and folds it.
async fn folded() -> Harness {
    let console = open("/operations?whole=1");
    console.until_calls(1).await;
    let mut first = log();
    first.rows.truncate(20);
    console.answer(0, Ok(first));
    console.until_text("Load all 25 rows").await;
    console.button("Load all 25 rows").click();
    console.until_calls(2).await;
    console.answer(1, Ok(log()));
    console.until_text("Whole result: all 25 rows").await;
    console.until_text("1–20 of 25").await;
    assert!(console.all(".op-attempts").is_empty());
    console.button("Fold retries").click();
    console.until_text("Lines 1–20 of 22 (25 rows)").await;
    console
}

impl Harness {
    /// The attempts that rows are, with their ids.
    fn attempts(&self) -> Vec<(String, String)> {
        let marks = self.all(".op-attempts").into_iter();
        let mark = |mark: web_sys::HtmlElement| {
            let row = mark.closest("tr").unwrap().unwrap();
            let id = row.get_attribute("data-job-id").unwrap();
            (id, mark.text_content().unwrap())
        };
        marks.map(mark).collect()
    }

    async fn until_attempts(&self, expected: &[(&str, &str)]) {
        let is_shown = || {
            let shown = self.attempts();
            let shown = shown.iter().map(|(id, text)| (&**id, &**text));
            shown.eq(expected.iter().copied())
        };
        until(&format!("the attempts {expected:?}"), is_shown).await;
    }
}

const STARTED: &str = "3 attempts, succeeded after 14\u{a0}min";
const STOPPED: &str = "2 attempts in these rows, all failed";

#[wasm_bindgen_test]
async fn attempts_are_one_line_that_unfolds_and_folds_again() {
    let console = folded().await;
    console.until_text("of 22 (25 rows)").await;
    console
        .until_attempts(&[("j-a3", STARTED), ("j-b2", STOPPED)])
        .await;
    assert_eq!(console.rows()[..4], ["j-a3", "j-b2", "j-one", "j-x00"]);

    let button = console.all("button.op-attempts")[0].clone();
    assert_eq!(
        button.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    button.focus().unwrap();
    button.click();
    console
        .until_attempts(&[
            ("j-a3", STARTED),
            ("j-a2", "Attempt 2 of 3"),
            ("j-a1", "Attempt 1 of 3"),
            ("j-b2", STOPPED),
        ])
        .await;
    console.until_text("Lines 1–20 of 24 (25 rows)").await;
    let active = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .active_element();
    let expanded = active.and_then(|active| active.get_attribute("aria-expanded"));
    assert_eq!(
        expanded.as_deref(),
        Some("true"),
        "the button keeps the focus"
    );
    console.all("button.op-attempts")[0].click();
    console
        .until_attempts(&[("j-a3", STARTED), ("j-b2", STOPPED)])
        .await;
    console.button("Fold retries").click();
    console.until_text("1–20 of 25").await;
    assert_eq!(console.rows()[..3], ["j-a3", "j-b2", "j-a2"]);
    assert!(console.attempts().is_empty());
    assert_eq!(console.calls(), 2, "what is here costs nothing");
}

#[wasm_bindgen_test]
async fn filters_and_a_sort_leave_a_story_whole() {
    let console = folded().await;
    // Its last attempt is left out, and it is still the same story.
    console.nav.open("/operations?whole=1&only=status:failed");
    console
        .until_attempts(&[("j-b2", STOPPED), ("j-a2", STARTED)])
        .await;
    console.until_text("Lines 1–3 of 3 (5 rows)").await;
    console
        .nav
        .open("/operations?whole=1&only=status:successful,resource_ids:ehpc-a");
    console.until_attempts(&[("j-a3", "Attempt 3 of 3")]).await;
    assert!(
        console.all("button.op-attempts").is_empty(),
        "there is no other attempt to unfold"
    );
    console.nav.open("/operations?sort=-duration&whole=1");
    console
        .until_attempts(&[("j-a3", STARTED), ("j-b2", STOPPED)])
        .await;
}

#[wasm_bindgen_test]
async fn what_a_folded_attempt_has_is_found_and_unfolded() {
    let console = folded().await;
    let find: HtmlInputElement = console.find("[name=find]").unchecked_into();
    type_text(&find, "j-a1");
    console.until_text("1 row").await;
    assert!(
        !console
            .all("button.op-attempts[aria-expanded=false]")
            .is_empty()
    );
    press(&find, "Enter");
    until("the attempt", || {
        let rows = console.all("tr[data-found]");
        let id = rows
            .first()
            .and_then(|row| row.get_attribute("data-job-id"));
        id.as_deref() == Some("j-a1")
    })
    .await;
    console.until_text("1 of 1").await;
}
