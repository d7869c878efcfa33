//! Finding: what a box understands, its list by roles and keys, and the time picker.

use hpc_operations::state::preferences::Preferences;
use operation_log::query::Edit;
use operation_log::{Param, Query};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, HtmlInputElement};

use crate::harness::{Harness, dispatch, open, open_locked, page, press, settle, type_text, until};

fn fill(field: &HtmlInputElement, text: &str) {
    field.focus().unwrap();
    field.set_value(text);
    dispatch(field, "input");
}

/// The lines of the list that a box controls.
fn lines(console: &Harness, name: &str) -> Vec<HtmlElement> {
    let list = console.field(name).get_attribute("aria-controls").unwrap();
    console.all(&format!(
        "#{list}[role=listbox]:not([hidden]) > [role=option]"
    ))
}

fn line_texts(console: &Harness, name: &str) -> Vec<String> {
    lines(console, name)
        .iter()
        .map(|line| line.inner_text())
        .collect()
}

async fn until_lines(console: &Harness, name: &str, first: &str) {
    until(&format!("{first} in the list"), || {
        line_texts(console, name)
            .first()
            .is_some_and(|line| line.contains(first))
    })
    .await;
}

/// The line that the box says is active.
fn active_line(console: &Harness, name: &str) -> Option<String> {
    let id = console.field(name).get_attribute("aria-activedescendant")?;
    let line = console.find(&format!("#{id}[aria-selected=true]"));
    Some(line.inner_text())
}

/// Longer than a pause in typing that commits.
async fn pause() {
    for _ in 0..25 {
        settle().await;
    }
}

