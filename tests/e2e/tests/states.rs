//! Everything that can come instead of rows: each has its own screen, and a
//! banner over rows that are there already.

use e2e::{Emulation, Find, Page, Setup, World};
use serde_json::json;

/// What the demo is told to do, the state that it leads to and its title.
type Failure = (&'static str, &'static str, &'static str);

const FAILURES: [Failure; 19] = [
    ("!ret:1100", "bad-request", "The request was not accepted"),
    ("!ret:1200", "signed-out", "You are signed out"),
    ("!ret:1300", "clock-off", "Your computer’s clock is wrong"),
    ("!ret:1400", "denied", "Access denied"),
    ("!ret:2000", "signed-out", "You are signed out"),
    ("!ret:2100", "not-found", "Not found"),
    ("!ret:2500", "over-quota", "Over quota"),
    ("!ret:5000", "failed", "Server error"),
    ("!ret:5100", "busy", "The server is busy"),
    ("!ret:5300", "busy", "The server is busy"),
    ("!status:401", "signed-out", "You are signed out"),
    ("!status:403", "denied", "Access denied"),
    ("!status:404", "not-found", "Not found"),
    ("!status:429", "over-quota", "Over quota"),
    ("!status:500", "failed", "Server error"),
    ("!status:503", "busy", "The server is busy"),
    ("!cut", "broken", "The response cannot be read"),
    ("!html", "broken", "The response cannot be read"),
    ("!empty", "broken", "The response cannot be read"),
];

/// These, and connections that break.
fn failures(world: &World) -> impl Iterator<Item = Failure> {
    let no_answer = world.no_answer();
    let broken = [
        ("!drop", no_answer.state, no_answer.title),
        ("!drop:half", "unreachable", "The server cannot be reached"),
    ];
    FAILURES.into_iter().chain(broken)
}

async fn search(page: &Page, words: &str) {
    page.field("search_word").paste(words).await;
    page.press("Enter").await;
    page.until_parameters(&[("search_word", words)]).await;
}

/// The same, and waits until that call has failed.
async fn search_in_vain(page: &Page, words: &str) {
    search(page, words).await;
    page.until_asked(&[("search_word", Some(words))]).await;
    page.until_idle().await;
}

/// Waits for the screen of a failure that has nothing else to show.
async fn until_screen(page: &Page, state: &str, title: &str) {
    page.until_state(state).await;
    page.css(".op-screen h2").until_text(title).await;
    page.css(".op-screen")
        .button("Try again")
        .until_visible()
        .await;
    assert_eq!(page.css("tbody tr").count().await, 0);
}

/// Waits for the banner of a failure above the rows.
async fn until_banner(page: &Page, kind: &str, title: &str) {
    page.css(&format!(".op-banner[data-failure={kind}]"))
        .until_visible()
        .await;
    page.until_state("stale").await;
    page.css(".op-banner strong").until_text(title).await;
}

#[test]
fn every_failure_has_its_own_screen() {
    e2e::run(async |world| {
        for (words, state, title) in failures(world) {
            let page = world
                .open(&format!("/operations?search_word={words}"))
                .await;
            until_screen(&page, state, title).await;
            // The title is not all that is said, and the filters stay in reach.
            let text = page.css(".op-screen > p").text().await;
            assert!(text.len() > title.len(), "{words}: {text}");
            assert_eq!(page.field("search_word").value().await, words);
        }
    });
}

#[test]
fn every_failure_leaves_the_rows_below_a_banner() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        for (words, kind, title) in failures(world) {
            search_in_vain(&page, words).await;
            until_banner(&page, kind, title).await;
            page.until_listed(&all).await;
        }
        // The rows answer another question, and that is said.
        page.css(".op-banner")
            .text_containing("the previous rows")
            .until_visible()
            .await;
        page.button("Remove filter: Keyword !drop:half")
            .click()
            .await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;

        // A refresh that fails says how old the rows are.
        world.stop_gateway();
        page.button("Refresh").click().await;
        let no_answer = world.no_answer();
        until_banner(&page, no_answer.state, no_answer.title).await;
        page.css(".op-banner")
            .text_containing("may be out of date")
            .until_visible()
            .await;
        page.until_listed(&all).await;
    });
}

