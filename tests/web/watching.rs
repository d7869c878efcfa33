//! The reader asks to be told when an operation ends.

use hpc_operations::host::HostEvent;
use operation_log::{JobId, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{FakeClock, Harness, open, page, settle, until};

/// The key of the list that is stored for the API of these tests.
const KEY: &str = "hpc-operations.watches./api/operation";

/// Nothing is stored before a test and after it.
struct Stored;

impl Stored {
    fn new(list: &str) -> Self {
        let stored = Self;
        stored.storage().set_item(KEY, list).unwrap();
        stored
    }

    fn storage(&self) -> web_sys::Storage {
        web_sys::window().unwrap().local_storage().unwrap().unwrap()
    }

    fn list(&self) -> String {
        self.storage().get_item(KEY).unwrap().unwrap_or_default()
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        let _ = self.storage().remove_item(KEY);
    }
}

fn ended(console: &Harness) -> Vec<HostEvent> {
    let mut events = console.events();
    events.retain(|event| matches!(event, HostEvent::WatchEnded { .. }));
    events
}

#[wasm_bindgen_test]
async fn a_watched_row_is_told_once_when_it_ends() {
    let stored = Stored::new("");
    let clock = FakeClock::new();
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_rows(&["j-1"]).await;
    console
        .find("tr[data-job-id] button[aria-haspopup]")
        .click();
    console.until_text("Tell me when it ends").await;
    console.button("Tell me when it ends").click();
    console.until_text("Watching 1 operation").await;
    assert_eq!(stored.list(), "jinan1a/j-1");
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    console.until_calls(3).await;
    console.answer(2, Ok(page(1, &[("j-1", "failed")])));
    until("the title", || console.title().starts_with("(1) ")).await;
    assert_eq!(
        ended(&console),
        [HostEvent::WatchEnded {
            job_id: JobId::parse("j-1").unwrap(),
            job_action: "HpcJobStopJobs".into(),
            status: Some(Status::Failed),
        }]
    );
    assert_eq!(stored.list(), "");
    assert!(!console.text().contains("Watching"));
    console.button("Dismiss").click();
    until("the title", || !console.title().starts_with('(')).await;
    assert_eq!(ended(&console).len(), 1);
}

#[wasm_bindgen_test]
async fn what_was_watched_before_a_reload_is_asked_for_until_it_ends() {
    let stored = Stored::new("jinan1a/j-7 a/b/c \u{0}/x jinan1a/j-8");
    let clock = FakeClock::new();
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_text("Watching 2 operations").await;
    clock.pass(60);
    // One background call at a time, the list's among them.
    console.until_calls(2).await;
    if asked(&console).is_none() {
        console.answer(1, Ok(page(0, &[])));
    }
    until("a call for the ids", || asked(&console).is_some()).await;
    let call = asked(&console).unwrap();
    assert_eq!(console.sent(call, "job_ids").as_deref(), Some("j-7,j-8"));
    assert_eq!(console.sent(call, "status"), None);
    console.answer(
        call,
        Ok(page(2, &[("j-7", "pending"), ("j-8", "successful")])),
    );
    until("an end", || ended(&console).len() == 1).await;
    assert_eq!(stored.list(), "jinan1a/j-7");
}

fn asked(console: &Harness) -> Option<usize> {
    (0..console.calls()).find(|call| console.sent(*call, "job_ids").is_some())
}

#[wasm_bindgen_test]
async fn what_another_tab_has_told_is_not_told_again() {
    let stored = Stored::new("jinan1a/j-1");
    let console = open("/operations");
    console.until_calls(1).await;
    console.until_text("Watching 1 operation").await;
    stored.storage().set_item(KEY, "").unwrap();
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    until("the list to be empty", || {
        !console.text().contains("Watching")
    })
    .await;
    settle().await;
    assert!(ended(&console).is_empty());
}

#[wasm_bindgen_test]
async fn an_open_operation_can_be_watched() {
    let stored = Stored::new("");
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_state("ready").await;
    let button = console.button("Tell me when it ends");
    assert_eq!(
        button.get_attribute("aria-pressed").as_deref(),
        Some("false")
    );
    button.click();
    until("the button to be pressed", || {
        button.get_attribute("aria-pressed").as_deref() == Some("true")
    })
    .await;
    assert_eq!(stored.list(), "jinan1a/j-1");
    console.button("Stop watching").click();
    until("nothing to be watched", || stored.list().is_empty()).await;
}
