//! Focus stays in the console when the control that has it goes away.

use hpc_operations::api::ApiError;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

use crate::harness::{Harness, open, page, press, settle, until};

fn focused() -> Option<Element> {
    web_sys::window()?.document()?.active_element()
}

/// Presses a control as a keyboard does: it has the focus.
fn press_control(control: &HtmlElement) {
    control.focus().unwrap();
    control.click();
}

async fn until_focused(console: &Harness, selector: &str) {
    until(&format!("focus on {selector}"), || {
        focused().is_some_and(|focused| console.all(selector).iter().any(|it| **it == focused))
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_chip_leaves_its_focus_to_the_next_and_the_last_one_to_what_says_the_rows() {
    let console = open("/operations?status=failed&owner=usr-a");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    press_control(&console.find("[data-param=status] button"));
    until_focused(&console, "[data-param=owner] button").await;
    console.until_calls(2).await;
    console.answer(1, Ok(page(40, &[("j-2", "failed")])));
    console.until_rows(&["j-2"]).await;
    press_control(&console.find("[data-param=owner] button"));
    until_focused(&console, ".op-summary, h1").await;
}

#[wasm_bindgen_test]
async fn retry_leaves_its_focus_where_the_rows_will_be() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Err(ApiError::TimedOut { seconds: 30 }));
    console.until_state("timed-out").await;
    press_control(&console.find(".op-screen .op-button-primary"));
    until_focused(&console, ".op-summary, h1").await;

    // The same on the screen of an operation.
    let console = open("/operations/j-1");
    console.until_calls(1).await;
    console.answer(0, Err(ApiError::TimedOut { seconds: 30 }));
    until("the failure", || !console.all(".op-screen").is_empty()).await;
    press_control(&console.find(".op-screen .op-button-primary"));
    until_focused(&console, "h1").await;
}

#[wasm_bindgen_test]
async fn a_summary_that_is_hidden_leaves_its_focus_to_the_heading_or_the_next_try() {
    let console = open("/operations");
    // As the style sheet has it.
    let style = web_sys::window()
        .and_then(|window| window.document())
        .unwrap()
        .create_element("style")
        .unwrap();
    style.set_text_content(Some(
        ".op-list:not([data-state=loading]) .op-summary { display: none }",
    ));
    console.find(".op-console").append_child(&style).unwrap();
    for call in 0..2 {
        console.until_calls(call + 1).await;
        console.answer(call, Err(ApiError::TimedOut { seconds: 30 }));
        console.until_state("timed-out").await;
        if call == 0 {
            press_control(&console.find(".op-screen .op-button-primary"));
            until_focused(&console, ".op-summary, h1").await;
        }
    }
    until_focused(&console, ".op-screen .op-button-primary, h1").await;
}

#[wasm_bindgen_test]
async fn the_ways_out_of_an_empty_screen_keep_the_focus() {
    let console = open("/operations?page=9");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, &[])));
    console.until_state("past-end").await;
    press_control(&console.find(".op-screen a"));
    until_focused(&console, ".op-summary, h1").await;

    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, Ok(page(0, &[])));
    console.until_state("no-match").await;
    press_control(&console.find(".op-screen > .op-screen-actions > button"));
    until_focused(&console, ".op-summary, h1").await;
}

#[wasm_bindgen_test]
async fn a_row_that_goes_leaves_its_focus_to_another_row_or_to_the_summary() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, &[("j-1", "failed"), ("j-2", "pending")])));
    console.until_rows(&["j-1", "j-2"]).await;
    let link = console.all("a.op-row-link").remove(0);
    link.focus().unwrap();
    press(&link, "1");
    console.until_calls(2).await;
    console.answer(1, Ok(page(2, &[("j-3", "pending"), ("j-4", "pending")])));
    console.until_rows(&["j-3", "j-4"]).await;
    until_focused(&console, "[data-job-id=j-3] a.op-row-link").await;
    press(&console.all("a.op-row-link").remove(0), "3");
    console.until_calls(3).await;
    console.answer(2, Ok(page(0, &[])));
    console.until_state("no-match").await;
    until_focused(&console, ".op-summary, h1, .op-chips button").await;
}

#[wasm_bindgen_test]
async fn who_has_left_the_console_is_not_called_back() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Err(ApiError::TimedOut { seconds: 30 }));
    console.until_state("timed-out").await;
    let retry = console.find(".op-screen .op-button-primary");
    retry.focus().unwrap();
    retry.blur().unwrap();
    let body = web_sys::window().unwrap().document().unwrap().body();
    crate::harness::dispatch(&body.unwrap(), "pointerdown");
    retry.click();
    console.until_calls(2).await;
    for _ in 0..10 {
        settle().await;
    }
    assert_eq!(focused().unwrap().tag_name(), "BODY");
}