#[test]
fn a_failure_tells_what_the_server_said_and_what_support_needs() {
    e2e::run(async |world| {
        let page = world.open("/operations?search_word=!ret:1400").await;
        page.until_state("denied").await;
        page.css(".op-screen")
            .text_containing("failure on demand")
            .until_visible()
            .await;
        page.css(".op-technical > summary").click().await;
        let technical = page.text_of(".op-technical pre").await;
        assert!(technical.starts_with("ret_code 1400 ("), "{technical}");
        for (words, expected) in [
            ("!status:503", "HTTP 503"),
            ("!html", "<!DOCTYPE html>"),
            ("!cut", "invalid JSON at line 1"),
            ("!empty", "(empty body)"),
        ] {
            search(&page, words).await;
            page.until(&format!("{expected} among the details"), async |page| {
                let text = page
                    .script(
                        "return document.querySelector('.op-technical pre')?.textContent ?? ''",
                        &[],
                    )
                    .await;
                let text = text.as_str().unwrap_or_default();
                if text.contains(expected) {
                    Ok(())
                } else {
                    Err(text.to_owned())
                }
            })
            .await;
        }
    });
}

#[test]
fn an_answer_that_does_not_come_is_given_up() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        // Nobody wants to wait half a minute for this.
        page.script(
            "const timeout = AbortSignal.timeout.bind(AbortSignal);
             AbortSignal.timeout = (milliseconds) => timeout(milliseconds / 100)",
            &[],
        )
        .await;
        search(&page, "!hang").await;
        until_banner(&page, "timed-out", "The server did not answer in time").await;
        page.until_listed(&all).await;
    });
}

#[test]
fn trying_again_recovers() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        // Told to come back in a minute, it does not try again by itself before.
        let page = world
            .open("/operations?search_word=!flaky:first%20!retry-after:60")
            .await;
        until_screen(&page, "busy", "The server is busy").await;
        page.button("Try again").click().await;
        page.until_listed(&all).await;
        page.until_state("ready").await;
        page.css(".op-screen").until_gone().await;

        search(&page, "!flaky:second !retry-after:60").await;
        until_banner(&page, "busy", "The server is busy").await;
        page.css(".op-banner").button("Try again").click().await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;
        page.until_listed(&all).await;
    });
}

#[test]
fn without_a_network_the_rows_stay_and_it_recovers_by_itself() {
    e2e::run(async |world| {
        let all = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&all).await;
        if let Err(unsupported) = page.emulate(Emulation::Offline).await {
            return eprintln!("note: {unsupported}");
        }
        page.button("Refresh").click().await;
        until_banner(&page, "offline", "You are offline").await;
        page.until_listed(&all).await;
        let online = async || {
            let back = page.emulate(Emulation::Online).await;
            back.unwrap_or_else(|unsupported| panic!("it could a moment ago: {unsupported}"));
        };
        online().await;
        page.css(".op-banner").until_gone().await;
        page.until_state("ready").await;

        // The same where there is nothing to keep.
        let page = world.open("/operations?search_word=!ret:5000").await;
        page.until_state("failed").await;
        let _ = page.emulate(Emulation::Offline).await;
        search(&page, "!flaky:alone !retry-after:60").await;
        until_screen(&page, "offline", "You are offline").await;
        online().await;
        until_screen(&page, "busy", "The server is busy").await;
        page.button("Try again").click().await;
        page.until_listed(&all).await;
    });
}

#[test]
fn an_operation_that_cannot_be_looked_up_says_why() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        world.stop_gateway();
        page.row(log.text(0, "job_id"))
            .css("a.op-row-link")
            .click()
            .await;
        page.css("article[data-state=stale]").until_visible().await;
        let no_answer = world.no_answer();
        page.css(&format!(".op-banner[data-failure={}]", no_answer.state))
            .button("Try again")
            .until_visible()
            .await;
        page.css("[data-field=job_id]")
            .until_text(log.text(0, "job_id"))
            .await;
        // One that nobody has seen has nothing to show but the failure.
        page.script(
            "const link = document.createElement('a');
             link.href = args[0];
             document.querySelector('.op-detail-nav').append(link);
             link.click()",
            &[json!("/operations/j-unseen")],
        )
        .await;
        page.css(&format!("article[data-state={}]", no_answer.state))
            .until_visible()
            .await;
        page.css(".op-screen h2").until_text(no_answer.title).await;
    });
}

#[test]
fn an_empty_log_is_told_from_a_filter_without_a_match() {
    let empty = ["--demo", "0", "--arrivals-per-hour", "0"];
    Setup::new().gateway(&empty).run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("empty").await;
        page.css(".op-screen h2")
            .until_text("No operations yet")
            .await;
        page.choice("status", "failed").click().await;
        page.until_state("no-match").await;
        page.css(".op-screen h2")
            .until_text("No matching operations")
            .await;
        page.assert_no_console_errors(&[]).await;
    });
}
