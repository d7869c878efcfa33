//! What is typed becomes part of the address on Enter, when the box is left, or
//! after a pause, and never costs focus, caret or a half-made character.

use e2e::{Find, Page};
use serde_json::json;

/// From now on no pause in typing ever ends, so that nothing but a key or a
/// blur can commit.
async fn without_pauses(page: &Page) {
    page.script("window.setTimeout = () => 0", &[]).await;
}

/// From now on every pause in typing has already ended.
async fn with_endless_pauses(page: &Page) {
    page.script(
        "const { setTimeout: later, clearTimeout: clear } = window;
         const waiting = new Set();
         let last = 0;
         // A driver has timers in the page, too: they are longer.
         window.setTimeout = (callback, delay, ...more) => {
             if (delay > 5000) return later(callback, delay, ...more);
             const id = (last -= 1);
             waiting.add(id);
             queueMicrotask(() => { if (waiting.delete(id)) callback(); });
             return id;
         };
         window.clearTimeout = (id) => { if (!waiting.delete(id)) clear(id); }",
        &[],
    )
    .await;
}

#[test]
fn enter_and_leaving_the_box_commit_at_once() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        without_pauses(&page).await;
        page.field("search_word").type_text("节点").await;
        page.until_parameters(&[]).await;
        page.press("Enter").await;
        page.until_parameters(&[("search_word", "节点")]).await;
        page.until_listed(&world.listing(&[("search_word", "节点")]).await)
            .await;
        page.field("search_word").until_focused().await;

        page.field("job_action").type_text("HpcJobSubmitJob").await;
        page.until_parameters(&[("search_word", "节点")]).await;
        page.press("Tab").await;
        let both = [("job_action", "HpcJobSubmitJob"), ("search_word", "节点")];
        page.until_parameters(&both).await;
        page.field("owner").until_focused().await;
        page.until_asked(&both.map(|(name, value)| (name, Some(value))))
            .await;
    });
}

#[test]
fn a_pause_commits_and_typing_goes_on_where_it_was() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        let entries = page.history_length().await;
        let search = page.field("search_word");
        search.type_text("ehpc ").await;
        page.until_parameters(&[("search_word", "ehpc")]).await;
        page.until_listed(&world.listing(&[("search_word", "ehpc")]).await)
            .await;
        // The blank at the end is still there, though it is no part of the value.
        assert_eq!(search.value().await, "ehpc ");
        search.until_focused().await;
        assert_eq!(page.caret().await, Some([5, 5]));

        page.press("ArrowLeft").await;
        page.press("ArrowLeft").await;
        page.type_text("QQ").await;
        page.until_parameters(&[("search_word", "ehpQQc")]).await;
        page.until_state("no-match").await;
        assert_eq!(search.value().await, "ehpQQc ");
        search.until_focused().await;
        assert_eq!(page.caret().await, Some([5, 5]));

        // All that was one search: one step of the history.
        assert_eq!(page.history_length().await, entries + 1);
        page.back().await;
        page.until_parameters(&[]).await;
        page.until_equal("the search box", String::new(), async |page| {
            page.field("search_word").value().await
        })
        .await;
    });
}

#[test]
fn a_box_under_more_keeps_the_focus_when_it_is_emptied() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.css("button[data-control=more]").click().await;
        let directive = page.field("directive");
        directive.type_text("cln").await;
        page.until_parameters(&[("directive", "cln")]).await;
        directive.fill("").await;
        page.until_parameters(&[]).await;
        page.until_listed(&world.listing(&[]).await).await;
        directive.until_focused().await;
        page.type_text("ehpcq").await;
        page.until_parameters(&[("directive", "ehpcq")]).await;
    });
}

#[test]
fn an_input_method_sends_nothing_before_its_end() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.until_asked(&[("search_word", None)]).await;
        let before = page.requests().await.len();
        with_endless_pauses(&page).await;
        page.field("search_word").focus().await;
        page.compose(&["j", "ji", "jie", "jied"], "节点").await;
        page.until_parameters(&[("search_word", "节点")]).await;
        page.until_asked(&[("search_word", Some("节点"))]).await;
        assert_eq!(page.requests().await.len(), before + 1);
        assert_eq!(page.field("search_word").value().await, "节点");
    });
}

#[test]
fn the_enter_that_picks_a_character_sends_nothing() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        without_pauses(&page).await;
        let search = page.field("search_word");
        search.type_text("jie").await;
        // No driver plays the keys of an input method, only its texts.
        let press_enter = "document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
            { key: 'Enter', bubbles: true, cancelable: true, isComposing: args[0], keyCode: args[1] }))";
        for composing in [[json!(true), json!(13)], [json!(false), json!(229)]] {
            page.script(press_enter, &composing).await;
            page.until_parameters(&[]).await;
        }
        page.script(press_enter, &[json!(false), json!(13)]).await;
        page.until_parameters(&[("search_word", "jie")]).await;
    });
}

#[test]
fn suggestions_come_from_the_documentation_and_the_rows_at_hand() {
    e2e::run(async |world| {
        let log = world.listing(&[]).await;
        let page = world.open("/operations").await;
        page.until_listed(&log).await;
        let before = page.requests().await.len();
        let cluster = log.text(0, "resource_ids").split(' ').next();
        for (parameter, expected) in [
            ("owner", Some(log.text(0, "owner"))),
            ("resource_ids", cluster),
            ("job_action", Some(log.text(0, "job_action"))),
            ("job_action", Some("HpcClusterCreateCluster")),
        ] {
            page.field(parameter).click().await;
            let options = page.css(&format!("#op-{parameter}-list > [role=option]"));
            let texts = options.texts().await;
            let hits = texts
                .iter()
                .filter(|text| expected.is_some_and(|value| text.contains(value)));
            assert_eq!(hits.count(), 1, "{parameter}: {expected:?} in {texts:?}");
            page.press("Escape").await;
        }
        assert_eq!(page.requests().await.len(), before);
    });
}

#[test]
fn a_box_in_focus_may_be_taken_away() {
    e2e::run(async |world| {
        let page = world.open("/operations").await;
        page.until_state("ready").await;
        page.field("search_word").focus().await;
        page.type_text("hpc").await;
        page.press("Enter").await;
        page.until_asked(&[("search_word", Some("hpc"))]).await;
        // A link that is followed by script leaves the focus where it is, as Back does.
        page.script("document.querySelector('a.op-row-link').click()", &[])
            .await;
        page.css("article[data-state=ready]").until_visible().await;
        page.assert_no_console_errors(&[]).await;
    });
}
