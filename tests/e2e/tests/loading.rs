//! While an answer is on its way, and when it comes too late.

use e2e::{ApiRequest, Find, Page};
use serde_json::json;

/// A keyword whose answer does not come: what is shown meanwhile can be looked
/// at for as long as that takes.
const HANGING: &str = "!hang";

/// A keyword whose answer comes late.
const LATE: &str = "!delay:2500";

const TOOLBAR_HEIGHT: &str = "return document.querySelector('.op-toolbar').offsetHeight";

/// Asks for a keyword.
async fn search(page: &Page, words: &str) {
    page.field("search_word").paste(words).await;
    page.press("Enter").await;
}

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
        let lines = page.script(TOOLBAR_HEIGHT, &[]).await;
        search(&page, HANGING).await;
        until_busy(&page).await;
        page.choice("status", "failed").click().await;
        // The address and the controls are ahead of the rows.
        page.until_parameters(&[("status", "failed"), ("search_word", HANGING)])
            .await;
        until_busy(&page).await;
        assert!(page.choice("status", "failed").is_checked().await);
        assert_eq!(page.state().await.as_deref(), Some("ready"));
        assert_eq!(page.table().await.ids(), all.ids());
        until_busy(&page).await;
        // The note has room on the line of the others: the rows do not move down and up again.
        page.css(".op-loading-other").until_visible().await;
        assert_eq!(page.script(TOOLBAR_HEIGHT, &[]).await, lines);

        search(&page, "").await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.until_state("ready").await;
    });
}

#[test]
fn no_row_of_a_phone_moves_while_others_load() {
    e2e::run(async |world| {
        world.page().resize(360, 800).await;
        let page = world.open("/operations").await;
        page.until_listed(&world.listing(&[]).await).await;
        let height = page.script(TOOLBAR_HEIGHT, &[]).await;
        search(&page, HANGING).await;
        page.css(".op-loading-other").until_visible().await;
        assert_eq!(page.script(TOOLBAR_HEIGHT, &[]).await, height);
        page.button("Cancel").click().await;
        page.css(".op-loading-other").until_gone().await;
    });
}

#[test]
fn the_first_load_shows_bars_and_no_empty_screen() {
    e2e::run(async |world| {
        let page = world
            .open(&format!("/operations?search_word={HANGING}"))
            .await;
        until_busy(&page).await;
        assert_eq!(page.state().await.as_deref(), Some("loading"));
        page.css(".op-skeleton-row").nth(0).until_visible().await;
        assert_eq!(page.css(".op-screen").count().await, 0);
        search(&page, "!none").await;
        page.until_state("no-match").await;
    });
}

/// From now on remembers the ids of each table that is painted, once per change.
async fn record_tables(page: &Page) {
    page.script(
        "const ids = () =>
             [...document.querySelectorAll('tr[data-job-id]')].map((row) => row.dataset.jobId).join(' ');
         let last = ids();
         window.tables = [];
         const record = () => {
             const now = ids();
             if (now && now !== last) window.tables.push((last = now));
             requestAnimationFrame(record);
         };
         record()",
        &[],
    )
    .await;
}

#[test]
fn the_newest_answer_is_shown_whatever_comes_late() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let newest = world.listing(&[("job_action", "HpcJobSubmitJob")]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        record_tables(&page).await;
        search(&page, HANGING).await;
        // It is under way.
        until_busy(&page).await;
        search(&page, LATE).await;
        // A call without an answer only ends by being aborted.
        page.until("the end of the hanging call", async |page| {
            let calls = page.requests().await;
            let is_hanging = |call: &ApiRequest| call.parameter("search_word") == Some(HANGING);
            calls.iter().any(is_hanging)
        })
        .await;
        search(&page, "HpcJobSubmitJob").await;
        page.until_parameters(&[("job_action", "HpcJobSubmitJob")])
            .await;
        page.until_listed(&newest).await;
        // Once this has answered, so has the late one, which was asked before.
        world.listing(&[("search_word", LATE)]).await;
        page.until_listed(&newest).await;
        page.until_state("ready").await;
        assert_eq!(page.css(".op-banner").count().await, 0);
        // No older answer replaced it: they have the rows that were there first.
        let tables = page.script("return window.tables", &[]).await;
        assert_eq!(tables, json!([newest.ids().join(" ")]));
    });
}

#[test]
fn a_late_failure_does_not_spoil_the_newest_answer() {
    e2e::run(async |world| {
        let fault = "!delay:1000 !ret:5000";
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        search(&page, fault).await;
        page.until_parameters(&[("search_word", fault)]).await;
        for status in ["failed", "pending", "successful"] {
            page.choice("status", status).click().await;
        }
        search(&page, "").await;
        page.until_parameters(&[("status", "successful")]).await;
        let newest = world.listing(&[("status", "successful")]).await;
        page.until_listed(&newest).await;
        // Once this has answered, so have the older ones.
        world.api(&[("search_word", fault)]).await;
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
