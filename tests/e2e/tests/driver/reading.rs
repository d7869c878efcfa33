//! Addresses, the table, calls of the API.

use crate::on_site;
use e2e::Find;
use std::time::Duration;

#[test]
fn back_forward_and_reload_are_those_of_the_browser() {
    on_site(async |world| {
        let page = world.open("/list").await;
        page.go("/form?limit=50#total").await;
        page.until_address("/form?limit=50#total").await;
        page.back().await;
        page.until_address("/list").await;
        page.forward().await;
        let address = page.until_address_contains("limit=50").await;
        assert_eq!(address, "/form?limit=50#total");
        page.field("search_word").type_text("gone").await;
        page.reload().await;
        assert_eq!(page.title().await, "Form");
        assert!(page.history_length().await >= 2);
    });
}

#[test]
fn table_state_and_requests_are_read() {
    on_site(async |world| {
        let page = world.open("/list").await;
        page.until_state("ready").await;
        let table = page.until_rows(2).await;
        assert_eq!(table.ids(), ["j-1", "j-2"]);
        assert_eq!(table.column("status"), ["Successful", "Failed"]);
        assert_eq!(table.rows[0].cell("operation"), "从队列移除节点");
        page.row("j-2").link("Add nodes").until_visible().await;
        assert_eq!(page.row("j-2").cell("status").text().await, "Failed");

        let requests = page.requests().await;
        assert_eq!(requests.len(), 1);
        assert_eq!(requests[0].parameter("search_word"), Some("a b&c"));
        assert_eq!(requests[0].parameter("status"), None);
    });
}

#[test]
fn the_api_is_asked_past_the_browser() {
    on_site(async |world| {
        let answer = world.api(&[("status", "failed")]).await;
        assert_eq!(answer["ret_code"], 0);
    });
}

#[test]
fn layout_shifts_and_the_first_paint_are_measured() {
    on_site(async |world| {
        let page = world.open("/form").await;
        assert!(page.first_paint().await < Duration::from_secs(10));
        let still = match page.layout_shift().await {
            Ok(still) => still,
            Err(unsupported) => return eprintln!("note: {unsupported}"),
        };
        assert!(still < 0.001, "{still}");
        page.go("/shifting").await;
        page.until("a layout shift", async |page| {
            page.layout_shift().await.is_ok_and(|shift| shift > 0.02)
        })
        .await;
    });
}
