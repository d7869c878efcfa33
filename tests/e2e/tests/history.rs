//! Back, Forward, reload and links from elsewhere.

use e2e::{Find, Page};
use serde_json::json;

/// The number of calls so far, once none is under way.
async fn calls(page: &Page) -> usize {
    page.until_idle().await;
    page.requests().await.len()
}

#[test]
fn back_and_forward_restore_filters_and_rows_without_a_call() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let failed = world.listing(&[("status", "failed")]).await;
        let second = world
            .listing(&[("status", "failed"), ("offset", "20")])
            .await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        page.choice("status", "failed").click().await;
        page.until_listed(&failed).await;
        page.css("a[rel=next]").click().await;
        page.until_listed(&second).await;
        page.until_asked(&[("offset", Some("19"))]).await;
        let before = calls(&page).await;

        page.back().await;
        page.until_parameters(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        assert!(page.choice("status", "failed").is_checked().await);
        page.back().await;
        page.until_parameters(&[]).await;
        page.until_listed(&all).await;
        assert!(page.choice("status", "").is_checked().await);
        page.forward().await;
        page.forward().await;
        page.until_parameters(&[("status", "failed"), ("page", "2")])
            .await;
        page.until_listed(&second).await;
        assert_eq!(page.field("page").value().await, "2");
        assert_eq!(calls(&page).await, before);

        // A reload and the same link elsewhere show the same.
        page.reload().await;
        page.until_listed(&second).await;
        let page = world.open("/operations?page=2&status=failed").await;
        page.until_listed(&second).await;
        // An address without a screen's name is the list.
        let page = world.open("/?status=failed").await;
        page.until_listed(&failed).await;
    });
}

/// Brings a row into the middle of the window and answers how far that is down.
async fn scroll_to_row(page: &Page, id: &str) -> i64 {
    // To a whole pixel: the same half of one may be rounded up now and down later.
    page.script(
        "document.querySelector(`tr[data-job-id='${args[0]}']`).scrollIntoView({ block: 'center' });
         scrollTo({ top: Math.round(scrollY), behavior: 'instant' })",
        &[json!(id)],
    )
    .await;
    let [_, down] = page.scroll_position().await;
    assert!(down > 0, "the list is not long enough to scroll");
    down
}

#[test]
fn back_from_an_operation_finds_the_list_as_it_was_left() {
    e2e::run(async |world| {
        let filter = [("status", "successful"), ("limit", "100")];
        let log = world.listing(&filter).await;
        let id = log.text(70, "job_id");
        let page = world.open("/operations?status=successful&limit=100").await;
        page.until_listed(&log).await;
        page.button("Copy or save rows").click().await;
        page.button("Select rows").click().await;
        page.press("Escape").await;
        let selected = page.row(id).css("[data-column=select] input");
        selected.click().await;
        let down = scroll_to_row(&page, id).await;
        let link = page.row(id).css("a.op-row-link");
        link.click().await;
        page.css("article[data-state=ready]").until_visible().await;
        page.until_address_contains(&format!("/operations/{id}"))
            .await;
        page.heading().until_focused().await;
        // An operation begins at its top.
        assert_eq!(page.scroll_position().await, [0, 0]);
        page.css(".op-related-list, .op-related .op-none")
            .until_visible()
            .await;
        let before = calls(&page).await;

        page.back().await;
        page.until_parameters(&filter).await;
        page.until_listed(&log).await;
        link.until_focused().await;
        page.until_equal("the scroll position", [0, down], Page::scroll_position)
            .await;
        assert!(page.choice("status", "successful").is_checked().await);
        assert!(selected.is_checked().await);
        assert_eq!(calls(&page).await, before);
        page.forward().await;
        page.until_address_contains(id).await;
        page.css("article[data-state=ready]").until_visible().await;
    });
}

#[test]
fn back_from_a_filter_finds_the_list_as_it_was_left() {
    e2e::run(async |world| {
        let log = world.listing(&[("limit", "50")]).await;
        let (id, owner) = (log.text(35, "job_id"), log.text(35, "owner"));
        let page = world.open("/operations?limit=50").await;
        page.until_listed(&log).await;
        let down = scroll_to_row(&page, id).await;
        page.row(id).link(owner).click().await;
        page.until_parameters(&[("owner", owner), ("limit", "50")])
            .await;
        page.until_listed(&world.listing(&[("owner", owner), ("limit", "50")]).await)
            .await;
        page.scroll_to(0, 0).await;
        page.back().await;
        page.until_listed(&log).await;
        page.until_equal("the scroll position", [0, down], Page::scroll_position)
            .await;
    });
}

#[test]
fn choices_are_steps_and_repeated_ones_are_not() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let entries = page.history_length().await;
        page.choice("status", "failed").click().await;
        page.until_parameters(&[("status", "failed")]).await;
        page.choice("status", "failed").click().await;
        page.link("Operation log").click().await;
        page.until_parameters(&[]).await;
        page.link("Operation log").click().await;
        page.until_idle().await;
        assert_eq!(page.history_length().await, entries + 2);
        page.back().await;
        page.until_parameters(&[("status", "failed")]).await;
    });
}

#[test]
fn a_page_that_is_loaded_again_stands_where_it_was() {
    e2e::run(async |world| {
        let page = world.open("/operations?limit=50").await;
        page.until_state("ready").await;
        page.until_idle().await;
        page.scroll_to(0, 600).await;
        let stands = async |page: &Page| page.scroll_position().await;
        page.until_equal("the scroll", [0, 600], stands).await;
        page.reload().await;
        page.until_state("ready").await;
        page.until_equal("the scroll", [0, 600], stands).await;
        // Elsewhere and back, whether the browser keeps the page meanwhile or not.
        page.go("/panel.js").await;
        page.back().await;
        page.until_state("ready").await;
        page.until_equal("the scroll", [0, 600], stands).await;
        // A page that is opened anew begins at its top.
        page.go("/operations?limit=50&reverse=0").await;
        page.until_state("ready").await;
        page.until_idle().await;
        assert_eq!(page.scroll_position().await, [0, 0]);
    });
}
