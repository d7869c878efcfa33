//! Views by name: those of every log, and those that the reader saves.

use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlInputElement, Storage};

use crate::harness::{Harness, open, page, until};

fn storage() -> Storage {
    let window = web_sys::window().unwrap();
    window.local_storage().unwrap().unwrap()
}

fn default_view() -> Option<String> {
    storage().get_item("hpc-operations.default-view").unwrap()
}

/// A list whose views are open.
async fn open_views(href: &str) -> Harness {
    let console = open(href);
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.find("[popovertarget=op-views]").click();
    until("the views", || !console.all("#op-views a").is_empty()).await;
    console
}

/// The views, each with where it leads.
fn views(console: &Harness) -> Vec<(String, String)> {
    let link = |link: web_sys::HtmlElement| {
        let href = link.get_attribute("href").unwrap();
        let query = href.split_once('?').map_or("", |(_, query)| query);
        (link.inner_text(), query.to_owned())
    };
    console.all("#op-views a").into_iter().map(link).collect()
}

fn has(console: &Harness, name: &str, query: &str) -> bool {
    views(console).contains(&(name.to_owned(), query.to_owned()))
}

fn save(console: &Harness, name: &str) {
    let field: HtmlInputElement = console.find("[name=view-name]").unchecked_into();
    field.set_value(name);
    console.find(".op-views-save [type=submit]").click();
}

/// A button of a saved view.
fn press(console: &Harness, name: &str) {
    let button = console.find(&format!("#op-views button[aria-label='{name}']"));
    button.click();
}

#[wasm_bindgen_test]
async fn a_view_is_saved_renamed_opened_with_and_removed() {
    storage().remove_item("hpc-operations.views").unwrap();
    let console = open_views("/operations?status=failed&owner=usr-a&page=2").await;
    assert!(has(&console, "In progress", "status=pending"));
    assert!(has(&console, "Last hour", "last=1h"));

    save(&console, " mine  ");
    until("the view", || {
        has(&console, "mine", "status=failed&owner=usr-a")
    })
    .await;
    // A name leads to one view.
    save(&console, "mine");
    console.until_text("There is a view called mine").await;

    press(&console, "Open the log with mine");
    until("the default", || {
        default_view().as_deref() == Some("status=failed&owner=usr-a")
    })
    .await;
    press(&console, "Rename mine");
    save(&console, "night shift");
    until("the new name", || {
        has(&console, "night shift", "status=failed&owner=usr-a")
    })
    .await;
    until("not the old one", || {
        !views(&console).iter().any(|(name, _)| name == "mine")
    })
    .await;
    // Another page of this browser has it too.
    let other = open_views("/operations").await;
    assert!(has(&other, "night shift", "status=failed&owner=usr-a"));

    press(&other, "Remove night shift");
    until("no default", || default_view().is_none()).await;
    until("no such view", || {
        !views(&other).iter().any(|(name, _)| name == "night shift")
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_name_that_turns_the_text_around_is_shown_with_its_marks() {
    storage().remove_item("hpc-operations.views").unwrap();
    let console = open_views("/operations?status=failed").await;
    save(&console, "a\u{202e}b");
    until("the view", || has(&console, "a⟨U+202E⟩b", "status=failed")).await;
    storage().remove_item("hpc-operations.views").unwrap();
}

#[wasm_bindgen_test]
async fn a_name_of_blanks_is_refused_in_the_words_of_the_browser() {
    storage().remove_item("hpc-operations.views").unwrap();
    let console = open_views("/operations").await;
    let count = views(&console).len();
    save(&console, "  ");
    let field: HtmlInputElement = console.find("[name=view-name]").unchecked_into();
    until("an empty box", || field.value().is_empty()).await;
    assert!(!field.validation_message().unwrap().is_empty());
    assert_eq!(views(&console).len(), count);
}

#[wasm_bindgen_test]
async fn a_view_is_not_called_as_one_of_every_log() {
    storage().remove_item("hpc-operations.views").unwrap();
    let console = open_views("/operations?owner=usr-a").await;
    let count = views(&console).len();
    save(&console, "In progress");
    console
        .until_text("There is a view called In progress")
        .await;
    assert_eq!(views(&console).len(), count);
}
