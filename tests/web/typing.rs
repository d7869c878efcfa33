//! Typing into a box that is bound to the location.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{dispatch, open, page, press, settle, type_text, until};

fn focused_name() -> Option<String> {
    let document = web_sys::window()?.document()?;
    document.active_element()?.get_attribute("name")
}

#[wasm_bindgen_test]
async fn typing_keeps_focus_and_caret_while_the_rows_follow() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    let search = console.field("search_word");
    search.focus().unwrap();
    type_text(&search, "queue");
    search.set_selection_range(2, 2).unwrap();
    type_text(&search, "x");
    console.until_href("/operations?search_word=quxeue").await;
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-2", "failed")])));
    console.until_rows(&["j-2"]).await;
    assert_eq!(focused_name().as_deref(), Some("search_word"));
    assert_eq!(search.value(), "quxeue");
    assert_eq!(search.selection_start().unwrap(), Some(3));
}

#[wasm_bindgen_test]
async fn a_blank_at_the_end_stays_while_one_types() {
    let console = open("/operations");
    let search = console.field("search_word");
    search.focus().unwrap();
    type_text(&search, "remove ");
    console.until_href("/operations?search_word=remove").await;
    settle().await;
    assert_eq!(search.value(), "remove ");
}

#[wasm_bindgen_test]
async fn enter_makes_the_text_part_of_the_location_at_once() {
    let console = open("/operations");
    let owner = console.field("owner");
    owner.focus().unwrap();
    type_text(&owner, "usr-GxkSGFDs");
    press(&owner, "Enter");
    assert_eq!(console.nav.href(), "/operations?owner=usr-GxkSGFDs");
}

#[wasm_bindgen_test]
async fn a_composition_is_not_sent_before_it_ends() {
    let console = open("/operations");
    console.until_calls(1).await;
    let search = console.field("search_word");
    search.focus().unwrap();
    dispatch(&search, "compositionstart");
    type_text(&search, "yichu");
    dispatch(&search, "change");
    for _ in 0..60 {
        settle_once().await;
    }
    assert_eq!(console.nav.href(), "/operations");
    search.set_value("移除");
    dispatch(&search, "compositionend");
    console
        .until_href("/operations?search_word=%E7%A7%BB%E9%99%A4")
        .await;
    assert_eq!(search.value(), "移除");
}

async fn settle_once() {
    leptos::task::tick().await;
    settle().await;
}

#[wasm_bindgen_test]
async fn one_search_is_one_step_back() {
    let console = open("/operations");
    let search = console.field("search_word");
    search.focus().unwrap();
    type_text(&search, "ab");
    console.until_href("/operations?search_word=ab").await;
    type_text(&search, "cd");
    console.until_href("/operations?search_word=abcd").await;
    console.nav.back();
    console.until_href("/operations").await;
    until("the box is empty", || search.value().is_empty()).await;
}

#[wasm_bindgen_test]
async fn back_drops_what_is_being_typed() {
    let console = open("/operations");
    console.status("failed").click();
    console.until_href("/operations?status=failed").await;
    let search = console.field("search_word");
    search.focus().unwrap();
    type_text(&search, "node");
    console.nav.back();
    until("an empty box", || search.value().is_empty()).await;
    search.blur().unwrap();
    settle().await;
    assert_eq!(console.nav.href(), "/operations");
}
