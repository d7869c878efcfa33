//! Calls that fail and are made again, the clock, the hour, and what is told of all that.

use hpc_operations::api::{Quota, Reply};
use operation_log::time::iso;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{Harness, open, page, part, press, refused, settle, until};

fn five(first: usize) -> Vec<(String, &'static str)> {
    let ids = first..first + 5;
    ids.map(|id| (format!("j-{id}"), "successful")).collect()
}

fn rows(first: usize) -> operation_log::wire::OperationPage {
    let rows = five(first);
    let rows: Vec<(&str, &str)> = rows
        .iter()
        .map(|(id, status)| (id.as_str(), *status))
        .collect();
    part(15, &rows)
}

/// A console that shows the first five of fifteen rows and is asked for the next five.
async fn turned_to_the_second_page(href: &str) -> Harness {
    let console = open(href);
    console.until_calls(1).await;
    console.answer(0, Ok(rows(1)));
    console
        .until_rows(&["j-1", "j-2", "j-3", "j-4", "j-5"])
        .await;
    console.find("a[rel=next]").click();
    console
}

#[wasm_bindgen_test]
async fn a_busy_server_is_asked_again_by_itself() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, refused(5100));
    console.until_state("busy").await;
    assert!(
        console.text().contains("Trying again"),
        "{}",
        console.text()
    );
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "successful")])));
    console.until_rows(&["j-1"]).await;
    assert!(!console.text().contains("Trying again"));
}

#[wasm_bindgen_test]
async fn a_server_that_refuses_for_the_number_of_calls_is_not_asked_again() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, refused(2500));
    console.until_state("over-quota").await;
    until("the reason", || {
        console.text().contains("Paused: the server’s rate limit")
    })
    .await;
    assert_eq!(console.calls(), 1);
    console.button("Try again").click();
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-1", "successful")])));
    console.until_rows(&["j-1"]).await;
    until("no pause", || !console.text().contains("Paused")).await;
}

#[wasm_bindgen_test]
async fn a_clock_that_is_off_is_corrected_once_by_the_servers_own() {
    let console = open("/operations");
    console.until_calls(1).await;
    let hours_ahead = operation_log::time::parse_zoned("2030-01-01T00:00:30Z").unwrap();
    let reply = |result| Reply {
        result,
        date: Some(hours_ahead),
        retry_after: None,
        quota: None,
        exchange: None,
    };
    console.reply(0, reply(refused(1300)));
    console.until_calls(2).await;
    let sent = console.sent(1, "timestamp").unwrap();
    assert_eq!(sent.get(..16), iso(hours_ahead).get(..16));
    console.reply(1, reply(refused(1300)));
    console.until_state("clock-off").await;
    assert_eq!(console.calls(), 2, "once");
}

#[wasm_bindgen_test]
async fn the_meter_shows_what_the_server_counts_for_all_and_says_so() {
    let console = open("/operations");
    let answer = |quota| Reply {
        quota,
        ..Ok(page(1, &[("j-1", "successful")])).into()
    };
    console.until_calls(1).await;
    let told = Quota {
        limit: 1_500,
        remaining: 83,
    };
    console.reply(0, answer(Some(told)));
    let says = |text: &'static str| {
        let console = &console;
        until(text, move || {
            console
                .find(".op-calls")
                .text_content()
                .unwrap()
                .contains(text)
        })
    };
    says("1,417 of 1,500 calls in the last hour, by everyone (server’s count)").await;
    console.button("by everyone").click();
    until("whose figure it is", || {
        console
            .text()
            .contains("The server counts the calls of everyone")
    })
    .await;
    let meter = console.find("dialog[open] meter");
    let value = js_sys::Reflect::get(&meter, &"value".into()).unwrap();
    let percent = value.as_f64().unwrap();
    assert!((94.0..95.0).contains(&percent), "{percent}");
    // An answer that tells nothing leaves what this browser counts.
    console.button("Refresh").click();
    console.until_calls(2).await;
    console.reply(1, answer(None));
    // How many depends on the tests before, which share this browser.
    says(" of 2,000 calls in the last hour").await;
    assert!(!console.text().contains("by everyone"));
}

#[wasm_bindgen_test]
async fn later_pages_are_asked_for_as_of_the_first_and_with_the_row_before() {
    let console = open("/operations?limit=5");
    console.until_calls(1).await;
    assert_eq!(console.sent(0, "end_time"), None);
    console.answer(0, Ok(rows(1)));
    console
        .until_rows(&["j-1", "j-2", "j-3", "j-4", "j-5"])
        .await;
    console.find("a[rel=next]").click();
    console.until_calls(2).await;
    assert_eq!(
        console.sent(1, "end_time").as_deref(),
        Some("2022-04-06T01:26:59Z")
    );
    assert_eq!(console.sent(1, "offset").as_deref(), Some("4"));
    assert_eq!(console.sent(1, "limit").as_deref(), Some("6"));
    // Another operation has come in the second of the freeze: rows have moved on by one.
    console.answer(
        1,
        Ok(part(
            16,
            &[
                ("j-4", "failed"),
                ("j-5", "failed"),
                ("j-6", "failed"),
                ("j-7", "failed"),
                ("j-8", "failed"),
                ("j-9", "failed"),
            ],
        )),
    );
    console.until_calls(3).await;
    assert_eq!(console.sent(2, "offset").as_deref(), Some("5"));
    console.answer(
        2,
        Ok(part(
            16,
            &[
                ("j-5", "failed"),
                ("j-6", "failed"),
                ("j-7", "failed"),
                ("j-8", "failed"),
                ("j-9", "failed"),
                ("j-10", "failed"),
                ("j-11", "failed"),
                ("j-12", "failed"),
                ("j-13", "failed"),
                ("j-14", "failed"),
                ("j-15", "failed"),
            ],
        )),
    );
    console
        .until_rows(&["j-6", "j-7", "j-8", "j-9", "j-10"])
        .await;
    assert!(
        !console.text().contains("changed while"),
        "{}",
        console.text()
    );
}

