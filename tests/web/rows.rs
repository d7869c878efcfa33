//! Rows keep their identity.

use operation_log::wire::{Answer, decode_answer};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open, page, press, settle, until};

#[wasm_bindgen_test]
async fn a_refresh_patches_cells_and_keeps_rows_and_focus() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "pending"), ("j-2", "pending")])));
    console.until_rows(&["j-1", "j-2"]).await;
    let row = console.find("tr[data-job-id=j-2]");
    console
        .find("tr[data-job-id=j-2] a.op-row-link")
        .focus()
        .unwrap();
    console.find("[aria-keyshortcuts=r]").click();
    console.until_calls(2).await;
    let fresh = [("j-0", "pending"), ("j-1", "successful"), ("j-2", "failed")];
    console.answer(1, Ok(page(3, &fresh)));
    console.until_rows(&["j-0", "j-1", "j-2"]).await;
    settle().await;
    assert!(row.is_same_node(Some(&console.find("tr[data-job-id=j-2]"))));
    assert_eq!(
        console.find("tr[data-job-id=j-2] .op-status").inner_text(),
        "Failed"
    );
    let document = web_sys::window().unwrap().document().unwrap();
    assert!(row.contains(document.active_element().as_deref()));
}

#[wasm_bindgen_test]
async fn another_column_sorts_the_loaded_rows_without_a_call_and_says_so() {
    let console = open("/operations");
    console.until_calls(1).await;
    let rows = [
        ("j-1", "successful"),
        ("j-2", "failed"),
        ("j-3", "successful"),
    ];
    console.answer(0, Ok(page(500, &rows)));
    console.until_rows(&["j-1", "j-2", "j-3"]).await;
    console.find("thead [data-column=duration] button").click();
    console.find("thead [data-column=duration] button").click();
    console.until_rows(&["j-3", "j-2", "j-1"]).await;
    assert_eq!(console.nav.href(), "/operations?sort=-duration");
    assert!(console.text().contains("3 loaded rows only"));
    assert_eq!(console.all("thead [aria-sort]").len(), 1);
    assert_eq!(console.calls(), 1);
}

#[wasm_bindgen_test]
async fn arrow_keys_move_between_rows_which_are_one_stop_of_tab() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    let stops = "a.op-row-link[tabindex='0']";
    let first = console.find(stops);
    first.focus().unwrap();
    press(&first, "ArrowDown");
    settle().await;
    let row = console.find(stops).closest("tr").unwrap().unwrap();
    assert_eq!(row.get_attribute("data-job-id").as_deref(), Some("j-2"));
}

#[wasm_bindgen_test]
async fn a_row_tells_how_many_errors_it_has_and_its_menu_opens_it() {
    let body = r#"{"ret_code":0,"total_count":1,"job_set":[
        {"job_id":"j-1","status":"failed","error_codes":"1400,5100,2100"}]}"#;
    let Ok(Answer::Page(failed)) = decode_answer(body) else {
        panic!("no page");
    };
    let console = open("/operations?status=failed");
    console.until_calls(1).await;
    console.answer(0, Ok(failed));
    console.until_rows(&["j-1"]).await;
    let cell = console.find("tbody [data-column=error_codes]").inner_text();
    assert!(cell.starts_with("1400 ") && cell.ends_with("+2"), "{cell}");
    // The code leads to what else has it, with a word on what the server makes of that.
    let code = console.find("tbody [data-column=error_codes] a");
    assert_eq!(
        code.get_attribute("href").as_deref(),
        Some("/operations?status=failed&search_word=1400")
    );
    assert!(code.title().contains("as a keyword"), "{}", code.title());
    console.find("tbody [data-column=menu] button").click();
    until("the menu", || !console.all("[role=menuitem]").is_empty()).await;
    console.all("[role=menuitem]")[0].click();
    console.until_href("/operations/j-1?status=failed").await;
}
