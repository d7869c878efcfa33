//! Answers that refuse, break off, are too large or say what they are not.

use e2e::{Find, Page, Setup, instant};
use serde_json::json;

/// Every `ret_code` of the documentation that is no success, by the state that
/// it leads to.
const REFUSALS: [(&str, &[u32]); 8] = [
    ("bad-request", &[1100, 1101, 3300]),
    ("signed-out", &[1200, 1600, 1660, 2000]),
    ("clock-off", &[1300]),
    ("denied", &[1400, 1662]),
    ("not-found", &[2100]),
    ("over-quota", &[2500]),
    ("busy", &[5100, 5300]),
    (
        "failed",
        &[
            1500, 1510, 1520, 1610, 1620, 1630, 1640, 1650, 1661, 2110, 2200, 2300, 2400, 4000,
            4001, 4002, 4003, 4004, 4005, 5000, 5200, 5400, 5500, 5600, 8000, 8001, 8002, 8003,
            8004,
        ],
    ),
];

/// HTTP statuses with a body that is not the API's.
const STATUSES: [(&str, &[u32]); 7] = [
    ("bad-request", &[400, 418]),
    ("signed-out", &[401]),
    ("denied", &[403]),
    ("not-found", &[404]),
    ("over-quota", &[429]),
    ("busy", &[502, 503, 504]),
    ("failed", &[500, 501]),
];

/// Asks for a keyword, as a reader does.
async fn search(page: &Page, words: &str) {
    page.field("search_word").paste(words).await;
    page.press("Enter").await;
    page.until_parameters(&[("search_word", words)]).await;
}

/// Waits for the banner above the rows.
async fn until_banner(page: &Page, kind: &str) {
    page.css(&format!(".op-banner[data-failure={kind}]"))
        .until_visible()
        .await;
    page.until_state("stale").await;
}

#[test]
fn every_refusal_and_status_has_its_state_and_leaves_the_rows() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        let faults = [("!ret", &REFUSALS[..]), ("!status", &STATUSES[..])];
        for (demand, by_state) in faults {
            for (kind, code) in by_state
                .iter()
                .flat_map(|(kind, codes)| codes.iter().map(move |code| (kind, code)))
            {
                search(&page, &format!("{demand}:{code}")).await;
                until_banner(&page, kind).await;
                // What support needs is of this failure, not of the one before.
                page.until(&format!("{code} among the details"), async |page| {
                    let details = page
                        .script(
                            "return document.querySelector('.op-technical pre')?.textContent",
                            &[],
                        )
                        .await;
                    details
                        .as_str()
                        .is_some_and(|it| it.contains(&code.to_string()))
                })
                .await;
                assert_eq!(page.table().await.ids(), all.ids(), "{demand}:{code}");
            }
        }
        page.button("Clear all filters").click().await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;
        page.until_listed(&all).await;
    });
}

#[test]
fn a_busy_server_is_asked_again_by_itself_with_a_countdown() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        for fault in [
            "!ret:5000",
            "!ret:5100",
            "!ret:5300",
            "!status:502",
            "!status:504",
        ] {
            // Where there are no rows yet, the screen counts, here long enough to be read.
            let page = world
                .open(&format!(
                    "/operations?search_word={fault}%20!times:2%20!retry-after:2"
                ))
                .await;
            page.css(".op-screen .op-countdown").until_visible().await;
            page.until_listed(&all).await;
            page.until_state("ready").await;
            page.css(".op-screen").until_gone().await;
            assert_eq!(page.requests().await.len(), 3, "{fault}");
        }
    });
}

#[test]
fn the_server_says_when_to_ask_again() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        for (fault, kind) in [
            ("!status:503 !retry-after:3 !times:1", "busy"),
            ("!status:503 !retry-after-date:4 !times:1:date", "busy"),
            ("!status:429 !retry-after-date:4 !times:1", "over-quota"),
        ] {
            search(&page, fault).await;
            until_banner(&page, kind).await;
            let banner = page.css(".op-banner");
            banner
                .text_containing("Trying again in 2 s")
                .until_visible()
                .await;
            banner.until_gone().await;
            page.until_state("ready").await;
        }

        // Nobody waits an hour for it, but what is read by itself does.
        search(&page, "!status:503 !retry-after:3600").await;
        until_banner(&page, "busy").await;
        page.css(".op-banner")
            .button("Try again")
            .until_visible()
            .await;
        page.css(".op-banner")
            .text_containing("Trying again in 59 min")
            .until_visible()
            .await;
    });
}