#[wasm_bindgen_test]
async fn a_view_that_moved_says_so_and_can_be_read_anew() {
    let console = turned_to_the_second_page("/operations?limit=5&status=failed").await;
    // Rows have gone, the last of the page before among them.
    let log: Vec<String> = (11..20).map(|number| format!("j-{number}")).collect();
    let answer = |call| {
        let number = |key| console.sent(call, key).unwrap().parse().unwrap();
        let (offset, limit): (usize, usize) = (number("offset"), number("limit"));
        let rows = log.iter().skip(offset).take(limit);
        let rows: Vec<(&str, &str)> = rows.map(|id| (id.as_str(), "failed")).collect();
        console.answer(call, Ok(part(9, &rows)));
    };
    for call in 1..8 {
        until("a call or the rows", || {
            console.calls() > call || console.text().contains("changed while")
        })
        .await;
        if console.calls() <= call {
            break;
        }
        answer(call);
    }
    until("the notice", || {
        console.text().contains("changed from 15 to 9")
    })
    .await;
    let calls = console.calls();
    console.button("Reload list").click();
    console.until_calls(calls + 1).await;
    assert_eq!(console.sent(calls, "end_time"), None);
    answer(calls);
    until("no notice", || {
        let list = console.find("section.op-list").inner_text();
        !list.contains("changed while")
    })
    .await;
}

#[wasm_bindgen_test]
async fn refresh_on_a_later_page_moves_no_row() {
    let console = turned_to_the_second_page("/operations?limit=5").await;
    console.until_calls(2).await;
    let second = [
        ("j-5", "pending"),
        ("j-6", "pending"),
        ("j-7", "pending"),
        ("j-8", "pending"),
        ("j-9", "pending"),
        ("j-10", "pending"),
    ];
    console.answer(1, Ok(part(15, &second)));
    console
        .until_rows(&["j-6", "j-7", "j-8", "j-9", "j-10"])
        .await;
    press(&console.find("h1"), "r");
    // One call for the rows, as of the same moment, and one for what came since.
    console.until_calls(4).await;
    let again = (2..4)
        .find(|call| console.sent(*call, "end_time").is_some())
        .expect("the same view");
    let finished = second.map(|(id, _)| (id, "failed"));
    console.answer(again, Ok(part(15, &finished)));
    until("new statuses", || {
        console.all("[data-status=failed]").len() == 5
    })
    .await;
    assert_eq!(console.rows(), ["j-6", "j-7", "j-8", "j-9", "j-10"]);
}

#[wasm_bindgen_test]
async fn the_calls_behind_a_view_can_be_copied_without_credentials() {
    let console = open("/operations?owner=usr-a&limit=5");
    console.until_calls(1).await;
    console.answer(0, Ok(rows(1)));
    console.until_state("ready").await;
    console.button("API calls behind this list").click();
    until("the call", || console.text().contains("5 of 15 rows")).await;
    let command = console.find(".op-call-log code").text_content().unwrap();
    assert!(command.starts_with("curl "), "{command}");
    assert!(
        command.contains("owner=usr-a") && command.contains("$COOKIE"),
        "{command}"
    );
    assert!(command.contains("timestamp='\"$(date"), "{command}");
}

/// Storage that throws, as in frames without rights, until dropped.
struct NoStorage(JsValue, JsValue);

impl NoStorage {
    fn new() -> Self {
        let window = web_sys::window().unwrap();
        let before =
            js_sys::Reflect::get_own_property_descriptor(&window, &"localStorage".into()).unwrap();
        let throws = js_sys::Function::new_no_args("throw new Error('denied')");
        let descriptor = js_sys::Object::new();
        for (key, value) in [
            ("get", JsValue::from(throws)),
            ("configurable", JsValue::TRUE),
        ] {
            js_sys::Reflect::set(&descriptor, &key.into(), &value).unwrap();
        }
        js_sys::Object::define_property(
            window.unchecked_ref::<js_sys::Object>(),
            &"localStorage".into(),
            &descriptor,
        );
        Self(window.into(), before)
    }
}

impl Drop for NoStorage {
    fn drop(&mut self) {
        let (window, name) = (
            self.0.unchecked_ref::<js_sys::Object>(),
            "localStorage".into(),
        );
        js_sys::Reflect::delete_property(window, &name).unwrap();
        // The browser may have it at the window itself, and not at its prototype.
        if let Some(before) = self.1.dyn_ref::<js_sys::Object>() {
            js_sys::Object::define_property(window, &name, before);
        }
    }
}

#[wasm_bindgen_test]
async fn storage_that_throws_costs_nothing_but_memory() {
    let storage = NoStorage::new();
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "successful")])));
    console.until_rows(&["j-1"]).await;
    let every = console.field("refresh");
    every.set_value("off");
    crate::harness::dispatch(&every, "change");
    settle().await;
    assert_eq!(every.value(), "off");
    until("the meter", || console.text().contains("1 of 2,000 calls")).await;
    every.set_value("30");
    crate::harness::dispatch(&every, "change");
    drop(storage);
}
