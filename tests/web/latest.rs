//! Latest wins.

use std::cell::RefCell;
use std::rc::Rc;

use futures::channel::oneshot;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open, page, settle};

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
