//! The page itself: its shell, its security policy, its calm and its thrift.

use e2e::{Ability, Find, Page, World};
use serde_json::json;
use std::collections::HashSet;

/// What a page may move while it loads, by the measure of browsers.
const MOST_LAYOUT_SHIFT: f64 = 0.02;

#[test]
fn the_page_is_painted_before_the_panel_starts() {
    e2e::run(async |world| {
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        // As it comes from the server, before any script has run.
        let shell = page
            .script(
                "return fetch('/operations').then((answer) => answer.text()).then((html) => {
                     const shell = new DOMParser().parseFromString(html, 'text/html');
                     const count = (css) => shell.querySelectorAll('#console ' + css).length;
                     return [count('header'), count('h1'), count('.op-skeleton-row'), count('noscript'),
                             shell.querySelectorAll('script:not([src]):not([type=module]):not([type=\"application/json\"])').length,
                             shell.querySelectorAll('[style], style').length];
                 })",
                &[],
            )
            .await;
        let rows = shell[2].as_u64().unwrap_or_default();
        assert!(rows > 3, "{shell}");
        // One script is inside: it makes the first call.
        assert_eq!(shell, json!([1, 1, rows, 1, 1, 0]));
        // The panel has taken its place.
        assert_eq!(page.css("h1").count().await, 1);
        page.css(".op-boot-failed").until_gone().await;
        let paint = page.first_paint().await;
        let started = page
            .script(
                "const wasm = performance.getEntriesByType('resource').find(({ name }) => name.endsWith('.wasm'));
                 return wasm.responseEnd",
                &[],
            )
            .await;
        assert!(started.as_f64().is_some(), "no wasm was loaded");
        eprintln!("painted after {paint:?}, wasm was there after {started} ms");
    });
}

#[test]
fn where_the_panel_cannot_start_a_word_is_said() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        // The shell in a frame whose scripts do not come.
        page.script(
            "return fetch('/operations').then((answer) => answer.text()).then((html) => {
                 document.open();
                 document.write(html.replaceAll(/\\/hpc-operations-[^\"']*\\.js/g, '/missing.js'));
                 document.close();
             })",
            &[],
        )
        .await;
        page.css(".op-boot-failed")
            .text_containing("The panel cannot start")
            .until_visible()
            .await;
    });
}

/// The policy that a page comes with.
async fn policy(page: &Page) -> String {
    let policy = page
        .script(
            "return fetch(location.href).then((answer) => answer.headers.get('content-security-policy'))",
            &[],
        )
        .await;
    policy.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_strict_policy_stands_and_nothing_breaks_it() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let policy = policy(&page).await;
        assert!(policy.contains("'wasm-unsafe-eval'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert!(!policy.contains("'unsafe-"), "{policy}");
        // It is in force: a script that is written into the page does not run.
        page.script(
            "const script = document.createElement('script');
             script.textContent = 'window.wasRun = true';
             document.head.append(script)",
            &[],
        )
        .await;
        let was_run = page.script("return window.wasRun === true", &[]).await;
        assert_eq!(was_run, false);
        page.assert_no_console_errors(&["Content Security Policy"])
            .await;
    });
}

/// Looks around: list, filters, menu, help, an operation and back.
async fn look_around(world: &World, page: &Page) {
    let log = world.listing(&[]).await;
    page.until_listed(&log).await;
    page.choice("status", "failed").click().await;
    page.css("[data-control=time] [aria-haspopup=dialog]")
        .click()
        .await;
    page.field("start_time").until_visible().await;
    page.press("Escape").await;
    page.button("Duration").click().await;
    page.field("theme").select("Dark").await;
    page.field("language").select("中文").await;
    page.field("language").select("English").await;
    page.button("Keyboard shortcuts").click().await;
    page.press("Escape").await;
    page.link("Operation log").click().await;
    page.until_listed(&log).await;
    let id = log.text(0, "job_id");
    page.row_menu(id).click().await;
    page.any("menu").until_visible().await;
    page.press("Escape").await;
    page.row(id).css("a.op-row-link").click().await;
    page.css("article[data-state=ready]").until_visible().await;
    page.css("details.op-raw > summary").click().await;
    page.back().await;
    page.until_listed(&log).await;
}

#[test]
fn a_tour_leaves_no_error_in_the_console() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        look_around(world, &page).await;
        page.assert_no_console_errors(&[]).await;
    });
}

