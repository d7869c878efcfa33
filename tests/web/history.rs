//! Back and Forward.

use wasm_bindgen_test::wasm_bindgen_test;

use crate::harness::{open, page, part, press, settle, until};

#[wasm_bindgen_test]
async fn back_restores_filters_and_rows_without_a_call() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(40, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    console.status("failed").click();
    console.until_calls(2).await;
    console.answer(1, Ok(page(1, &[("j-2", "failed")])));
    console.until_rows(&["j-2"]).await;
    console.nav.back();
    console.until_rows(&["j-1"]).await;
    assert!(console.status("").checked());
    console.nav.forward();
    console.until_rows(&["j-2"]).await;
    assert!(console.status("failed").checked());
    settle().await;
    assert_eq!(console.calls(), 2);
}

#[wasm_bindgen_test]
async fn a_row_opens_at_once_and_back_returns_to_the_list_without_a_call() {
    let console = open("/operations?owner=usr-a");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    console.find("tr[data-job-id=j-2] a.op-row-link").click();
    console.until_href("/operations/j-2?owner=usr-a").await;
    until("the fields", || {
        console.all("[data-field=job_id]").len() == 1
    })
    .await;
    assert_eq!(console.find("[data-field=job_id]").inner_text(), "j-2");
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "job_ids").as_deref(), Some("j-2"));
    console.nav.back();
    console.until_rows(&["j-1", "j-2"]).await;
    settle().await;
    assert_eq!(console.calls(), 2);
    let document = web_sys::window().unwrap().document().unwrap();
    let focused = document.active_element().unwrap();
    assert_eq!(
        focused
            .closest("tr")
            .unwrap()
            .unwrap()
            .get_attribute("data-job-id")
            .as_deref(),
        Some("j-2")
    );
}

#[wasm_bindgen_test]
async fn an_operation_the_server_does_not_know_has_its_own_screen() {
    let console = open("/operations/j-none");
    console.until_calls(1).await;
    console.answer(0, Ok(page(0, &[])));
    console.until_calls(2).await;
    assert_eq!(console.sent(1, "jobs").as_deref(), Some("j-none"));
    console.answer(1, Ok(page(0, &[])));
    console.until_state("not-found").await;
    assert!(console.text().contains("Operation not found"));
}

#[wasm_bindgen_test]
async fn the_way_back_to_the_list_finds_it_as_it_was_left() {
    let console = open("/operations?owner=usr-a");
    console.until_calls(1).await;
    console.answer(0, Ok(page(2, &[("j-1", "failed"), ("j-2", "failed")])));
    console.until_rows(&["j-1", "j-2"]).await;
    console.find("tr[data-job-id=j-1] a.op-row-link").click();
    console.until_href("/operations/j-1?owner=usr-a").await;
    // Over another operation of the list, and back past both.
    until("the next one", || console.all("a[rel=next]").len() == 1).await;
    console.find("a[rel=next]").click();
    console.until_href("/operations/j-2?owner=usr-a").await;
    settle().await;
    let calls = console.calls();
    console.find(".op-detail-nav > a:first-child").click();
    console.until_href("/operations?owner=usr-a").await;
    console.until_rows(&["j-1", "j-2"]).await;
    settle().await;
    assert_eq!(console.calls(), calls, "the list is shown as it was read");
    // A step to another operation is no entry of its own.
    console.nav.forward();
    console.until_href("/operations/j-2?owner=usr-a").await;
}

#[wasm_bindgen_test]
async fn an_operation_is_refreshed_by_key_and_keeps_its_neighbours_after_a_reload() {
    // As after a reload: the list was never read here.
    let console = open("/operations/j-2?status=failed");
    console.until_calls(2).await;
    let (list, lookup) = if console.sent(0, "job_ids").is_none() {
        (0, 1)
    } else {
        (1, 0)
    };
    assert_eq!(console.sent(list, "status").as_deref(), Some("failed"));
    console.answer(list, Ok(page(3, &[("j-1", "failed"), ("j-2", "failed")])));
    console.answer(lookup, Ok(page(1, &[("j-2", "failed")])));
    until("the one before", || console.all("a[rel=prev]").len() == 1).await;
    assert!(console.text().contains("As of "), "{}", console.text());
    console.until_calls(3).await;
    console.answer(2, Ok(page(0, &[])));
    console.until_state("ready").await;
    press(&console.find("h1"), "r");
    console.until_calls(4).await;
    assert_eq!(console.sent(3, "job_ids").as_deref(), Some("j-2"));
}

#[wasm_bindgen_test]
async fn the_operation_after_the_last_of_a_page_is_the_first_of_the_next() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(25, &[("j-1", "failed")])));
    console.until_state("ready").await;
    let last = "fill-19";
    console
        .find(&format!("[data-job-id={last}] a.op-row-link"))
        .click();
    console.until_calls(3).await;
    let next_page = usize::from(console.sent(1, "job_ids").is_some()) + 1;
    // The row before a page tells whether rows have moved.
    assert_eq!(console.sent(next_page, "offset").as_deref(), Some("19"));
    assert_eq!(console.all("a[rel=next]").len(), 0);
    let ids = [last, "j-21", "j-22", "j-23", "j-24", "j-25"];
    let rows = ids.map(|id| (id, "successful"));
    console.answer(next_page, Ok(part(25, &rows)));
    until("the next one", || console.all("a[rel=next]").len() == 1).await;
    console.find("a[rel=next]").click();
    console.until_href("/operations/j-21?page=2").await;
    until("the way back", || {
        let before = console.find("a[rel=prev]").get_attribute("href");
        before == Some(format!("/operations/{last}"))
    })
    .await;
}
