//! While an answer is on its way, and when it comes too late.

use e2e::{Find, Page};

/// What makes an answer slow enough to look around meanwhile.
const SLOW: &str = "!delay:2500";

/// Waits until a call is under way.
async fn until_busy(page: &Page) {
    page.css("section[aria-busy=true]").until_visible().await;
}

#[test]
fn old_rows_stay_while_new_ones_load() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        page.field("search_word").fill(SLOW).await;
        page.press("Enter").await;
        until_busy(&page).await;
        page.choice("status", "failed").click().await;
        until_busy(&page).await;
        // The address and the controls are ahead of the rows.
        page.until_parameters(&[("status", "failed"), ("search_word", SLOW)])
            .await;
        assert!(page.choice("status", "failed").is_checked().await);
        assert_eq!(page.state().await.as_deref(), Some("ready"));
        assert_eq!(page.table().await.ids(), all.ids());
        until_busy(&page).await;

        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.until_state("ready").await;
    });
}

#[test]
fn the_first_load_shows_bars_and_no_empty_screen() {
    e2e::run(async |world| {
        let page = world
            .open("/operations?search_word=!delay:2500%20!none")
            .await;
        until_busy(&page).await;
        assert_eq!(page.state().await.as_deref(), Some("loading"));
        page.css(".op-skeleton-row").nth(0).until_visible().await;
        assert_eq!(page.css(".op-screen").count().await, 0);
        page.until_state("no-match").await;
    });
}

#[test]
fn the_newest_answer_is_shown_whatever_comes_late() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.until_asked(&[("search_word", None)]).await;
        page.field("search_word").fill(SLOW).await;
        page.press("Enter").await;
        page.until_parameters(&[("search_word", SLOW)]).await;
        until_busy(&page).await;
        page.field("search_word").fill("HpcJobSubmitJob").await;
        page.press("Enter").await;
        let newest = world.listing(&[("search_word", "HpcJobSubmitJob")]).await;
        page.until_listed(&newest).await;
        // The older call was given up, not waited for.
        let calls = page.requests().await;
        assert_eq!(calls.len(), 3, "{calls:?}");
        // Once this has answered, so has the older one.
        world.listing(&[("search_word", SLOW)]).await;
        page.until_listed(&newest).await;
        page.until_state("ready").await;
        assert_eq!(page.css(".op-banner").count().await, 0);
        page.until_parameters(&[("search_word", "HpcJobSubmitJob")])
            .await;
    });
}

#[test]
fn a_late_failure_does_not_spoil_the_newest_answer() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.field("search_word")
            .fill("!delay:1000 !ret:5000")
            .await;
        page.press("Enter").await;
        until_busy(&page).await;
        for status in ["failed", "pending", "successful"] {
            page.choice("status", status).click().await;
        }
        page.field("search_word").fill("").await;
        page.press("Enter").await;
        let newest = world.listing(&[("status", "successful")]).await;
        page.until_listed(&newest).await;
        world.api(&[("search_word", "!delay:1000 !ret:5000")]).await;
        page.until_listed(&newest).await;
        page.until_state("ready").await;
        assert_eq!(page.css(".op-banner").count().await, 0);
    });
}

#[test]
fn refresh_asks_again_and_keeps_the_place() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed&page=2").await;
        page.until_state("ready").await;
        page.until_idle().await;
        page.until_asked(&[("offset", Some("20"))]).await;
        let calls = page.requests().await.len();
        let marked = "document.querySelector('tbody tr').dataset.mark = 'kept'";
        page.script(marked, &[]).await;
        page.button("Refresh").click().await;
        // One for the rows, and one for what came since.
        page.until("two more calls", async |page| {
            page.requests().await.len() == calls + 2
        })
        .await;
        page.until_idle().await;
        page.until_parameters(&[("status", "failed"), ("page", "2")])
            .await;
        // The rows are the same elements: a refresh changes cells only.
        page.css("tr[data-mark=kept]").until_visible().await;
        page.button("Refresh").until_focused().await;
    });
}
