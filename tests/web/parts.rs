//! What a screen reader and the page around the panel do with its texts: languages of parts, names,
//! and texts that somebody else has wrapped, unwrapped and joined.

use operation_log::Language;
use operation_log::wire::{Answer, OperationPage, decode_answer};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlSelectElement};

use crate::harness::{Harness, dispatch, open, open_in, until};
use wasm_bindgen::{JsCast, JsValue};

/// Rows of an action that has no name but the server's, with errors of several codes.
fn failures() -> OperationPage {
    let row = |id: &str, second: u32| {
        format!(
            r#"{{"job_id":"{id}","status":"failed","job_action":"Unheard","action_describe":"整理磁盘",
            "owner":"usr-a","resource_ids":"ehpc-1 cln-1","error_codes":"5200,2400",
            "create_time":"2022-04-06T01:26:{second}Z","status_time":"2022-04-06T01:27:00Z"}}"#
        )
    };
    let body = format!(
        r#"{{"ret_code":0,"total_count":3,"job_set":[{},{},{}]}}"#,
        row("j-1", 50),
        row("j-2", 40),
        row("j-3", 30)
    );
    match decode_answer(&body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

async fn listed(language: Language, href: &str) -> Harness {
    let console = open_in(language, href);
    console.until_calls(1).await;
    console.answer(0, Ok(failures()));
    console.until_rows(&["j-1", "j-2", "j-3"]).await;
    console
}

#[wasm_bindgen_test]
async fn a_text_in_another_language_than_the_panel_says_which() {
    let lang = |console: &Harness, selector: &str| console.all(selector)[0].get_attribute("lang");
    let href = "/operations?search_word=磁盘&owner=usr-a";
    let console = listed(Language::En, href).await;
    let zh = Some("zh-CN".to_owned());
    assert_eq!(lang(&console, "a.op-row-link > span"), zh);
    assert_eq!(
        lang(&console, "[data-param=search_word] .op-chip-value"),
        zh
    );
    assert_eq!(lang(&console, "[data-param=owner] .op-chip-value"), None);
    assert_eq!(lang(&console, "[name=language] [value=zh-CN]"), zh);
    console.all("a.op-row-link")[0].click();
    until("the title", || lang(&console, "h1") == zh).await;
    assert_eq!(lang(&console, "[data-field=action_describe]"), zh);
    assert_eq!(lang(&console, "[data-field=owner]"), None);
    drop(console);
    let console = listed(Language::ZhCn, href).await;
    assert!(console.all("a.op-row-link [lang]").is_empty());
    assert_eq!(
        lang(&console, "[name=language] [value=en]").as_deref(),
        Some("en")
    );
}

#[wasm_bindgen_test]
async fn names_say_what_the_eye_sees() {
    let console = listed(Language::En, "/operations?directive=x&tz=utc").await;
    let menu = console.find("[data-job-id=j-1] [data-column=menu] button");
    assert_eq!(
        menu.get_attribute("aria-label").as_deref(),
        Some("Actions for 整理磁盘, 2022-04-06 01:26:50")
    );
    let more = console.find("[data-control=more][aria-expanded]");
    let words = more.text_content().unwrap();
    assert_eq!(
        words.split_whitespace().collect::<Vec<_>>().join(" "),
        "More filters 1 set"
    );
    let errors = console.find("[data-job-id=j-1] [data-column=error_codes] .visually-hidden");
    assert_eq!(errors.inner_text(), "1 more error code: 2400");
}

#[wasm_bindgen_test]
async fn a_failure_says_how_often_the_same_is_among_the_loaded_rows() {
    let console = listed(Language::En, "/operations").await;
    console.all("a.op-row-link")[0].click();
    console
        .until_text("2 more with this code among the loaded rows.")
        .await;
    let link = console.find("[data-error-code='2400'] a");
    assert!(
        link.get_attribute("href")
            .unwrap()
            .contains("search_word=2400")
    );
    // The operation itself: nothing for the count.
    console.until_calls(2).await;
}

#[wasm_bindgen_test]
async fn a_keyword_is_marked_wherever_the_row_shows_it() {
    let marks = |console: &Harness| -> Vec<String> {
        let marks = console.all("[data-job-id=j-1] mark");
        marks.iter().map(|mark| mark.inner_text()).collect()
    };
    let console = listed(Language::En, "/operations?search_word=磁盘").await;
    assert_eq!(marks(&console), ["磁盘"]);
    drop(console);
    // The resource that it is found in comes before the cluster.
    let console = listed(Language::En, "/operations?search_word=CLN").await;
    assert_eq!(marks(&console), ["cln"]);
    drop(console);
    let console = listed(Language::En, "/operations?resource_ids=cln-1").await;
    let first = console.find("[data-job-id=j-1] [data-column=resource_ids] a");
    assert_eq!(first.inner_text(), "cln-1");
    assert!(marks(&console).is_empty());
}

/// Wraps every text, unwraps it and joins what is side by side, as highlighters do.
fn highlight(console: &Harness) {
    let highlight = js_sys::Function::new_with_args(
        "root",
        "const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
         const texts = [];
         while (walker.nextNode()) texts.push(walker.currentNode);
         for (const text of texts) {
             const mark = document.createElement('mark');
             text.replaceWith(mark);
             mark.append(text);
         }
         for (const mark of root.querySelectorAll('mark')) mark.replaceWith(...mark.childNodes);
         root.normalize();",
    );
    let root = console.find(".op-console");
    highlight.call1(&JsValue::NULL, &root).unwrap();
}

/// Everything there is to read, without what depends on when: what is announced, ages, and
/// figures, which may tick.
fn words(console: &Harness) -> String {
    let console = console.find(".op-console");
    // Also in a list that is kept behind an operation.
    let left_out = console
        .query_selector_all("[role=status], .op-age")
        .unwrap();
    for index in 0..left_out.length() {
        left_out
            .item(index)
            .unwrap()
            .unchecked_into::<HtmlElement>()
            .remove();
    }
    let text = console.text_content().unwrap();
    text.chars().filter(|c| !c.is_ascii_digit()).collect()
}

async fn until_language(console: &Harness, tag: &str) {
    let select: HtmlSelectElement = console.find("[name=language]").unchecked_into();
    select.set_value(tag);
    dispatch(&select, "change");
    until(tag, || {
        console.find(".op-console").get_attribute("lang").as_deref() == Some(tag)
    })
    .await;
}

#[wasm_bindgen_test]
async fn texts_that_a_highlighter_has_handled_are_set_all_the_same() {
    for (href, opens) in [
        ("/operations?owner=usr-a&directive=x", false),
        ("/operations?owner=a,b&start_time=soon", false),
        ("/operations?owner=usr-a", true),
    ] {
        let mut read = Vec::new();
        for handled in [false, true] {
            let console = open(href);
            if href.contains("usr-a") {
                console.until_calls(1).await;
                console.answer(0, Ok(failures()));
                console.until_rows(&["j-1", "j-2", "j-3"]).await;
            }
            if opens {
                console.all("a.op-row-link")[0].click();
                console.until_calls(2).await;
                console.answer(1, Ok(failures()));
                console.until_calls(3).await;
                console.answer(2, Ok(failures()));
                until("what is around it", || {
                    console.all(".op-related-list li").len() == 3
                })
                .await;
            }
            for tag in ["zh-CN", "en", "zh-CN"] {
                if handled {
                    highlight(&console);
                }
                until_language(&console, tag).await;
            }
            read.push(words(&console));
            until_language(&console, "en").await;
        }
        assert_eq!(read[0], read[1], "{href}");
    }
}
