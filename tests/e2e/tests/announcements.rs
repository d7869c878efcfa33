//! What a screen reader is told after each action and each failure, in both languages.

use e2e::{Find, Page, Setup};

/// The live region.
fn spoken(page: &Page) -> e2e::Locator {
    page.css(".op-live")
}

async fn ask_for(page: &Page, word: &str) {
    page.field("search_word").paste(word).await;
    page.press("Enter").await;
}

#[test]
fn rows_failures_and_screens_are_announced_in_both_languages() {
    e2e::run(async |world| {
        let total = world.listing(&[("status", "pending")]).await.total;
        let page = world.open("/operations?status=pending").await;
        let rows = format!("{total} operations, page 1 of 1");
        spoken(&page).until_text(&rows).await;
        ask_for(&page, "!ret:2500").await;
        page.until_state("stale").await;
        page.until("the failure, and what is held", async |page| {
            let said = spoken(page).text().await;
            said.contains("Over quota. Still showing the previous rows")
        })
        .await;
        ask_for(&page, "!none").await;
        spoken(&page).until_text("No matching operations").await;
        page.css(".op-bar [name=language]").select("中文").await;
        spoken(&page).until_text("没有符合条件的操作").await;
        page.go("/operations?page=99999").await;
        spoken(&page).until_text("没有这一页").await;
        page.go("/operations/j-nope").await;
        spoken(&page).until_text("找不到这条操作").await;
    });
}

#[test]
fn what_comes_by_itself_is_announced_at_first_and_then_rarely() {
    let busy = ["--demo", "200", "--arrivals-per-hour", "36000"];
    Setup::new().gateway(&busy).run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.css("[name=refresh]").select("Every 15 s").await;
        page.pass(std::time::Duration::from_secs(16)).await;
        let button = page.css(".op-newer button");
        button.until_visible().await;
        page.until("the first news", async |page| {
            spoken(page).text().await.contains("new operation")
        })
        .await;
        let first = (spoken(&page).text().await, button.text().await);
        page.pass(std::time::Duration::from_secs(16)).await;
        page.until("more of it", async |_| button.text().await != first.1)
            .await;
        assert_eq!(spoken(&page).text().await, first.0);
    });
}

#[test]
fn a_copy_from_the_menu_of_a_row_is_announced_and_shown_also_where_it_is_refused() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let id = log.text(0, "job_id");
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        let copy_id = async || {
            page.row(id)
                .css("[data-column=menu] button")
                .press("Enter")
                .await;
            page.any("menu")
                .role("menuitem", "Copy operation ID")
                .press("Enter")
                .await;
        };
        copy_id().await;
        spoken(&page).until_text("Copied").await;
        page.css(".op-told").until_visible().await;
        page.css(".op-told").until_gone().await;

        page.script(
            "Clipboard.prototype.writeText = () => Promise.reject(new Error('no'));
             document.execCommand = () => false",
            &[],
        )
        .await;
        copy_id().await;
        page.until("the refusal", async |page| {
            spoken(page).text().await.contains("blocked copying")
        })
        .await;
        // What cannot be copied can be taken by hand.
        page.until("the ID to copy", async |page| {
            page.text_of(".op-told").await.ends_with(id)
        })
        .await;
        page.press("Escape").await;
        page.css(".op-told").until_gone().await;
    });
}