#[test]
fn a_redirect_to_a_sign_in_page_is_not_followed_and_offers_a_sign_in() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world
            .open("/operations?search_word=!redirect%20!times:1")
            .await;
        page.until_state("signed-out").await;
        assert_eq!(page.requests().await.len(), 1);
        page.script("window.loadedOnce = true", &[]).await;
        page.button("Reload to sign in").click().await;
        page.until("the page to be loaded again", async |page| {
            page.script("return window.loadedOnce === undefined", &[])
                .await
                == true
        })
        .await;
        page.until_listed(&all).await;
    });
}

#[test]
fn three_tries_are_enough() {
    e2e::run(async |world| {
        let page = world.open("/operations?search_word=!ret:5100").await;
        let page = page.within(std::time::Duration::from_secs(20));
        // What is read by itself later is told in the same place.
        page.field("refresh").select("Off").await;
        page.until("four calls in vain", async |page| {
            match page.requests().await.len() {
                4 => Ok(()),
                count => Err(format!("{count} calls")),
            }
        })
        .await;
        page.css(".op-screen .op-countdown").until_gone().await;
        page.until_state("busy").await;
        page.until_idle().await;
        assert_eq!(page.requests().await.len(), 4);
    });
}

#[test]
fn a_body_that_is_no_answer_is_named_and_trying_again_recovers() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        for fault in ["!html", "!empty", "!cut", "!big", "!type:text/html !cut"] {
            search(&page, &format!("{fault} !times:1")).await;
            until_banner(&page, "broken").await;
            assert_eq!(page.table().await.ids(), all.ids(), "{fault}");
            page.css(".op-banner").button("Try again").click().await;
            page.css(".op-banner").until_gone().await;
            page.until_state("ready").await;
            page.until_listed(&all).await;
        }
    });
}

#[test]
fn a_true_answer_of_a_wrong_type_is_an_answer() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        for media_type in ["text/html", "text/plain", "application/octet-stream"] {
            let page = world
                .open(&format!("/operations?search_word=!type:{media_type}"))
                .await;
            page.until_listed(&all).await;
            page.until_state("ready").await;
        }
    });
}

#[test]
fn a_row_that_comes_twice_is_shown_once_and_that_is_said() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations?search_word=!twice").await;
        page.until_listed(&all).await;
        page.until_state("ready").await;
        page.css(".op-summary")
            .text_containing("20 duplicate rows hidden")
            .until_visible()
            .await;
        page.field("search_word").paste("").await;
        page.press("Enter").await;
        page.css(".op-summary .op-problem").until_gone().await;
        page.until_listed(&all).await;
    });
}

#[test]
fn a_clock_that_is_hours_off_is_corrected_and_told_once() {
    for (offset, told) in [
        ("10800", "behind the server’s"),
        ("-10800", "ahead of the server’s"),
    ] {
        let arguments = [
            "--demo",
            "500",
            "--arrivals-per-hour",
            "0",
            "--clock-offset",
            offset,
        ];
        Setup::new().gateway(&arguments).run(async |world| {
            // The range, too, ends by the server's clock.
            let page = world.open("/operations?last=30d").await;
            page.until_state("ready").await;
            page.until_rows(20).await;
            let calls = page.requests().await;
            assert_eq!(calls.len(), 2, "{calls:?}");
            let start = instant(calls[1].parameter("start_time").unwrap_or_default());
            let asked = instant(calls[1].parameter("timestamp").unwrap_or_default());
            assert_eq!((asked - start).num_days(), 30, "{calls:?}");
            let notice = page.css(".op-notice");
            notice.text_containing(told).until_visible().await;
            page.button("Dismiss").click().await;
            notice.until_gone().await;
            // From then on it is known.
            page.choice("status", "failed").click().await;
            page.until_asked(&[("status", Some("failed"))]).await;
            page.until_idle().await;
            page.until_state("ready").await;
            page.css("a[rel=next]").click().await;
            page.until_asked(&[("status", Some("failed")), ("offset", Some("19"))])
                .await;
            page.until_idle().await;
            assert_eq!(page.requests().await.len(), 4);
            assert_eq!(page.css(".op-banner").count().await, 0);
            let errors = page.console_errors().await;
            assert_eq!(json!(errors.len()), json!(0), "{errors:?}");
        });
    }
}
