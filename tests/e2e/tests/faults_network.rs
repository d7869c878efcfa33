//! Connections that break, hang or drip, and readers who are quicker than them.

use e2e::{Find, Page};
use serde_json::json;

/// Asks for a keyword, as a reader does.
async fn search(page: &Page, words: &str) {
    page.field("search_word").paste(words).await;
    page.press("Enter").await;
    let parameter = [("search_word", words)];
    let expected = if words.is_empty() {
        &[]
    } else {
        &parameter[..]
    };
    page.until_parameters(expected).await;
}

async fn until_busy(page: &Page) {
    page.css("section[aria-busy=true]").until_visible().await;
}

/// Waits for the banner of a failure that says when it is tried again.
async fn until_countdown(page: &Page, kind: &str) {
    page.css(&format!(".op-banner[data-failure={kind}] .op-countdown"))
        .until_visible()
        .await;
}

#[test]
fn a_broken_connection_is_tried_again_until_it_holds() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        page.script("window.loadedOnce = true", &[]).await;
        for fault in ["!drop:half", "!reset"] {
            search(&page, &format!("{fault} !times:3")).await;
            until_countdown(&page, "unreachable").await;
            page.until_state("stale").await;
            assert_eq!(page.table().await.ids(), all.ids(), "{fault}");
            page.css(".op-banner").until_gone().await;
            page.until_state("ready").await;
            page.until_listed(&all).await;
        }
        // Browsers try by themselves what broke before it began, nobody knows how often.
        search(&page, "!drop").await;
        until_countdown(&page, world.no_answer().state).await;
        assert_eq!(page.table().await.ids(), all.ids());
        search(&page, "").await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;
        page.until_listed(&all).await;
        assert_eq!(
            page.script("return window.loadedOnce === true", &[]).await,
            true
        );
    });
}

#[test]
fn an_answer_that_hangs_does_not_hold_up_the_next_query() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let failed = world.listing(&[("status", "failed")]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        // More of them than calls may be under way at once.
        for hanging in ["!hang", "!hang !times:9", "!hang !times:9:again"] {
            search(&page, hanging).await;
            until_busy(&page).await;
            assert_eq!(page.table().await.ids(), all.ids());
            assert_eq!(page.state().await.as_deref(), Some("ready"));
        }
        page.field("search_word").paste("").await;
        page.choice("status", "failed").click().await;
        page.until_parameters(&[("status", "failed")]).await;
        page.until_listed(&failed).await;
        assert_eq!(page.css(".op-banner").count().await, 0);
    });
}

#[test]
fn an_answer_in_drops_is_waited_for() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        let before = page.table().await;
        let page = page.within(std::time::Duration::from_secs(20));
        page.choice("status", "").click().await;
        page.until_listed(&all).await;
        page.choice("status", "failed").click().await;
        page.until_listed(&world.listing(&[("status", "failed")]).await)
            .await;
        page.field("search_word").paste("!drip:150").await;
        page.press("Enter").await;
        until_busy(&page).await;
        assert_eq!(page.table().await, before);
        page.choice("status", "").click().await;
        until_busy(&page).await;
        page.until_listed(&all).await;
        page.until_state("ready").await;
    });
}

#[test]
fn of_answers_that_come_out_of_order_the_newest_question_counts() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        // Each comes earlier than the one asked before.
        let asked = [
            ("pending", "!delay:2400"),
            ("failed", "!delay:1600 !ret:1400"),
            ("successful", "!delay:800"),
        ];
        for (status, words) in asked {
            page.choice("status", status).click().await;
            page.field("search_word").paste(words).await;
            page.press("Enter").await;
            page.until_parameters(&[("status", status), ("search_word", words)])
                .await;
        }
        let newest = world.listing(&[("status", "successful")]).await;
        page.until_listed(&newest).await;
        // Once this has come, so have all the others.
        world.listing(&[("search_word", "!delay:2400")]).await;
        page.until_listed(&newest).await;
        page.until_state("ready").await;
        assert_eq!(page.css(".op-banner").count().await, 0);
    });
}

/// How many calls the page says it made.
async fn metered(page: &Page) -> u64 {
    page.until("the number of calls", async |page| {
        let texts = page.texts(".op-calls button").await;
        let number = texts.first()?.split(" of ").next()?.replace(',', "");
        number.parse().ok()
    })
    .await
}

#[test]
fn a_thousand_changes_in_a_burst_make_few_calls_and_end_with_the_right_rows() {
    e2e::run(async |world| {
        let failed = world.listing(&[("status", "failed")]).await;
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.until_idle().await;
        let before = metered(&page).await;
        let took = page
            .script(
                "const start = performance.now();
                 const choices = [...document.querySelectorAll('[name=status]')];
                 const last = choices.find(({ value }) => value === 'failed');
                 const change = async (left) => {
                     for (; left > 1; left--) {
                         choices[left % choices.length].click();
                         // The panel goes on ten times in between.
                         if (left % 97 === 0) await new Promise((done) => setTimeout(done));
                     }
                     last.click();
                     return performance.now() - start;
                 };
                 return change(args[0])",
                &[json!(1000)],
            )
            .await;
        let took = took.as_f64().unwrap_or_default();
        let page = page.within(std::time::Duration::from_secs(30));
        page.until_listed(&failed).await;
        page.until_state("ready").await;
        assert!(page.choice("status", "failed").is_checked().await);
        // The first, the last, and one each 120 ms between them.
        let calls = metered(&page).await - before;
        let most = (took / 120.0).ceil() + 3.0;
        eprintln!("{calls} calls in {took:.0} ms");
        assert!((calls as f64) <= most, "{calls} calls in {took} ms");
        page.assert_no_console_errors(&[]).await;
    });
}
