//! Files of rows, opened in the place of the log.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::harness::{Harness, open, open_locked, page, settle, until};

/// A row of a file.
fn row(id: &str, status: &str, owner: &str, minute: u32, seconds: u32) -> String {
    format!(
        r#"{{"job_id":"{id}","status":"{status}","job_action":"HpcJobStopJobs","owner":"{owner}","resource_ids":"ehpc-1","create_time":"2022-04-06T01:{minute:02}:00Z","status_time":"2022-04-06T01:{minute:02}:{seconds:02}Z"}}"#
    )
}

/// A file of rows, which says that they are so many.
fn file(says: usize, more: &str, rows: &[String]) -> String {
    let manifest = format!(
        r#"{{"format":"hpc-operations rows","version":1,"query":"status=failed","zone":"pek3","as_of":"2022-04-06T02:00:00Z","part":"whole","rows":{says}{more}}}"#
    );
    [&[manifest], rows].concat().join("\n") + "\n"
}

fn whole(rows: &[String]) -> String {
    file(rows.len(), &format!(r#","of":{}"#, rows.len()), rows)
}

fn three() -> Vec<String> {
    // By their time of day j-c is the newest.
    vec![
        row("j-a", "failed", "usr-a", 10, 30),
        row("j-c", "failed", "usr-a", 30, 10),
        row("j-b", "failed", "usr-b", 20, 50),
    ]
}

/// Gives files to what `act` does with them: `input` is the control or the target.
async fn give(target: &HtmlElement, name: &str, text: &str, is_packed: bool, act: &str) {
    let body = format!(
        "return (async () => {{
           let blob = new Blob([text]);
           if (packed) {{
             const stream = blob.stream().pipeThrough(new CompressionStream('gzip'));
             blob = await new Response(stream).blob();
           }}
           const data = new DataTransfer();
           data.items.add(new File([blob], name));
           {act}
         }})()"
    );
    let function = Function::new_with_args("input, name, text, packed", &body);
    let arguments = Array::of4(target, &name.into(), &text.into(), &is_packed.into());
    let done = function.apply(&JsValue::NULL, &arguments).unwrap();
    JsFuture::from(done.unchecked_into::<Promise>())
        .await
        .unwrap();
}

const PICK: &str = "input.files = data.files; input.dispatchEvent(new Event('change'));";
const DROP: &str = "input.dispatchEvent(new DragEvent('drop', \
    {dataTransfer: data, bubbles: true, cancelable: true}));";

/// A list of one operation, with the ways to hand on its rows open.
async fn list(console: Harness) -> Harness {
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.find("[popovertarget=op-copy-rows]").click();
    let control = ".op-export input[type=file]";
    until(control, || !console.all(control).is_empty()).await;
    console
}

async fn pick(console: &Harness, name: &str, text: &str, is_packed: bool) {
    let control = console.all(".op-export input[type=file]");
    give(&control[0], name, text, is_packed, PICK).await;
}

