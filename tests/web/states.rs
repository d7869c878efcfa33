//! Every way a call can end has a screen of its own.

use hpc_operations::api::ApiError;
use operation_log::wire::{DecodeError, Refusal};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open, page};

fn refused(ret_code: i64) -> ApiError {
    ApiError::Refused(Refusal {
        ret_code,
        message: "Words, of the server".into(),
    })
}

fn failures() -> Vec<(ApiError, &'static str, &'static str)> {
    let broken = ApiError::Broken {
        error: DecodeError::Empty,
        content_type: "text/html".into(),
    };
    vec![
        (ApiError::Offline, "offline", "You are offline"),
        (
            ApiError::Unreachable { detail: "x".into() },
            "unreachable",
            "cannot be reached",
        ),
        (
            ApiError::HostFetch { detail: "x".into() },
            "host-fetch",
            "own request failed",
        ),
        (
            ApiError::TimedOut { seconds: 30 },
            "timed-out",
            "did not answer in time",
        ),
        (refused(1100), "bad-request", "was not accepted"),
        (refused(1200), "signed-out", "signed out"),
        (ApiError::Redirected, "signed-out", "signed out"),
        (refused(1300), "clock-off", "clock is wrong"),
        (refused(1400), "denied", "Access denied"),
        (refused(2100), "not-found", "Not found"),
        (refused(2500), "over-quota", "Over quota"),
        (refused(5000), "failed", "Server error"),
        (refused(5100), "busy", "server is busy"),
        (broken, "broken", "cannot be read"),
    ]
}

#[wasm_bindgen_test]
async fn a_failed_first_call_has_the_screen_of_its_failure() {
    for (error, state, words) in failures() {
        let console = open("/operations");
        console.until_calls(1).await;
        console.answer(0, Err(error));
        console.until_state(state).await;
        assert!(
            console.find(".op-screen h2").inner_text().contains(words),
            "{state}"
        );
        console.button("Try again").click();
        console.until_calls(2).await;
        console.answer(1, Ok(page(1, &[("j-1", "failed")])));
        console.until_rows(&["j-1"]).await;
    }
}

#[wasm_bindgen_test]
async fn rows_stay_when_a_call_fails_and_are_marked_old() {
    for (error, _, words) in failures() {
        let console = open("/operations");
        console.until_calls(1).await;
        console.answer(0, Ok(page(1, &[("j-1", "failed")])));
        console.until_rows(&["j-1"]).await;
        console.find("[aria-keyshortcuts=r]").click();
        console.until_calls(2).await;
        assert_eq!(console.rows(), ["j-1"], "rows stay while newer ones load");
        let kind = error.kind().as_str();
        console.answer(1, Err(error));
        console.until_state("stale").await;
        assert_eq!(console.rows(), ["j-1"]);
        let banner = console
            .find(&format!(".op-banner[data-failure={kind}]"))
            .inner_text();
        assert!(banner.contains(words), "{banner}");
        assert!(banner.contains("may be out of date"), "{banner}");
    }
}

#[wasm_bindgen_test]
async fn rows_of_another_query_are_called_so() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.status("pending").click();
    console.until_calls(2).await;
    console.answer(1, Err(refused(5100)));
    console.until_state("stale").await;
    assert!(
        console
            .find(".op-banner")
            .inner_text()
            .contains("the previous rows")
    );
}

#[wasm_bindgen_test]
async fn nothing_here_and_no_match_and_no_such_page_differ() {
    for (href, total, state) in [
        ("/operations", 0, "empty"),
        ("/operations?status=failed", 0, "no-match"),
        ("/operations?page=9", 3, "past-end"),
    ] {
        let console = open(href);
        console.until_calls(1).await;
        console.answer(0, Ok(page(total, &[])));
        console.until_state(state).await;
    }
}

#[wasm_bindgen_test]
async fn a_row_that_stays_when_calls_fail_opens_with_what_is_known_of_it() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    for call in 1..3 {
        console.find("[aria-keyshortcuts=r]").click();
        console.until_calls(call + 1).await;
        console.answer(call, Err(refused(2500)));
        console.until_state("stale").await;
    }
    console.find("a.op-row-link").click();
    console.until_calls(4).await;
    console.answer(3, Err(refused(2500)));
    console.until_text("Last known").await;
    assert_eq!(
        console
            .find(".op-page-head [data-field=status]")
            .inner_text()
            .trim(),
        "Failed"
    );
}
