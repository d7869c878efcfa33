//! Latest wins.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open, page, press, settle, type_text, until};

#[wasm_bindgen_test]
async fn a_late_answer_is_dropped_and_its_call_aborted() {
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.status("pending").click();
    console.until_calls(2).await;
    assert!(console.is_aborted(0), "the older call is aborted");
    console.answer(1, Ok(page(1, &[("j-new", "pending")])));
    console.until_rows(&["j-new"]).await;
    console.answer(0, Ok(page(9, &[("j-old", "failed")])));
    settle().await;
    assert_eq!(console.rows(), ["j-new"]);
    assert!(console.text().contains("1–1 of 1"), "{}", console.text());
    console.until_state("ready").await;
}

#[wasm_bindgen_test]
async fn a_late_failure_is_dropped() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.status("failed").click();
    console.until_calls(2).await;
    console.answer(0, Err(hpc_operations::api::ApiError::Offline));
    console.answer(1, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.until_state("ready").await;
}

#[wasm_bindgen_test]
async fn rows_of_earlier_filters_are_called_so_and_can_be_gone_back_to() {
    let console = open("/operations?owner=usr-a&sort=operation");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.status("failed").click();
    console.until_calls(2).await;
    let text = "These rows are of the earlier query.";
    console.until_text(text).await;
    let said = || {
        console
            .find(".op-console > [role=status]")
            .text_content()
            .unwrap()
    };
    until("said", || said().contains(text)).await;
    console.button("Cancel").click();
    console
        .until_href("/operations?owner=usr-a&sort=operation")
        .await;
    console.until_state("ready").await;
    assert!(console.is_aborted(1));
    assert_eq!((console.calls(), console.rows()), (2, vec!["j-1".into()]));
    until("no note", || console.all(".op-loading-other").is_empty()).await;
    // Back undoes nothing of what was taken back: forward leads there again.
    console.nav.forward();
    console.until_calls(3).await;
    assert_eq!(console.sent(2, "status").as_deref(), Some("failed"));
}

#[wasm_bindgen_test]
async fn a_search_that_was_typed_is_taken_back_in_place() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    let keyword = console.field("search_word");
    keyword.focus().unwrap();
    type_text(&keyword, "nodes");
    press(&keyword, "Enter");
    console.until_calls(2).await;
    // A failure in between is no other place to go back to.
    console.answer(
        1,
        Err(hpc_operations::api::ApiError::HostFetch {
            detail: String::new(),
        }),
    );
    console.until_state("stale").await;
    console.button("Try again").click();
    console.until_calls(3).await;
    // It is offered once the call takes longer than a moment.
    let is_cancel =
        |button: &web_sys::HtmlElement| button.text_content().as_deref() == Some("Cancel");
    until("a way back", || console.all("button").iter().any(is_cancel)).await;
    console.button("Cancel").click();
    console.until_href("/operations").await;
    console.until_state("ready").await;
    until("an empty box", || keyword.value().is_empty()).await;
    assert_eq!(console.calls(), 3);
}

/// Why the panel has its own `Latest`: a `LocalResource` starts a newer fetch only after the older
/// one has ended. If this fails, Leptos has changed and `remote` may become smaller.
#[wasm_bindgen_test]
async fn a_local_resource_does_not_overlap_its_fetches() {
    // What is mounted first starts what runs tasks; this test may be the first one.
    let _console = open("/operations");
    let owner = Owner::new();
    owner.set();
    let started: Rc<RefCell<Vec<oneshot::Sender<()>>>> = Rc::default();
    let source = RwSignal::new(0);
    let resource = LocalResource::new({
        let started = Rc::clone(&started);
        move || {
            source.track();
            let (sender, receiver) = oneshot::channel();
            started.borrow_mut().push(sender);
            async move {
                let _ = receiver.await;
            }
        }
    });
    Effect::new(move || {
        resource.get();
    });
    settle().await;
    source.set(1);
    settle().await;
    assert_eq!(started.borrow().len(), 1);
    owner.unset_with_forced_cleanup();
}