#[wasm_bindgen_test]
async fn the_search_box_is_a_combobox_that_shows_what_it_understood() {
    let console = open("/operations");
    let search = console.field("search_word");
    for (attribute, value) in [
        ("role", "combobox"),
        ("aria-autocomplete", "list"),
        ("aria-expanded", "false"),
        ("autocomplete", "off"),
        ("data-1p-ignore", "true"),
        ("data-lpignore", "true"),
        ("data-bwignore", "true"),
    ] {
        assert_eq!(
            search.get_attribute(attribute).as_deref(),
            Some(value),
            "{attribute}"
        );
    }
    assert_eq!(search.get_attribute("aria-activedescendant"), None);
    fill(&search, "Add nodes");
    until_lines(&console, "search_word", "Add nodes").await;
    assert_eq!(
        search.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert!(active_line(&console, "search_word").is_some_and(|line| line.contains("Action")));
    // What is not a keyword is not asked before the reader says so.
    pause().await;
    assert_eq!(console.nav.href(), "/operations");
    press(&search, "Enter");
    console
        .until_href("/operations?job_action=HpcClusterAddClusterNodes")
        .await;
    until("an empty box and no list", || {
        search.value().is_empty() && lines(&console, "search_word").is_empty()
    })
    .await;
    assert_eq!(
        search.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
}

#[wasm_bindgen_test]
async fn the_list_is_used_by_keys_and_by_the_pointer() {
    let console = open("/operations");
    let search = console.field("search_word");
    fill(&search, "compute job");
    until_lines(&console, "search_word", "compute job").await;
    assert_eq!(lines(&console, "search_word").len(), 4);
    press(&search, "ArrowDown");
    until("the second line", || {
        active_line(&console, "search_word").is_some_and(|line| line.contains("Submit compute job"))
    })
    .await;
    press(&search, "ArrowUp");
    press(&search, "ArrowUp");
    until("the last line", || {
        active_line(&console, "search_word")
            .is_some_and(|line| line.contains("Delete compute jobs"))
    })
    .await;
    // The list stays while a pause searches for the keyword.
    console
        .until_href("/operations?search_word=compute%20job")
        .await;
    settle().await;
    assert_eq!(lines(&console, "search_word").len(), 4);
    press(&search, "Escape");
    until("no list", || lines(&console, "search_word").is_empty()).await;
    assert_eq!(search.value(), "compute job");
    press(&search, "ArrowDown");
    until_lines(&console, "search_word", "compute job").await;
    lines(&console, "search_word")[2].click();
    console
        .until_href("/operations?job_action=HpcJobStopJobs")
        .await;
}

#[wasm_bindgen_test]
async fn ids_of_a_chat_are_found_in_whichever_box_they_are_pasted() {
    let chat = "帮忙看下：j-8ajjp28fps8，j-0a1b2c3d4e5、\u{200b}j-zz9yy8xx7ww；谢谢";
    for name in [
        "search_word",
        "resource_ids",
        "job_ids",
        "owner",
        "job_action",
    ] {
        let console = open("/operations");
        console.until_calls(1).await;
        let field = console.field(name);
        fill(&field, chat);
        press(&field, "Enter");
        console
            .until_href("/operations?job_ids=j-8ajjp28fps8,j-0a1b2c3d4e5,j-zz9yy8xx7ww")
            .await;
        console.until_calls(2).await;
        console.answer(
            1,
            Ok(page(
                2,
                &[("j-8ajjp28fps8", "failed"), ("j-0a1b2c3d4e5", "failed")],
            )),
        );
        console
            .until_rows(&["j-8ajjp28fps8", "j-0a1b2c3d4e5"])
            .await;
        until(name, || {
            console
                .text()
                .contains("2 of 3 IDs found; not found: j-zz9yy8xx7ww")
        })
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_part_of_a_value_is_not_sent_and_can_be_searched_for() {
    let console = open("/operations");
    for (name, part) in [
        ("job_action", "创建"),
        ("resource_ids", "ehpc-99"),
        ("owner", "usr-1 usr-2"),
    ] {
        let field = console.field(name);
        fill(&field, part);
        pause().await;
        assert_eq!(console.nav.href(), "/operations", "{name}");
        press(&field, "Enter");
        until("a note", || {
            field.get_attribute("aria-invalid").as_deref() == Some("true")
        })
        .await;
        assert!(console.text().contains("Needs a whole value."), "{name}");
        assert_eq!(console.nav.href(), "/operations", "{name}");
        assert_eq!(field.value(), part);
        field.blur().unwrap();
        settle().await;
        assert_eq!(field.value(), part, "{name}");
        assert_eq!(console.nav.href(), "/operations", "{name}");
        field.focus().unwrap();
        press(&field, "Escape");
        until("the box is empty", || field.value().is_empty()).await;
    }
    let action = console.field("job_action");
    fill(&action, "创建");
    until_lines(&console, "job_action", "Create cluster").await;
    let texts = line_texts(&console, "job_action");
    let search = texts
        .iter()
        .position(|text| text.contains("Search for this text"));
    lines(&console, "job_action")[search.unwrap()].click();
    console
        .until_href("/operations?search_word=%E5%88%9B%E5%BB%BA")
        .await;
}

#[wasm_bindgen_test]
async fn a_value_of_the_rows_at_hand_is_offered_and_sent() {
    let console = open("/operations");
    console.until_calls(1).await;
    console.answer(0, Ok(page(1, &[("j-1", "failed")])));
    console.until_rows(&["j-1"]).await;
    let owner = console.field("owner");
    // Other owners may be known to this browser.
    fill(&owner, "usr-a");
    until_lines(&console, "owner", "usr-a").await;
    press(&owner, "ArrowDown");
    press(&owner, "Enter");
    console.until_href("/operations?owner=usr-a").await;
    // One search is one step of the history.
    console.nav.back();
    console.until_href("/operations").await;
}

#[wasm_bindgen_test]
async fn a_word_for_a_status_means_that_status_and_its_beginning_offers_it() {
    let console = open("/operations");
    let search = console.field("search_word");
    fill(&search, "progress");
    settle().await;
    let offers_status = |text: &String| text.contains("Status");
    assert!(
        !line_texts(&console, "search_word")
            .iter()
            .any(offers_status)
    );
    fill(&search, "fai");
    until_lines(&console, "search_word", "fai").await;
    assert!(
        line_texts(&console, "search_word")
            .iter()
            .any(offers_status)
    );
    fill(&search, "failed");
    until_lines(&console, "search_word", "Failed").await;
    press(&search, "Enter");
    console.until_href("/operations?status=failed").await;
}

#[wasm_bindgen_test]
async fn what_a_host_page_has_locked_is_not_offered() {
    let console = open_locked("/operations", "owner=usr-a");
    let search = console.field("search_word");
    fill(&search, "usr-GxkSGFDs");
    until_lines(&console, "search_word", "usr-GxkSGFDs").await;
    let texts = line_texts(&console, "search_word");
    assert!(
        texts.iter().all(|text| !text.contains("Owner")),
        "{texts:?}"
    );
}

#[wasm_bindgen_test]
async fn the_list_says_nothing_before_a_composition_ends() {
    let console = open("/operations");
    let search = console.field("search_word");
    search.focus().unwrap();
    dispatch(&search, "compositionstart");
    type_text(&search, "chuangjian");
    settle().await;
    assert!(lines(&console, "search_word").is_empty());
    press(&search, "ArrowDown");
    search.set_value("创建集群");
    dispatch(&search, "compositionend");
    until_lines(&console, "search_word", "Create cluster").await;
    press(&search, "Enter");
    console
        .until_href("/operations?job_action=HpcClusterCreateCluster")
        .await;
}

#[wasm_bindgen_test]
async fn nothing_is_asked_while_a_filter_cannot_be_used() {
    let console = open("/operations?owner=a%20b&search_word=x");
    until("the screen", || {
        console.all("[data-state=unusable][aria-busy=false]").len() == 1
    })
    .await;
    pause().await;
    assert_eq!(console.calls(), 0);
    let text = console.text();
    assert!(text.contains("A filter can’t be used"), "{text}");
    console
        .find(".op-unusable-filters .op-button-primary")
        .click();
    let document = web_sys::window().unwrap().document().unwrap();
    let focused = document
        .active_element()
        .and_then(|one| one.get_attribute("name"));
    assert_eq!(focused.as_deref(), Some("owner"));
    console
        .find(".op-unusable-filters .op-button:not(.op-button-primary)")
        .click();
    console.until_href("/operations?search_word=x").await;
    console.until_calls(1).await;
    assert_eq!(console.sent(0, "search_word").as_deref(), Some("x"));
    assert_eq!(console.sent(0, "owner"), None);
}

fn time_button(console: &Harness) -> HtmlElement {
    console.find("[data-control=time] [aria-haspopup=dialog]")
}

async fn open_picker(console: &Harness) {
    time_button(console).click();
    until("the calendar", || {
        !console.all("[role=dialog] [role=grid]").is_empty()
    })
    .await;
}

#[wasm_bindgen_test]
async fn both_ends_are_shown_with_their_zone_before_they_are_applied() {
    let console = open("/operations?tz=utc8");
    open_picker(&console).await;
    let start = console.field("start_time");
    fill(&start, "2026-11-24 22:00-02:00");
    until("both ends", || {
        let text = console.find("#op-time-picker").inner_text();
        text.contains("2026-11-24 22:00:00 UTC+8 · 2026-11-24T14:00:00Z")
            && text.contains("2026-11-25 02:00:00 UTC+8 · 2026-11-24T18:00:00Z")
            && text.contains("Beijing (UTC+8)")
    })
    .await;
    assert_eq!(console.nav.href(), "/operations?tz=utc8");
    press(&start, "Enter");
    console
        .until_href(
            "/operations?start_time=2026-11-24T14:00:00Z&end_time=2026-11-24T18:00:00Z&tz=utc8",
        )
        .await;
    until("the range at the button", || {
        let button = time_button(&console);
        button.inner_text().contains("11-24 22:00 – ")
            && button.get_attribute("title").as_deref()
                == Some("2026-11-24 22:00 – 2026-11-25 02:00 UTC+8")
    })
    .await;
    // It is offered again.
    open_picker(&console).await;
    let texts = console
        .all(".op-time-choices button")
        .iter()
        .map(HtmlElement::inner_text)
        .collect::<Vec<_>>();
    assert!(
        texts.iter().any(|text| text.contains("11-24 22:00 – ")),
        "{texts:?}"
    );
}

#[wasm_bindgen_test]
async fn what_is_read_of_a_typed_time_is_told_before_it_is_applied() {
    let console = open("/operations?tz=utc");
    open_picker(&console).await;
    let (start, end) = (console.field("start_time"), console.field("end_time"));
    for (text, told) in [
        ("25 Nov 2025", "2025-11-25 00:00:00 UTC"),
        ("11/25/2025 9:26 pm", "2025-11-25 21:26:00 UTC"),
        ("3/4/2025", "Day and month can’t be told apart."),
        ("2h ag", "Not a valid time."),
        ("2h ago", " UTC · "),
        ("", ""),
    ] {
        fill(&start, text);
        let note = start.get_attribute("aria-describedby").unwrap();
        until(text, || {
            let note = console.find(&format!("#{note}")).inner_text();
            note.contains(told) && (told.is_empty() == note.is_empty())
        })
        .await;
        assert_eq!(start.get_attribute("aria-invalid"), None, "{text}");
    }
    // What is wrong with one end says nothing of the other.
    fill(&start, "soon");
    fill(&end, "2025-11-25");
    console.until_text("2025-11-25 23:59:59 UTC · ").await;
    console.until_text("Not a valid time.").await;
}

#[wasm_bindgen_test]
async fn of_ids_of_several_kinds_each_search_says_how_many_it_is_for() {
    let console = open("/operations");
    let search = console.field("search_word");
    search.focus().unwrap();
    fill(
        &search,
        "j-8ajjp28fps8, j-0a1b2c3d4e5: cln-w1xufnk9 usr-GxkSGFDs",
    );
    until_lines(&console, "search_word", "2 operation IDs (of 4 IDs)").await;
    let lines = line_texts(&console, "search_word");
    assert!(lines[1].contains("1 resource (of 4 IDs)"), "{lines:?}");
    assert!(lines[2].contains("Owner (of 4 IDs)"), "{lines:?}");
}

#[wasm_bindgen_test]
async fn an_end_that_cannot_be_used_is_not_applied() {
    let console = open("/operations");
    open_picker(&console).await;
    let end = console.field("end_time");
    fill(&end, "soon");
    press(&end, "Enter");
    until("a problem", || {
        end.get_attribute("aria-invalid").as_deref() == Some("true")
    })
    .await;
    assert!(console.text().contains("Not a valid time"));
    assert_eq!(console.nav.href(), "/operations");
    press(&end, "Escape");
    until("closed", || {
        console.all("[role=dialog] [role=grid]").is_empty()
    })
    .await;
    assert_eq!(end.value(), "");
}

#[wasm_bindgen_test]
async fn days_are_picked_by_keys() {
    let console =
        open("/operations?tz=utc&start_time=2026-11-24T00:00:00Z&end_time=2026-11-24T23:59:59Z");
    open_picker(&console).await;
    let current =
        || -> HtmlInputElement { console.find("[role=grid] [tabindex='0']").unchecked_into() };
    let name = || current().get_attribute("aria-label").unwrap();
    assert_eq!(name(), "Tuesday, November 24, 2026");
    for (key, day) in [
        ("ArrowRight", "Wednesday, November 25, 2026"),
        ("ArrowUp", "Wednesday, November 18, 2026"),
        ("Home", "Monday, November 16, 2026"),
        ("End", "Sunday, November 22, 2026"),
        ("PageUp", "Thursday, October 22, 2026"),
        ("PageDown", "Sunday, November 22, 2026"),
        ("ArrowLeft", "Saturday, November 21, 2026"),
    ] {
        press(&current(), key);
        until(day, || name() == day).await;
    }
    current().click();
    press(&current(), "ArrowDown");
    until("a week later", || name() == "Saturday, November 28, 2026").await;
    current().click();
    until("both days", || {
        console.all("[role=gridcell][aria-selected=true]").len() == 8
    })
    .await;
    assert_eq!(console.field("start_time").value(), "2026-11-21 00:00:00");
    assert_eq!(console.field("end_time").value(), "2026-11-28 23:59:59");
    console.find(".op-time-foot button").click();
    console
        .until_href(
            "/operations?start_time=2026-11-21T00:00:00Z&end_time=2026-11-28T23:59:59Z&tz=utc",
        )
        .await;
}

#[wasm_bindgen_test]
async fn zone_and_page_size_are_remembered_unless_a_link_names_them() {
    let preferences = Preferences::load();
    preferences.note(&Edit::Text(Param::Tz, "utc8".to_owned()));
    preferences.note(&Edit::Limit(50));
    let remembered = |url: &str| preferences.remembered(&Query::from_url(url)).to_url();
    assert_eq!(
        remembered("status=failed"),
        "status=failed&limit=50&tz=utc8"
    );
    assert_eq!(remembered("limit=10&tz=utc"), "limit=10&tz=utc");
    assert_eq!(remembered("page=3"), "page=3&tz=utc8");
    assert_eq!(
        Preferences::of_host()
            .remembered(&Query::default())
            .to_url(),
        ""
    );
    preferences.note(&Edit::Text(Param::Tz, "local".to_owned()));
    preferences.note(&Edit::Limit(20));
    assert_eq!(remembered(""), "");
}
