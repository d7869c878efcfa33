//! The hour's calls: counted by what they are for, shared by all tabs, and left to
//! the reader when they run short.

use e2e::{Emulation, Find, Page};
use serde_json::json;
use std::collections::BTreeMap;
use std::time::Duration;

/// Longer than any pause between two looks that can be chosen.
const LONG: Duration = Duration::from_secs(61);

/// How many calls the page says were made in the last hour.
async fn metered(page: &Page) -> u64 {
    page.until("the number of calls", async |page| {
        let texts = page.texts(".op-calls button").await;
        let number = texts.first()?.split(" of ").next()?.replace(',', "");
        number.parse().ok()
    })
    .await
}

async fn until_metered(page: &Page, expected: u64) {
    page.until_equal("the number of calls", expected, metered)
        .await;
}

/// The calls by what they were for, as the dialog tells.
async fn by_purpose(page: &Page) -> BTreeMap<String, u64> {
    let rows = page
        .script(
            "return [...document.querySelectorAll('dialog[open] .op-calls-table tbody tr')]
                 .map((row) => [row.cells[0].textContent, Number(row.cells[1].textContent)])",
            &[],
        )
        .await;
    let rows: Vec<(String, u64)> = serde_json::from_value(rows).unwrap_or_default();
    rows.into_iter().collect()
}

/// As if another tab had made so many calls in this minute.
async fn calls_elsewhere(page: &Page, calls: u64) {
    page.script(
        "const minute = Math.floor(Date.now() / 60000);
         localStorage.setItem('hpc-operations.calls.1', `${minute}p${args[0]}`)",
        &[json!(calls)],
    )
    .await;
}

async fn until_paused(page: &Page, why: &str) {
    page.css(".op-refresh-choice")
        .text_containing(why)
        .until_visible()
        .await;
}

/// Fails if the page asks anything by itself in a time in which it else would.
async fn assert_asks_nothing(page: &Page) {
    let before = page.requests().await.len();
    page.pass(LONG).await;
    // The page has seen the new time, and so has what looks at it.
    page.until("the rows to be older", async |page| {
        let age = page.text_of(".op-as-of").await;
        if age.contains("minute") {
            Ok(())
        } else {
            Err(age)
        }
    })
    .await;
    page.until_idle().await;
    assert_eq!(page.requests().await.len(), before, "it asked by itself");
}

#[test]
fn calls_are_counted_by_what_they_are_for() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        until_metered(&page, 1).await;
        page.css("a[rel=next]").click().await;
        until_metered(&page, 2).await;
        page.button("Refresh").click().await;
        // The page again, and what came after it.
        until_metered(&page, 4).await;
        page.back().await;
        page.until_listed(&log).await;
        page.row(log.text(0, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.css("article[data-state=ready]").until_visible().await;
        page.css(".op-related-list, .op-related .op-none")
            .until_visible()
            .await;
        page.back().await;
        page.until_listed(&log).await;
        until_metered(&page, 6).await;

        page.css(".op-calls button").nth(0).click().await;
        page.role("dialog", "API calls").until_visible().await;
        let expected = [
            ("List page", 3),
            ("Operation details", 1),
            ("Related operations", 1),
            ("Update of rows on screen", 0),
            ("Check for new operations", 1),
            ("Count for the timeline", 0),
            ("Load the whole result", 0),
        ];
        let expected: BTreeMap<_, _> = expected
            .map(|(name, calls)| (name.to_owned(), calls))
            .into();
        page.until_equal("the calls by purpose", expected, by_purpose)
            .await;
        page.press("Escape").await;
        page.any("dialog").until_gone().await;
    });
}

#[test]
fn how_a_list_was_made_is_told_as_commands() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        page.css("a[rel=next]").click().await;
        page.until_asked(&[("offset", Some("19"))]).await;
        page.until_idle().await;
        page.button("API calls behind this list").click().await;
        let commands = page
            .role("dialog", "API calls behind this list")
            .css("code");
        page.until_equal("the number of commands", 2, async |_| {
            commands.count().await
        })
        .await;
        let texts = commands.texts().await;
        for (text, offset) in texts.iter().zip([19, 0]) {
            let start = "curl -sS -H \"Cookie: $COOKIE\" -H \"Authorization: $AUTHORIZATION\" -H '";
            assert!(text.starts_with(start), "{text}");
            assert!(text.contains("/api/operation?"), "{text}");
            assert!(text.contains("&timestamp='\"$(date -u "), "{text}");
            assert!(text.contains("&status=failed&"), "{text}");
            assert!(text.contains(&format!("&offset={offset}&")), "{text}");
        }
    });
}

#[test]
fn two_tabs_share_the_hour() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        until_metered(&page, 1).await;
        let first = world.tab().await;
        world.new_tab().await;
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        until_metered(&page, 2).await;
        page.choice("status", "pending").click().await;
        until_metered(&page, 3).await;
        let page = world.show(&first).await;
        page.choice("status", "successful").click().await;
        until_metered(&page, 4).await;
        // What a tab has used is used, even when it is gone.
        page.reload().await;
        page.until_state("ready").await;
        until_metered(&page, 5).await;
    });
}

