//! The reader asks to be told when an operation ends.

use hpc_operations::api::ApiError;
use hpc_operations::host::HostEvent;
use operation_log::wire::OperationPage;
use operation_log::{JobId, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{FakeClock, Harness, open, page, refused, settle, until};

/// The key of the list that is stored for the API of these tests.
const KEY: &str = "hpc-operations.watches./api/operation";

/// Nothing is stored before a test and after it.
struct Stored;

impl Stored {
    fn new(list: &str) -> Self {
        let stored = Self;
        stored.storage().set_item(KEY, list).unwrap();
        stored.tab().remove_item(KEY).unwrap();
        stored
    }

    fn storage(&self) -> web_sys::Storage {
        web_sys::window().unwrap().local_storage().unwrap().unwrap()
    }

    fn list(&self) -> String {
        self.storage().get_item(KEY).unwrap().unwrap_or_default()
    }

    fn tab(&self) -> web_sys::Storage {
        let window = web_sys::window().unwrap();
        window.session_storage().unwrap().unwrap()
    }

    /// What the tab has told of.
    fn told(&self) -> String {
        self.tab().get_item(KEY).unwrap().unwrap_or_default()
    }
}

impl Drop for Stored {
    fn drop(&mut self) {
        let _ = self.storage().remove_item(KEY);
        let _ = self.tab().remove_item(KEY);
    }
}

/// What says that an operation has ended.
fn finished(console: &Harness) -> Vec<HostEvent> {
    let mut events = console.events();
    events.retain(|event| {
        matches!(
            event,
            HostEvent::Finished { .. } | HostEvent::WatchEnded { .. }
        )
    });
    events
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
    assert_eq!(stored.told(), "jinan1a/j-1");
    console.button("Dismiss").click();
    until("the title", || !console.title().starts_with('(')).await;
    assert_eq!(ended(&console).len(), 1);
    assert_eq!(stored.told(), "");
}

#[wasm_bindgen_test]
async fn a_watch_that_the_server_refuses_is_told_as_paused_and_goes_on_when_it_is_tried_again() {
    let _stored = Stored::new("jinan1a/j-7");
    let clock = FakeClock::new();
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, refused(2500));
    console
        .until_text("Watching 1 operation · Paused: the server’s rate limit was reached")
        .await;
    clock.pass(70);
    settle().await;
    assert_eq!(asked(&console), None);
    console.find(".op-notice button").click();
    until("a call for the id", || asked(&console).is_some()).await;
    let call = asked(&console).unwrap();
    console.answer(call, Ok(page(1, &[("j-7", "pending")])));
    until("no notice", || console.all(".op-notice").is_empty()).await;
}

#[wasm_bindgen_test]
async fn a_look_that_failed_is_told_until_what_is_watched_is_seen_on_screen() {
    let _stored = Stored::new("jinan1a/j-7");
    let clock = FakeClock::new();
    let console = open("/operations");
    console.until_calls(1).await;
    clock.pass(70);
    until("a call for the id", || asked(&console).is_some()).await;
    let call = asked(&console).unwrap();
    let detail = String::new();
    console.answer(call, Err(ApiError::Unreachable { detail }));
    console
        .until_text("Watching 1 operation · Last check failed")
        .await;
    console.answer(0, Ok(page(1, &[("j-7", "pending")])));
    console.until_rows(&["j-7"]).await;
    until("no notice", || console.all(".op-notice").is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_was_told_and_not_dismissed_is_shown_again_after_a_reload() {
    let stored = Stored::new("");
    stored.tab().set_item(KEY, "jinan1a/j-7").unwrap();
    let console = open("/operations");
    until("a call for the id", || asked(&console).is_some()).await;
    let call = asked(&console).unwrap();
    console.answer(call, Ok(page(1, &[("j-7", "failed")])));
    console.until_text("Dismiss").await;
    assert!(console.title().starts_with("(1) "), "{}", console.title());
    // Nobody is notified of it twice.
    assert_eq!(ended(&console), []);
    assert_eq!(stored.list(), "");
    console.button("Dismiss").click();
    until("the title", || !console.title().starts_with('(')).await;
    assert_eq!(stored.told(), "");
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

#[wasm_bindgen_test]
async fn a_status_that_nobody_knows_is_no_end_in_the_list() {
    let stored = Stored::new("jinan1a/j-1");
    let clock = FakeClock::new();
    let console = open("/operations?status=pending");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_text("so far").await;
    // What came later, and then what became of the row.
    clock.pass(30);
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    console.until_calls(3).await;
    console.answer(2, Ok(page(1, &[("j-1", "working")])));
    let cell = |column: &str| {
        let cell = console.find(&format!("tbody [data-column={column}]"));
        cell.inner_text().trim().to_owned()
    };
    until("the new status", || cell("status").starts_with("working")).await;
    until("no duration", || cell("duration") == "—").await;
    settle().await;
    assert_eq!(finished(&console), []);
    assert_eq!(stored.list(), "jinan1a/j-1");
    assert!(!console.title().starts_with('('), "{}", console.title());
    console.find("[aria-keyshortcuts=r]").click();
    console.until_calls(4).await;
    console.answer(3, Ok(page(1, &[("j-1", "failed")])));
    until("its end", || finished(&console).len() == 2).await;
    assert_eq!(stored.list(), "");
}

#[wasm_bindgen_test]
async fn a_status_that_nobody_knows_is_no_end_on_its_own_page() {
    let stored = Stored::new("jinan1a/j-1");
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "pending")])));
    console.until_calls(2).await;
    console.answer(1, Ok(page(0, &[])));
    console.find("[aria-keyshortcuts=r]").click();
    console.until_calls(3).await;
    console.answer(2, Ok(page(1, &[("j-1", "working")])));
    until("the new status", || {
        console.title().starts_with("working · j-1")
    })
    .await;
    let duration = || console.find("[data-field=duration]").inner_text();
    until("no duration", || duration().trim() == "—").await;
    // The sentence says the word, and not that it is done.
    console.until_text("; working").await;
    console.until_text("Watching 1 operation").await;
    settle().await;
    assert_eq!(finished(&console), []);
    assert_eq!(stored.list(), "jinan1a/j-1");
}

