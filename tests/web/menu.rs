//! The menu of a row, by the keys of a menu button.

use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::harness::{Harness, open, page, press, settle, until};

const OPENER: &str = "[data-job-id=j-1] button[aria-haspopup=menu]";

async fn open_rows() -> Harness {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(60, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    console
}

fn focused() -> HtmlElement {
    use wasm_bindgen::JsCast;
    let document = web_sys::window().unwrap().document().unwrap();
    document.active_element().unwrap().unchecked_into()
}

async fn open_menu(console: &Harness) {
    console.find(OPENER).click();
    until_on("Open").await;
}

async fn until_on(line: &str) {
    until(&format!("focus on {line:?}"), || {
        focused().inner_text() == line
    })
    .await;
}

async fn until_expanded(console: &Harness, word: &str) {
    until(&format!("aria-expanded={word}"), || {
        console
            .find(OPENER)
            .get_attribute("aria-expanded")
            .as_deref()
            == Some(word)
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_button_says_whether_its_menu_is_open() {
    let console = open_rows().await;
    until_expanded(&console, "false").await;
    open_menu(&console).await;
    until_expanded(&console, "true").await;
    press(&focused(), "Escape");
    until_expanded(&console, "false").await;
    assert_eq!(focused(), console.find(OPENER));
}

#[wasm_bindgen_test]
async fn a_letter_leads_to_its_lines() {
    let console = open_rows().await;
    open_menu(&console).await;
    press(&focused(), "c");
    until_on("Copy operation ID").await;
    press(&focused(), "c");
    until_on("Copy link").await;
}

#[wasm_bindgen_test]
async fn space_follows_a_link() {
    let console = open_rows().await;
    open_menu(&console).await;
    press(&focused(), " ");
    console.until_href("/operations/j-1").await;
}

#[wasm_bindgen_test]
async fn single_keys_belong_to_the_menu_while_it_is_open() {
    let console = open_rows().await;
    open_menu(&console).await;
    for key in ["n", "3", "?"] {
        press(&focused(), key);
    }
    settle().await;
    assert_eq!(console.nav.href(), "/operations");
    assert_eq!(console.all("dialog[open]").len(), 0);
    press(&focused(), "Escape");
    press(&focused(), "n");
    console.until_href("/operations?page=2").await;
}

#[wasm_bindgen_test]
async fn no_control_names_a_key_while_single_keys_are_off() {
    let console = open_rows().await;
    assert!(console.all("[aria-keyshortcuts]").len() > 5);
    console.find("[aria-keyshortcuts='?']").click();
    until("the dialog", || !console.all("dialog[open]").is_empty()).await;
    let switch = console.find("dialog[open] input[type=checkbox]");
    switch.click();
    settle().await;
    assert_eq!(console.all("[aria-keyshortcuts]").len(), 0);
    // It is remembered.
    switch.click();
    settle().await;
    assert!(console.all("[aria-keyshortcuts]").len() > 5);
}