#[test]
fn at_80_of_100_the_list_is_read_half_as_often() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        calls_elsewhere(&page, 1598).await;
        page.choice("status", "failed").click().await;
        until_metered(&page, 1600).await;
        page.until_idle().await;
        until_paused(&page, "Slowed: 80% of the hourly quota is used").await;
        // Each 60 s now instead of each 30 s.
        let before = page.requests().await.len();
        page.pass(Duration::from_secs(48)).await;
        page.until("the rows to be older", async |page| {
            let age = page.text_of(".op-age").await;
            let seconds = age.trim_start_matches([' ', '·']).split('s').next();
            seconds.and_then(|text| text.parse::<u64>().ok()) >= Some(48)
        })
        .await;
        assert_eq!(page.requests().await.len(), before, "it asked too early");
        page.pass(Duration::from_secs(12)).await;
        page.until("a look", async |page| page.requests().await.len() > before)
            .await;
    });
}

#[test]
fn at_95_of_100_only_the_reader_makes_calls() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        calls_elsewhere(&page, 1898).await;
        page.choice("status", "failed").click().await;
        until_metered(&page, 1900).await;
        until_paused(&page, "Paused: 95% of the hourly quota is used").await;
        assert_asks_nothing(&page).await;
        page.css(".op-calls button").nth(0).click().await;
        page.role("dialog", "API calls")
            .text_containing("95% used")
            .until_visible()
            .await;
        page.press("Escape").await;

        // The reader still gets what is asked for.
        let pending = world.listing(&[("status", "pending")]).await;
        page.choice("status", "pending").click().await;
        page.until_listed(&pending).await;
        // An hour later all calls are free again.
        page.pass(Duration::from_secs(61 * 60)).await;
        page.css(".op-pause").until_gone().await;
    });
}

#[test]
fn a_refusal_for_too_many_calls_stops_what_is_asked_by_itself() {
    e2e::run(async |world| {
        for fault in ["!ret:2500", "!status:429"] {
            let all = world.listing(&[]).await;
            let page = world.open("/operations").await;
            page.until_listed(&all).await;
            page.field("search_word").paste(fault).await;
            page.press("Enter").await;
            page.css(".op-banner[data-failure=over-quota]")
                .until_visible()
                .await;
            until_paused(&page, "Paused: the server’s rate limit was reached").await;
            page.until_listed(&all).await;
            assert_asks_nothing(&page).await;
            // One good answer, and it goes on.
            page.button(&format!("Remove filter: Keyword {fault}"))
                .click()
                .await;
            page.css(".op-banner").until_gone().await;
            page.css(".op-pause").until_gone().await;
            page.until_idle().await;
            let before = page.requests().await.len();
            page.pass(LONG).await;
            page.until("a look", async |page| page.requests().await.len() > before)
                .await;
        }
    });
}

#[test]
fn without_a_network_nothing_is_asked_and_that_is_said() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        if let Err(unsupported) = page.emulate(Emulation::Offline).await {
            return eprintln!("note: {unsupported}");
        }
        page.pass(Duration::from_secs(10)).await;
        until_paused(&page, "Paused: no network").await;
        let online = page.emulate(Emulation::Online).await;
        online.unwrap_or_else(|unsupported| panic!("it could a moment ago: {unsupported}"));
        page.pass(Duration::from_secs(10)).await;
        page.css(".op-pause").until_gone().await;
        page.until_state("ready").await;
    });
}

#[test]
fn storage_that_throws_costs_only_the_memory() {
    e2e::run(async |world| {
        let forbidden = "Object.defineProperty(window, 'localStorage', {
                 configurable: true,
                 get() { throw new DOMException('It is forbidden.', 'SecurityError'); },
             });
             Object.defineProperty(window, 'sessionStorage', { get: () => null })";
        let full = "Storage.prototype.setItem = () => { throw new DOMException('It is full.', 'QuotaExceededError') };
             Storage.prototype.getItem = () => { throw new Error('broken') };
             Storage.prototype.key = () => { throw new Error('broken') };
             Storage.prototype.removeItem = () => { throw new Error('broken') }";
        for preparation in [forbidden, full] {
            let page = world
                .open_after(preparation, "/operations?status=failed")
                .await;
            let failed = world.listing(&[("status", "failed")]).await;
            page.until_listed(&failed).await;
            // What is chosen holds as long as the page.
            page.field("theme").select("Dark").await;
            page.field("language").select("中文").await;
            page.heading().until_text("操作日志").await;
            page.field("language").select("English").await;
            page.field("refresh").select("Every 15 s").await;
            page.choice("status", "").click().await;
            page.until_listed(&world.listing(&[]).await).await;
            assert_eq!(page.field("theme").value().await, "dark");
            assert_eq!(page.field("refresh").value().await, "15");
            // Its own calls are counted all the same.
            until_metered(&page, 2).await;
        }
    });
}
