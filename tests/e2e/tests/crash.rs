//! Where the panel itself fails, it says so and offers to load it anew.

use e2e::{Find, Page};
use std::time::Duration;

/// From now on the browser makes no element of this name.
async fn break_elements(page: &Page, name: &str) {
    page.script(
        "const create = Document.prototype.createElement;
         Document.prototype.createElement = function (name, ...rest) {
             if (name.toLowerCase() === args[0]) throw new Error('planted');
             return create.call(this, name, ...rest);
         }",
        &[name.into()],
    )
    .await;
}

/// Waits for the screen, and loads the page anew by its link.
async fn until_crashed_and_reloaded(page: &Page) {
    let screen = page.css(".op-crash");
    screen.until_visible().await;
    assert_eq!(screen.attribute("role").await.as_deref(), Some("alert"));
    screen.css("h1").until_text("The panel has stopped").await;
    assert_ne!(screen.css("pre").text().await, "");
    // Nothing else is left that would not work any more.
    assert_eq!(page.css("table, form").count().await, 0);
    let address = page.address().await;
    let link = screen.link("Reload");
    assert!(
        link.attribute("href")
            .await
            .is_some_and(|href| href.ends_with(&address)),
        "another address than {address}"
    );
    link.click().await;
    page.until_state("ready").await;
    screen.until_gone().await;
    page.until_address(&address).await;
}

#[test]
fn a_crash_while_rows_are_drawn_shows_a_way_out() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.until_idle().await;
        break_elements(&page, "tr").await;
        // A longer page needs rows that are not there yet.
        page.field("limit").select("50").await;
        until_crashed_and_reloaded(&page).await;
        page.until_listed(&world.listing(&[("limit", "50")]).await)
            .await;
    });
}

#[test]
fn a_crash_by_a_click_shows_a_way_out() {
    e2e::run(async |world| {
        let page = world.open("/operations?page=2").await;
        page.until_state("ready").await;
        page.until_idle().await;
        break_elements(&page, "meter").await;
        page.css(".op-calls button").nth(0).click().await;
        until_crashed_and_reloaded(&page).await;
    });
}

#[test]
fn a_panel_that_crashed_asks_nothing_more() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.until_idle().await;
        break_elements(&page, "meter").await;
        page.css(".op-calls button").nth(0).click().await;
        page.css(".op-crash").until_visible().await;
        let before = page.requests().await.len();
        page.pass(Duration::from_secs(55)).await;
        // What still ran would have seen that time by now.
        page.script(
            "window.seconds = 0; setInterval(() => { window.seconds += 1; }, 1000)",
            &[],
        )
        .await;
        page.until("three seconds", async |page| {
            page.script("return window.seconds >= 3", &[]).await == true
        })
        .await;
        assert_eq!(page.requests().await.len(), before, "it still asks");
    });
}

#[test]
fn errors_of_other_scripts_are_none_of_the_panels() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.script(
            "setTimeout(() => { throw new Error('of an extension') });
             Promise.reject(new Error('wallet: wasm not ready'));
             return new Promise((done) => setTimeout(done))",
            &[],
        )
        .await;
        page.choice("status", "failed").click().await;
        let failed = world.listing(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        assert_eq!(page.css(".op-crash").count().await, 0);
    });
}
