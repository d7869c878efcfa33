//! The columns and the height of rows that the reader chooses, what a row folds, and a click on it.

use hpc_operations::state::preferences::Preferences;
use leptos::prelude::GetUntracked;
use operation_log::wire::{Answer, OperationPage, decode_answer};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::harness::{Harness, open, page, press, settle, until};

fn one(fields: &str) -> OperationPage {
    let body = format!(
        r#"{{"ret_code":0,"total_count":1,"job_set":[{{"job_id":"j-1","status":"failed",{fields}}}]}}"#
    );
    match decode_answer(&body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn headings(console: &Harness) -> Vec<String> {
    console
        .all("thead th")
        .iter()
        .filter_map(|heading| heading.get_attribute("data-column"))
        .filter(|name| name != "menu")
        .collect()
}

async fn list() -> Harness {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console
}

/// Opens the box of a button, which is built then.
async fn open_box(console: &Harness, id: &str) {
    console.find(&format!("[popovertarget={id}]")).click();
    until("the box", || {
        !console.all(&format!("#{id} button")).is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn columns_are_hidden_moved_remembered_and_reset() {
    let console = list().await;
    let before = headings(&console);
    assert!(!before.contains(&"job_id".to_owned()));
    let line = |name: &str, what: &str| {
        console.find(&format!(".op-view-menu [data-column={name}] {what}"))
    };
    open_box(&console, "op-view-menu").await;
    let note = || console.find(".op-view-menu ul + p").text_content();
    assert!(note().is_some_and(|note| note.contains("no room")));
    line("owner", "input").click();
    until("no column that goes", || note().as_deref() == Some("")).await;
    line("job_id", "input").click();
    // Over the operation, which stands before it.
    line("job_id", "button:first-of-type").click();
    until("the chosen columns", || {
        headings(&console)[..3] == ["create_time", "job_id", "operation"]
            && !headings(&console).contains(&"owner".to_owned())
    })
    .await;
    let cells = console.all("tbody tr > [data-column]");
    let cells = cells.iter().map(|cell| cell.get_attribute("data-column"));
    assert_eq!(
        cells
            .flatten()
            .filter(|name| name != "menu")
            .collect::<Vec<_>>(),
        headings(&console)
    );
    console.find(".op-view-menu [value=compact]").click();
    drop(console);

    let console = list().await;
    assert_eq!(headings(&console)[1], "job_id");
    assert_eq!(console.all("[data-density=compact]").len(), 1);
    open_box(&console, "op-view-menu").await;
    console.find(".op-view-menu > button").click();
    until("the columns of the page", || headings(&console) == before).await;
    assert_eq!(console.all("[data-density=compact]").len(), 0);
    assert_eq!(Preferences::load().table().get_untracked().columns, None);
}

#[wasm_bindgen_test]
async fn a_search_by_id_shows_which_row_has_which() {
    let console = open("/operations?job_ids=j-1");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    let cell = console.find("tbody [data-column=job_id]");
    assert_eq!(cell.inner_text(), "j-1");
}

#[wasm_bindgen_test]
async fn of_many_resources_the_cluster_is_shown_and_the_others_on_demand() {
    let nodes: Vec<String> = (0..513).map(|number| format!("cln-{number}")).collect();
    let console = open("/operations");
    console.until_calls(1).await;
    let ids = format!("{} ehpc-1", nodes.join(" "));
    console.answer(0, Ok(one(&format!(r#""resource_ids":"{ids}""#))));
    console.until_rows(&["j-1"]).await;
    let cell = console.find("tbody [data-column=resource_ids]");
    assert_eq!(cell.inner_text(), "ehpc-1 +513");
    console.find("tbody [data-column=menu] button").click();
    until("the menu of the row", || {
        !console.all("[role=menuitem]").is_empty()
    })
    .await;
    assert!(console.all("[role=menuitem]").len() < 20);
    console.find(".op-others").click();
    until("all resources", || {
        console.all("[role=menuitem]").len() == 514
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_turns_the_text_around_it_is_shown_as_a_mark() {
    let console = open("/operations");
    console.until_calls(1).await;
    let turned = "\u{202e}txt.exe";
    let fields = format!(r#""action_describe":"{turned}","submitter":"{turned}""#);
    console.answer(0, Ok(one(&fields)));
    console.until_rows(&["j-1"]).await;
    let text = console.text();
    assert!(text.contains("⟨U+202E⟩txt.exe"), "{text}");
    assert!(!text.contains('\u{202e}'));
}

#[wasm_bindgen_test]
async fn a_click_on_a_row_opens_it_and_escape_leads_back() {
    let console = list().await;
    console.find("tbody [data-column=duration]").click();
    console.until_href("/operations/j-1").await;
    until("the operation", || !console.all(".op-sentence").is_empty()).await;
    press(&console.find("h1"), "Escape");
    console.until_href("/operations").await;
    console.until_rows(&["j-1"]).await;
}

#[wasm_bindgen_test]
async fn a_click_that_ends_a_selection_of_text_opens_nothing() {
    let console = list().await;
    let cell = console.find("tbody [data-column=status]");
    let selection = web_sys::window().unwrap().get_selection().unwrap().unwrap();
    selection.select_all_children(&cell).unwrap();
    cell.click();
    settle().await;
    assert_eq!(console.nav.href(), "/operations");
    selection.remove_all_ranges().unwrap();
}

#[wasm_bindgen_test]
async fn the_failure_has_one_place_and_the_sentence_comes_first() {
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    let fields = r#""job_action":"HpcQueueRemoveEhpcQueueNodes","owner":"usr-a",
        "resource_ids":"ehpc-1 ehpcq-2 cln-3","error_codes":"5100: ServerBusy",
        "create_time":"2022-04-06T01:26:33Z","status_time":"2022-04-06T01:26:49Z""#;
    console.answer(0, Ok(one(fields)));
    until("the operation", || !console.all(".op-sentence").is_empty()).await;
    assert_eq!(
        console
            .find(".op-sentence")
            .inner_text()
            .replace('\u{a0}', " "),
        "usr-a asked to remove node cln-3 from queue ehpcq-2; failed after 16 s: Server busy"
    );
    assert_eq!(
        console
            .find(".op-errors [data-field=error_codes]")
            .inner_text(),
        "5100: ServerBusy"
    );
    for field in ["status", "job_id", "error_codes"] {
        assert_eq!(console.all(&format!("[data-field={field}]")).len(), 1);
    }
}

/// Clicks a box, with Shift or without.
fn click_box(target: &HtmlInputElement, shift: bool) {
    let init = web_sys::MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_shift_key(shift);
    let click = web_sys::MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    target.dispatch_event(&click).unwrap();
}

#[wasm_bindgen_test]
async fn shift_selects_all_rows_between_and_those_of_other_pages_are_told() {
    let console = open("/operations");
    console.until_calls(1).await;
    let rows = [
        ("j-1", "failed"),
        ("j-2", "failed"),
        ("j-3", "failed"),
        ("j-4", "failed"),
    ];
    console.answer(0, Ok(page(40, &rows)));
    console.until_rows(&["j-1", "j-2", "j-3", "j-4"]).await;
    open_box(&console, "op-copy-rows").await;
    console.find(".op-copy-rows [aria-pressed]").click();
    let selector = "tr[data-job-id^=j-] input";
    until("boxes", || console.all(selector).len() == 4).await;
    let boxes = || -> Vec<HtmlInputElement> {
        let found = console.all(selector);
        found.into_iter().map(JsCast::unchecked_into).collect()
    };
    let says = |words: &str| console.find(".op-selected").inner_text() == words;
    click_box(&boxes()[3], false);
    click_box(&boxes()[1], true);
    until("three", || says("3 rows selected")).await;
    assert!(boxes()[2].checked() && !boxes()[0].checked());
    click_box(&boxes()[0], true);
    until("four", || says("4 rows selected")).await;
    click_box(&boxes()[2], false);
    until("three again", || says("3 rows selected")).await;
    console.status("failed").click();
    console.until_calls(2).await;
    console.answer(1, Ok(page(2, &[("j-9", "failed"), ("j-4", "failed")])));
    until("of another page", || {
        says("1 row selected, 2 on other pages (not copied)")
    })
    .await;
}

#[wasm_bindgen_test]
async fn rows_are_selected_one_by_one_or_all_and_a_click_beside_opens_nothing() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    assert!(console.all("[data-column=select]").is_empty());
    let says = |words: &str| {
        console
            .find(".op-copy-rows > .op-note")
            .text_content()
            .is_some_and(|text| text == words)
    };
    open_box(&console, "op-copy-rows").await;
    assert!(says("Copies all rows of this page"));
    let switch = console.find(".op-copy-rows [aria-pressed]");
    switch.click();
    let boxes = || -> Vec<HtmlInputElement> {
        let found = console.all("[data-column=select] input");
        found.into_iter().map(JsCast::unchecked_into).collect()
    };
    until("a box for each row and one for all", || boxes().len() == 3).await;
    assert_eq!(
        boxes()[1]
            .get_attribute("aria-label")
            .unwrap()
            .split(", ")
            .next(),
        Some("Select Cancel compute jobs")
    );
    boxes()[1].click();
    until("one of two", || says("1 row selected")).await;
    assert!(!boxes()[0].checked());
    assert_eq!(console.nav.href(), "/operations");
    press(&boxes()[1], "ArrowDown");
    let document = web_sys::window().unwrap().document().unwrap();
    assert_eq!(
        document.active_element().as_ref(),
        Some(boxes()[2].as_ref())
    );
    boxes()[0].click();
    until("both", || says("2 rows selected")).await;
    assert!(boxes()[2].checked());
    switch.click();
    until("no boxes", || boxes().is_empty()).await;
    assert!(says("Copies all rows of this page"));
}
