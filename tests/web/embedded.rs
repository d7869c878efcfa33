//! A console in another page: what that page has locked, and the events it is sent.

use hpc_operations::api::{ApiError, FailureKind};
use hpc_operations::host::HostEvent;
use operation_log::wire::Refusal;
use operation_log::{JobId, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{dispatch, open, open_locked, page, press, settle};

fn signed_out() -> ApiError {
    ApiError::Refused(Refusal {
        ret_code: 1200,
        message: String::new(),
    })
}

#[wasm_bindgen_test]
async fn a_locked_filter_is_sent_and_shown_and_in_no_link_and_cannot_be_removed() {
    let console = open_locked("/operations?status=failed", "resource_ids=ehpc-1");
    console.until_calls(1).await;
    assert_eq!(console.sent(0, "resource_ids").as_deref(), Some("ehpc-1"));
    assert_eq!(console.sent(0, "status").as_deref(), Some("failed"));
    console.answer(0, Ok(page(40, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;

    let chip = console.find(".op-chip[data-param=resource_ids]");
    assert!(
        chip.inner_text().contains("Set by the portal"),
        "{}",
        chip.inner_text()
    );
    assert_eq!(chip.query_selector("button").unwrap(), None);
    assert!(
        console
            .find(".op-chip[data-param=status]")
            .query_selector("button")
            .unwrap()
            .is_some()
    );
    let links = console.all("a[href]");
    assert!(links.len() > 3);
    for link in links {
        let href = link.get_attribute("href").unwrap();
        assert!(!href.contains("resource_ids"), "{href}");
    }

    let clear = console
        .all(".op-active-filters > button")
        .into_iter()
        .find(|button| button.inner_text() == "Clear all filters")
        .unwrap();
    clear.click();
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "status"), None);
    assert_eq!(console.sent(1, "resource_ids").as_deref(), Some("ehpc-1"));
    console.until_href("/operations").await;
}

#[wasm_bindgen_test]
async fn a_place_cannot_change_what_is_locked() {
    let console = open_locked(
        "/operations?resource_ids=ehpc-2&page=2",
        "resource_ids=ehpc-1",
    );
    console.until_calls(1).await;
    assert_eq!(console.sent(0, "resource_ids").as_deref(), Some("ehpc-1"));
    assert_ne!(console.sent(0, "offset").as_deref(), Some("0"));
}

#[wasm_bindgen_test]
async fn a_log_without_an_operation_of_the_locked_filter_is_empty_and_not_filtered() {
    let console = open_locked("/operations", "resource_ids=ehpc-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(0, &[])));
    console.until_state("empty").await;
}

#[wasm_bindgen_test]
async fn keys_count_inside_only_where_other_things_stand_around() {
    let console = open_locked("/operations", "owner=usr-a");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    let body = web_sys::window()
        .unwrap()
        .document()
        .unwrap()
        .body()
        .unwrap();
    press(&body, "3");
    settle().await;
    assert_eq!(console.nav.href(), "/operations");
    press(&console.find("a.op-row-link"), "3");
    console.until_href("/operations?status=failed").await;

    // What had the focus may go away; the reader is still here, until something else is pressed.
    dispatch(&console.find("a.op-row-link"), "focusin");
    press(&body, "2");
    console.until_href("/operations?status=successful").await;
    dispatch(&body, "pointerdown");
    press(&body, "1");
    settle().await;
    assert_eq!(console.nav.href(), "/operations?status=successful");
}

#[wasm_bindgen_test]
async fn refused_credentials_are_asked_for_and_the_call_is_made_once_more() {
    let console = open("/operations");
    console.has_credentials(true);
    console.until_calls(1).await;
    console.answer(0, Err(signed_out()));
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    assert_eq!(console.asked_for_credentials(), [1200]);
    settle().await;
    // Nobody was told of the failure in between.
    let events = console.events();
    assert!(
        !events.is_empty()
            && events
                .iter()
                .all(|event| *event == HostEvent::Settled { failure: None }),
        "{events:?}"
    );
}

#[wasm_bindgen_test]
async fn credentials_that_are_refused_again_show_the_signed_out_screen() {
    let console = open("/operations");
    console.has_credentials(true);
    console.until_calls(1).await;
    console.answer(0, Err(signed_out()));
    console.until_calls(2).await;
    console.answer(1, Err(signed_out()));
    console.until_state("signed-out").await;
    settle().await;
    assert_eq!(console.calls(), 2);
    assert_eq!(console.asked_for_credentials(), [1200]);
}

#[wasm_bindgen_test]
async fn a_call_that_is_refused_after_newer_credentials_came_is_repeated_without_a_question() {
    // The operation and the page of the list that it was opened from.
    let console = open("/operations/j-1?owner=usr-a");
    console.has_credentials(true);
    console.until_calls(2).await;
    console.answer(0, Err(signed_out()));
    console.until_calls(3).await;
    console.answer(1, Err(signed_out()));
    console.until_calls(4).await;
    assert_eq!(console.asked_for_credentials(), [1200]);
    // The newer ones are asked about once they are refused themselves.
    console.answer(3, Err(signed_out()));
    console.until_calls(5).await;
    assert_eq!(console.asked_for_credentials(), [1200, 1200]);
}

#[wasm_bindgen_test]
async fn without_other_credentials_no_call_is_made_again() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Err(signed_out()));
    console.until_state("signed-out").await;
    settle().await;
    assert_eq!(console.calls(), 1);
    let kind = console.events().into_iter().find_map(|event| match event {
        HostEvent::Failed { kind, .. } => Some(kind),
        _ => None,
    });
    assert_eq!(kind, Some(FailureKind::SignedOut));
}

#[wasm_bindgen_test]
async fn the_end_of_an_operation_that_was_seen_running_is_told_once() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "pending"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    for call in 1..3 {
        console.find("[aria-keyshortcuts=r]").click();
        console.until_calls(call + 1).await;
        console.answer(
            call,
            Ok(page(2, &[("j-1", "successful"), ("j-2", "failed")])),
        );
        console.until_state("ready").await;
    }
    settle().await;
    let ends: Vec<HostEvent> = console
        .events()
        .into_iter()
        .filter(|event| matches!(event, HostEvent::Finished { .. }))
        .collect();
    assert_eq!(
        ends,
        [HostEvent::Finished {
            job_id: JobId::parse("j-1").unwrap(),
            job_action: "HpcJobStopJobs".into(),
            status: Status::Successful,
        }]
    );
}