#[wasm_bindgen_test]
async fn a_packed_file_is_shown_whole_without_a_call_and_the_list_returns_as_it_was() {
    let console = list(open("/operations?owner=usr-a")).await;
    pick(&console, "a.ndjson.gz", &whole(&three()), true).await;
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
    for words in [
        "Snapshot: a.ndjson.gz",
        "Status: Failed",
        "all 3 rows",
        "Zone pek3",
    ] {
        console.until_text(words).await;
    }
    assert!(
        console
            .all("[name=search_word], .op-refresh-choice")
            .is_empty()
    );
    assert!(
        console.title().starts_with("a.ndjson.gz"),
        "{}",
        console.title()
    );

    console.find("th[data-column=duration] button").click();
    console.until_rows(&["j-c", "j-a", "j-b"]).await;
    console
        .until_text("Sorted by Duration (ascending), all 3 rows")
        .await;

    // A link that asks the server elsewhere narrows the rows that are here.
    let menu = "tr[data-job-id=j-b] .op-row-menu";
    console.find(menu).click();
    let only = || {
        let links = console.all("[role=menuitem]");
        let words = |link: &HtmlElement| link.inner_text().contains("usr-b");
        links.into_iter().find(words)
    };
    until("the menu", || only().is_some()).await;
    only().unwrap().click();
    console.until_rows(&["j-b"]).await;

    console.find("tr[data-job-id=j-b] a.op-row-link").click();
    until("the operation", || {
        !console.all("article[data-state=ready]").is_empty()
    })
    .await;
    assert!(console.all(".op-watch").is_empty());
    console.find(".op-detail-nav a").click();
    console.until_rows(&["j-b"]).await;

    console.button("Back to the live log").click();
    console.until_rows(&["j-1"]).await;
    settle().await;
    assert_eq!(console.nav.href(), "/operations?owner=usr-a");
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_file_that_is_no_whole_snapshot_is_refused_with_its_reason() {
    let console = list(open("/operations")).await;
    let cut_off = file(4, "", &three());
    let broken = whole(&["{".to_owned()]);
    let newer = whole(&[]).replace("\"version\":1", "\"version\":9");
    let twice = whole(&[three()[0].clone(), three()[0].clone()]);
    for (name, text, words) in [
        (
            "table.csv",
            "job_id,status\r\n",
            "table.csv isn’t a snapshot",
        ),
        ("empty", "", "empty isn’t a snapshot"),
        ("packed", "\u{1f}", "packed isn’t a snapshot"),
        (
            "cut.ndjson",
            &cut_off,
            "cut.ndjson is cut off: it has 3 of 4 rows.",
        ),
        (
            "broken.ndjson",
            &broken,
            "broken.ndjson is damaged (line 2).",
        ),
        (
            "twice.ndjson",
            &twice,
            "twice.ndjson is damaged: line 3 has an operation that is in it already.",
        ),
        (
            "newer.ndjson",
            &newer,
            "newer.ndjson was saved by a newer version",
        ),
    ] {
        pick(&console, name, text, false).await;
        console.until_text(words).await;
        console.until_rows(&["j-1"]).await;
    }
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn back_leads_from_a_file_to_the_list_and_forward_to_the_file_again() {
    let console = list(open("/operations?owner=usr-a")).await;
    pick(&console, "a.ndjson", &whole(&three()), false).await;
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
    console.nav.back();
    console.until_rows(&["j-1"]).await;
    console.nav.forward();
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
    // The button goes back as well, so that the list is not there twice.
    console.button("Back to the live log").click();
    console.until_rows(&["j-1"]).await;
    console.nav.back();
    settle().await;
    console.until_rows(&["j-1"]).await;
    console.nav.forward();
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn a_file_opens_in_the_order_that_it_was_saved_in() {
    let console = list(open("/operations")).await;
    let sorted = whole(&three()).replace("status=failed", "status=failed&sort=-owner,duration");
    pick(&console, "a.ndjson", &sorted, false).await;
    console.until_rows(&["j-b", "j-c", "j-a"]).await;
    console
        .until_text("Sorted by Owner (descending), then Duration (ascending), all 3 rows")
        .await;
    let oldest = whole(&three()).replace("status=failed", "reverse=0");
    console.nav.back();
    console.until_rows(&["j-1"]).await;
    pick(&console, "b.ndjson", &oldest, false).await;
    console.until_rows(&["j-a", "j-b", "j-c"]).await;
    console.until_text("Oldest first, all 3 rows").await;
}

#[wasm_bindgen_test]
async fn a_file_that_does_not_hold_everything_does_not_claim_to() {
    let console = list(open("/operations")).await;
    let some = file(3, r#","of":9810,"stopped":"cancelled""#, &three());
    pick(&console, "a.ndjson", &some, false).await;
    console
        .until_text("3 of 9,810 rows · not the whole result")
        .await;
    assert!(!console.text().contains("all 3 rows"), "{}", console.text());
    assert_eq!(
        console.find(".op-order").inner_text(),
        "Newest first, 3 rows"
    );
}

#[wasm_bindgen_test]
async fn rows_that_a_locked_filter_does_not_allow_are_left_out() {
    let console = list(open_locked("/operations", "owner=usr-a")).await;
    pick(&console, "a.ndjson", &whole(&three()), false).await;
    console.until_rows(&["j-c", "j-a"]).await;
    console
        .until_text("1 row that this panel’s fixed filters don’t allow is left out")
        .await;
}

#[wasm_bindgen_test]
async fn a_locked_filter_that_no_row_tells_leaves_out_what_was_not_asked_for_by_it() {
    let console = list(open_locked("/operations", "search_word=stop")).await;
    pick(&console, "a.ndjson", &whole(&three()), false).await;
    console
        .until_text("3 rows that this panel’s fixed filters")
        .await;
    assert!(console.rows().is_empty());
}

#[wasm_bindgen_test]
async fn a_file_is_dropped_onto_the_list_where_the_host_page_allows_files() {
    let console = list(open("/operations")).await;
    let target = console.find(".op-table");
    let text = whole(&three());
    let document = web_sys::window().unwrap().document().unwrap();
    let style = document.create_element("style").unwrap();
    style.set_text_content(Some("[data-control=export] { display: none !important }"));
    document.head().unwrap().append_child(&style).unwrap();
    give(&target, "a.ndjson", &text, false, DROP).await;
    settle().await;
    console.until_rows(&["j-1"]).await;
    style.remove();
    give(&target, "a.ndjson", &text, false, DROP).await;
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
}

#[wasm_bindgen_test]
async fn two_files_are_compared_by_what_came_went_and_changed_its_status() {
    let console = list(open("/operations")).await;
    let earlier = [
        row("j-a", "pending", "usr-a", 10, 0),
        row("j-b", "failed", "usr-a", 20, 0),
    ];
    let earlier = whole(&earlier).replace("T02:00", "T01:40");
    pick(&console, "later.ndjson", &whole(&three()), false).await;
    console.until_rows(&["j-c", "j-b", "j-a"]).await;
    let control = console.find(".op-notice input[type=file]");
    give(&control, "earlier.ndjson", &earlier, false, PICK).await;
    console.until_text("Changes between two results").await;
    console.until_text("From earlier.ndjson").await;
    let counts: Vec<String> = console
        .all(".op-compared dd")
        .iter()
        .map(HtmlElement::inner_text)
        .collect();
    assert_eq!(counts, ["1", "0", "1", "1"]);
    let cells: Vec<String> = console
        .all("dialog tbody tr > *")
        .iter()
        .map(HtmlElement::inner_text)
        .collect();
    let expected = [
        ["j-a", "In progress", "Failed"],
        ["j-c", "—", ""],
        ["j-b", "Failed", "Failed"],
    ];
    assert_eq!(cells.len(), 9, "{cells:?}");
    for (cell, word) in cells.iter().zip(expected.as_flattened()) {
        assert!(cell.contains(word), "{cells:?}");
    }
    assert_eq!(console.calls(), 1);
}
