//! What a screen reader is told: what ended, how, and what is shown now.

use hpc_operations::api::ApiError;
use operation_log::Language;
use operation_log::wire::Refusal;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, open_in, page, part, settle, until};

impl Harness {
    /// Waits until these notes were said together, in any order.
    async fn until_said_together(&self, notes: &[&str]) {
        until(&format!("{notes:?} are said"), || {
            let said = self.said();
            said.split(" · ").count() == notes.len() && notes.iter().all(|note| said.contains(note))
        })
        .await;
    }

    /// Opens the list with these rows.
    async fn first_answer(&self, total: u64, rows: &[(&str, &str)]) {
        self.until_calls(1).await;
        self.answer(0, Ok(page(total, rows)));
    }

    fn press_refresh(&self) {
        self.find("[aria-keyshortcuts=r]").click();
    }
}

fn busy() -> ApiError {
    ApiError::Refused(Refusal {
        ret_code: 5100,
        message: String::new(),
    })
}

#[wasm_bindgen_test]
async fn rows_a_failure_and_the_rows_that_are_held_are_said() {
    for (language, rows, failure, held) in [
        (
            Language::En,
            "1 operation, page 1 of 1",
            "The server is busy. Loaded at ",
            "; this may be out of date.",
        ),
        (
            Language::ZhCn,
            "共 1 条，第 1 页，共 1 页",
            "服务器繁忙。以下是 ",
            " 的数据，可能已过期。",
        ),
    ] {
        let console = open_in(language, "/operations");
        console.first_answer(1, &[("j-1", "failed")]).await;
        console.until_said(rows).await;
        console.press_refresh();
        console.until_calls(2).await;
        console.answer(1, Err(busy()));
        until(failure, || {
            console.said().starts_with(failure) && console.said().ends_with(held)
        })
        .await;
        // A refresh that finds the same is said as well.
        console.press_refresh();
        console.until_calls(3).await;
        console.answer(2, Ok(page(1, &[("j-1", "failed")])));
        console.until_said(rows).await;
    }
}

#[wasm_bindgen_test]
async fn a_screen_is_said_by_its_title() {
    for (href, total, title) in [
        ("/operations", 0, "No operations yet"),
        ("/operations?status=failed", 0, "No matching operations"),
        ("/operations?page=99999", 39_080, "Page not found"),
        ("/operations?zone=x", 0, "No operations in zone x"),
    ] {
        let console = open(href);
        console.first_answer(total, &[]).await;
        console.until_said(title).await;
    }
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Err(ApiError::Offline));
    console.until_said("You are offline").await;
    open("/operations/no/such")
        .until_said("Page not found")
        .await;
}

#[wasm_bindgen_test]
async fn an_operation_is_said_by_its_status_and_an_unknown_one_as_such() {
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_said("Cancel compute jobs: In progress").await;
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    console.press_refresh();
    console.until_calls(3).await;
    console.answer(2, Err(busy()));
    until("the failure", || {
        console.said().starts_with("The server is busy. Loaded at ")
    })
    .await;

    let console = open("/operations/j-nope");
    for call in 0..2 {
        console.until_calls(call + 1).await;
        console.answer(call, Ok(page(0, &[])));
    }
    console.until_said("Operation not found").await;
}

#[wasm_bindgen_test]
async fn a_call_that_takes_long_is_said_to() {
    let console = open("/operations");
    console.until_calls(1).await;
    settle().await;
    assert_eq!(console.said(), "");
    console.until_said("Loading…").await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_said("1 operation, page 1 of 1").await;
}

#[wasm_bindgen_test]
async fn an_error_at_a_box_is_said_in_words() {
    let console = open("/operations?owner=a%20b");
    until("the error", || {
        console
            .said()
            .contains("Contains a character that IDs can’t have.")
    })
    .await;
}

#[wasm_bindgen_test]
async fn another_order_is_said_in_words() {
    let console = open("/operations");
    console
        .first_answer(2, &[("j-1", "failed"), ("j-2", "failed")])
        .await;
    console.until_said("2 operations, page 1 of 1").await;
    console.find("th[data-column=duration] button").click();
    console
        .until_said("Sorted by Duration (ascending), 2 loaded rows only")
        .await;
}

#[wasm_bindgen_test]
async fn what_the_server_did_not_apply_is_said_with_the_first_answer_that_shows_it() {
    for (language, ignored, one, two) in [
        (
            Language::En,
            "Not applied by the server: Status (1 of 1 rows don’t match)",
            "1 operation, page 1 of 1",
            "2 operations, page 1 of 1",
        ),
        (
            Language::ZhCn,
            "服务器未应用条件：状态（1 条中有 1 条不符合）",
            "共 1 条，第 1 页，共 1 页",
            "共 2 条，第 1 页，共 1 页",
        ),
    ] {
        let console = open_in(language, "/operations?status=pending");
        let both = [ignored, one];
        console.first_answer(1, &[("j-1", "failed")]).await;
        console.until_said_together(&both).await;
        let refresh = async |call, rows: &[(&str, &str)]| {
            console.press_refresh();
            console.until_calls(call + 1).await;
            console.answer(call, Ok(page(rows.len() as u64, rows)));
        };
        // The same again, of more rows.
        refresh(1, &[("j-1", "failed"), ("j-2", "failed")]).await;
        console.until_said(two).await;
        refresh(2, &[("j-1", "pending")]).await;
        console.until_said(one).await;
        refresh(3, &[("j-1", "failed")]).await;
        console.until_said_together(&both).await;
    }
}

#[wasm_bindgen_test]
async fn an_order_that_was_not_asked_for_is_said_of_the_rows_that_have_it() {
    let console = open("/operations");
    console.first_answer(40, &[("j-1", "failed")]).await;
    console.until_said("40 operations, page 1 of 2").await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    // The row before the page comes with it. Its second half is as new as its first.
    let ids: Vec<String> = (1..=20).map(|number| format!("next-{number}")).collect();
    let rows: Vec<(&str, &str)> = ids.iter().map(|id| (id.as_str(), "failed")).collect();
    let mut next = part(40, &[&[("fill-19", "successful")], &rows[..10]].concat());
    next.rows.extend(part(40, &rows[10..]).rows);
    console.answer(1, Ok(next));
    console
        .until_said_together(&[
            "Not in order of time, as the server sent them",
            "40 operations, page 2 of 2",
        ])
        .await;
}

#[wasm_bindgen_test]
async fn nothing_is_said_by_two_regions() {
    let console = open("/operations");
    console.first_answer(1, &[("j-1", "failed")]).await;
    console.until_rows(&["j-1"]).await;
    assert_eq!(console.all("[role=status]:not(dialog *)").len(), 1);
    assert_eq!(console.all("button [role=status]").len(), 0);
    assert_eq!(
        console
            .all("dialog header, dialog footer, dialog main, dialog nav")
            .len(),
        0
    );
}
