//! Keys, clicks, choices and the focus.

use crate::on_site;
use e2e::Find;

#[test]
fn keys_text_and_choices_reach_the_page() {
    on_site(async |world| {
        let page = world.open("/form").await;
        let search = page.field("search_word");
        search.type_text("ehpc-中文").await;
        assert_eq!(search.value().await, "ehpc-中文");
        search.fill("cln-1").await;
        assert_eq!(search.value().await, "cln-1");
        assert_eq!(page.caret().await, Some([5, 5]));
        page.press("ArrowLeft").await;
        assert_eq!(page.caret().await, Some([4, 4]));
        page.type_text("+").await;
        assert_eq!(search.value().await, "cln-+1");
        page.press("Control+a").await;
        assert_eq!(page.caret().await, Some([0, 6]));
        search.fill("").await;
        assert_eq!(search.value().await, "");

        page.field("limit").select("50 rows").await;
        assert_eq!(page.field("limit").value().await, "50");
        // The radio buttons are hidden behind their labels.
        page.choice("status", "failed").click().await;
        assert!(page.choice("status", "failed").is_checked().await);
    });
}

#[test]
fn the_focus_can_be_followed() {
    on_site(async |world| {
        let page = world.open("/form").await;
        assert_eq!(page.focused().await, None);
        page.field("search_word").click().await;
        page.field("search_word").until_focused().await;
        page.press("Tab").await;
        page.field("limit").until_focused().await;
        page.press("Shift+Tab").await;
        let focused = page.focused().await.expect("something has the focus");
        assert_eq!(focused.field, "search_word");
        assert_eq!(focused.to_string(), "searchbox \"Search in names\"");
        page.press("Escape").await;
        page.until_equal("the last key", "Escape".to_owned(), async |page| {
            page.text_of("#key").await
        })
        .await;
    });
}

#[test]
fn a_click_waits_until_the_button_is_there_and_enabled() {
    on_site(async |world| {
        let page = world.open("/form").await;
        assert!(!page.button("Later").is_enabled().await);
        page.button("Later").click().await;
        page.css("#key").until_text("Later").await;
    });
}

#[test]
fn an_input_method_composes_before_it_commits() {
    on_site(async |world| {
        let page = world.open("/form").await;
        page.field("search_word").focus().await;
        page.compose(&["n", "ni"], "你").await;
        assert_eq!(page.field("search_word").value().await, "你");
        page.css("#composed").until_text("n… ni… 你… 你").await;
    });
}