#[wasm_bindgen_test]
async fn a_watch_ends_with_a_word_where_the_server_forgets_the_operation() {
    let stored = Stored::new("jinan1a/j-7");
    let clock = FakeClock::new();
    let console = listed_failed().await;
    console.until_text("Watching 1 operation").await;
    clock.pass(60);
    answer_watch(&console, page(0, &[])).await;
    console.until_text("No longer listed by the server").await;
    until("the end", || finished(&console).len() == 1).await;
    assert_eq!(
        finished(&console),
        [HostEvent::WatchEnded {
            job_id: JobId::parse("j-7").unwrap(),
            job_action: String::new(),
            status: None,
        }]
    );
    assert!(console.title().starts_with("(1) "), "{}", console.title());
    until("it to be said", || {
        let said = console.find("p.op-live:not(dialog p)").inner_text();
        said.contains("j-7: No longer listed by the server")
    })
    .await;
    assert_eq!(stored.list(), "");
    // It is over: after a reload nothing is watched.
    console.button("Dismiss").click();
    drop(console);
    let console = listed_failed().await;
    settle().await;
    assert!(!console.text().contains("Watching"));
}

#[wasm_bindgen_test]
async fn a_watch_goes_on_where_the_answer_is_about_others_or_takes_one_id_only() {
    let stored = Stored::new("jinan1a/j-7 jinan1a/j-8");
    let clock = FakeClock::new();
    let console = listed_failed().await;
    clock.pass(60);
    // A server that ignores the ids.
    let call = answer_watch(&console, page(1, &[("j-9", "failed")])).await;
    assert_eq!(console.sent(call, "job_ids").as_deref(), Some("j-7,j-8"));
    assert_eq!(stored.list(), "jinan1a/j-7 jinan1a/j-8");
    // One that may take a single id only: each is asked for by itself.
    for id in ["j-7", "j-8"] {
        clock.pass(60);
        let call = answer_watch(&console, page(1, &[(id, "pending")])).await;
        assert_eq!(console.sent(call, "job_ids").as_deref(), Some(id));
    }
    assert_eq!(finished(&console), []);
    drop(console);
    let console = listed_failed().await;
    console.until_text("Watching 2 operations").await;
}

/// A list with nothing in progress.
async fn listed_failed() -> Harness {
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console
}

/// Answers the list's own calls in the background until what is watched is asked for, and that with
/// this page. Returns the call.
async fn answer_watch(console: &Harness, answer: OperationPage) -> usize {
    for _ in 0..400 {
        settle().await;
        for call in 0..console.calls() {
            if !console.is_open(call) {
                continue;
            }
            if console.sent(call, "job_ids").is_some() {
                console.answer(call, Ok(answer));
                settle().await;
                return call;
            }
            console.answer(call, Ok(page(0, &[])));
        }
    }
    panic!("what is watched is not asked for");
}
