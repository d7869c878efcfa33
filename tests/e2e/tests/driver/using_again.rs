//! A browser is used by one test after the other, and no test sees that.

use crate::SITE;
use crate::fixed_site::FixedSite;
use e2e::{Emulation, Page, Setup};
use serde_json::Value;

/// Everything in which a used browser could differ from a new one.
async fn state_of(page: &Page) -> Value {
    let console = page.console().await;
    assert_eq!(console, [], "the console was to be empty");
    page.script(
        "const { activeElement: active, cookie, hidden } = document;
         return Promise.all([indexedDB.databases(), caches.keys(), navigator.locks.query()]).then(
             ([databases, caches, locks]) => ({
                 cookie, hidden, databases, caches, locks, isSecureContext, scrollX, scrollY,
                 name, devicePixelRatio,
                 hasFocus: document.hasFocus(),
                 active: active.tagName,
                 opener: String(opener),
                 local: { ...localStorage },
                 session: { ...sessionStorage },
                 history: history.length,
                 viewport: [innerWidth, innerHeight],
                 frame: [outerWidth - innerWidth, outerHeight - innerHeight],
                 dark: matchMedia('(prefers-color-scheme: dark)').matches,
                 online: navigator.onLine,
                 language: navigator.language,
                 date: new Date(0).toLocaleString(),
             }),
         )",
        &[],
    )
    .await
}

/// Leaves something in every place that a page can write to.
async fn leave_traces(page: &Page) {
    page.script(
        "localStorage.setItem('left', 'yes');
         sessionStorage.setItem('left', 'yes');
         for (const path of ['/', '/form']) document.cookie = `left=yes; max-age=3600; path=${path}`;
         window.name = 'left';
         history.pushState(null, '', '?left');
         onbeforeunload = () => console.error('left');
         console.error('left');
         navigator.locks.request('left', () => new Promise(() => {}));
         setInterval(() => console.error('left'), 20);
         const opened = new Promise((done) => (indexedDB.open('left').onsuccess = done));
         return Promise.all([caches.open('left'), opened]).then(() => null)",
        &[],
    )
    .await;
    page.go("/long").await;
    page.scroll_to(0, 300).await;
    page.resize(700, 500).await;
    page.go("/form").await;
    page.press("Tab").await;
    page.press("Shift+a").await;
    assert_eq!(
        page.focused().await.map(|it| it.field),
        Some("search_word".into())
    );
}

#[test]
fn a_browser_that_is_used_again_has_nothing_of_the_test_before() {
    let site = FixedSite::serve(SITE);
    // Nobody else is from there, so that nobody takes the browser in between.
    let setup = Setup::new().site(&site.origin()).time_zone("Europe/Lisbon");
    let mut seen = Vec::new();
    for _ in 0..3 {
        setup.clone().run(async |world| {
            let page = world.open("/form").await;
            seen.push((world.browser_folder(), state_of(&page).await));
            leave_traces(&page).await;
        });
    }
    let (folder, state) = &seen[0];
    assert_eq!(state["isSecureContext"], true);
    for (next_folder, next_state) in &seen[1..] {
        assert_eq!(next_folder, folder, "the browser was to be used again");
        assert_eq!(next_state, state);
    }
}

#[test]
fn a_browser_that_pretends_is_not_used_again() {
    let site = FixedSite::serve(SITE);
    let setup = Setup::new().site(&site.origin()).time_zone("Europe/Riga");
    let mut folders = Vec::new();
    for _ in 0..2 {
        setup.clone().run(async |world| {
            folders.push(world.browser_folder());
            let dark = world.page().emulate(Emulation::DARK).await;
            dark.expect("every engine can");
        });
    }
    assert_ne!(folders[0], folders[1]);
    assert!(!folders[0].exists());
}