#[test]
fn nothing_moves_while_a_page_loads_and_few_calls_are_made() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let operation = format!("/operations/{}", log.text(0, "job_id"));
        let mut restless = Vec::new();
        for (path, most_calls) in [
            ("/operations", 1),
            ("/operations?limit=100", 1),
            ("/operations?status=failed&verbose=1", 1),
            (operation.as_str(), 2),
        ] {
            for (width, height) in [(1280, 800), (360, 740)] {
                let page = world.page();
                page.resize(width, height).await;
                page.go(path).await;
                page.css("section[data-state=ready], article[data-state=ready]")
                    .until_visible()
                    .await;
                page.until_idle().await;
                page.css(".op-pager, .op-related-list, .op-related .op-none")
                    .until_visible()
                    .await;
                match page.layout_shift().await {
                    Ok(shift) if shift > MOST_LAYOUT_SHIFT => {
                        restless.push(format!("{path} by {shift:.3} at {width} x {height}"));
                    }
                    Ok(_) => {}
                    Err(unsupported) => eprintln!("note: {unsupported}"),
                }
                let calls = page.requests().await;
                assert!(calls.len() <= most_calls, "{path}: {calls:?}");
            }
        }
        assert!(restless.is_empty(), "moved: {}", restless.join(", "));
    });
}

/// The files that a page has loaded, and the bytes that the network brought of each.
async fn loaded_files(page: &Page) -> Vec<(String, f64)> {
    let files = page
        .script(
            "return performance.getEntriesByType('resource')
                 .filter(({ name }) => !name.includes('/api/'))
                 .map(({ name, transferSize }) => [name.split('/').pop(), transferSize])",
            &[],
        )
        .await;
    serde_json::from_value(files).unwrap_or_default()
}

#[test]
fn each_file_is_loaded_once_and_a_repeated_visit_loads_nothing_but_rows() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let first = loaded_files(&page).await;
        for kind in [".wasm", ".css", ".js"] {
            let files: Vec<_> = first.iter().map(|(name, _)| name).collect();
            let of_kind: Vec<_> = files.iter().filter(|name| name.ends_with(kind)).collect();
            let distinct: HashSet<_> = of_kind.iter().collect();
            assert!(!of_kind.is_empty(), "{files:?}");
            assert_eq!(of_kind.len(), distinct.len(), "{files:?}");
        }
        let page = world.open("/operations?status=failed").await;
        page.until_state("ready").await;
        let caches = world.engine().require(Ability::CacheOnDisk);
        let mut again = loaded_files(&page).await;
        again.retain(|(name, _)| caches.is_ok() || !name.ends_with(".wasm"));
        assert!(!again.is_empty());
        assert!(again.iter().all(|(_, bytes)| *bytes == 0.0), "{again:?}");
    });
}

#[test]
fn every_call_tells_time_and_zone() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let call = page.until_asked(&[("zone", Some("jinan1a"))]).await;
        let timestamp = call.parameter("timestamp").unwrap_or_default();
        let time: chrono::DateTime<chrono::Utc> = timestamp
            .parse()
            .unwrap_or_else(|error| panic!("timestamp={timestamp}: {error}"));
        assert!((chrono::Utc::now() - time).num_seconds().abs() < 60);
        assert!(
            timestamp.ends_with('Z') && timestamp.len() == 20,
            "{timestamp}"
        );
    });
}

#[test]
fn the_page_works_below_a_path_of_its_own() {
    let below = [
        "--demo",
        "200",
        "--arrivals-per-hour",
        "0",
        "--base-path",
        "/portal/ops",
    ];
    e2e::Setup::new().gateway(&below).run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/portal/ops/operations").await;
        page.until_listed(&log).await;
        page.choice("status", "failed").click().await;
        page.until_address("/portal/ops/operations?status=failed")
            .await;
        page.back().await;
        page.until_listed(&log).await;
        let id = log.text(0, "job_id");
        page.row(id).css("a.op-row-link").click().await;
        page.until_address(&format!("/portal/ops/operations/{id}"))
            .await;
        page.reload().await;
        page.css("article[data-state=ready]").until_visible().await;
        page.go("/portal/ops/").await;
        page.until_listed(&log).await;
        page.assert_no_console_errors(&[]).await;
    });
}
