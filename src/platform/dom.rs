//! Focus, scroll and the document itself.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::request_animation_frame;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, HtmlElement};

/// How often it is looked whether the page can be seen again, in milliseconds.
const UNSEEN: u32 = 1_000;

/// The document, unless the panel runs where there is none.
pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Moves focus to an element without scrolling the page.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take focus leaves it where it is.
    let _ = element.focus_with_options(&options);
}

/// Whether a style sheet takes an element off the page.
pub fn is_styled_away(element: &Element) -> bool {
    let style = web_sys::window().and_then(|window| window.get_computed_style(element).ok()?);
    style.is_some_and(|style| style.get_property_value("display").as_deref() == Ok("none"))
}

/// Whether an element can be seen by scrolling to it. What is hidden may have a layout all the same.
pub fn is_shown(element: &Element) -> bool {
    matches!(element.closest("[hidden]"), Ok(None)) && element.get_client_rects().length() > 0
}

/// Whether nothing has the focus: then keys go to the body.
pub fn is_focus_nowhere() -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_none_or(|focused| focused.tag_name() == "BODY")
}

/// The button that an event comes from, or whatever is in it.
pub fn button_of(event: &Event) -> Option<HtmlElement> {
    around(event, "button")
}

/// The link that an event comes from, or whatever is in it.
pub fn link_of(event: &Event) -> Option<HtmlElement> {
    around(event, "a[href]")
}

fn around(event: &Event, selector: &str) -> Option<HtmlElement> {
    let inner: Element = event.target()?.dyn_into().ok()?;
    inner.closest(selector).ok()??.dyn_into().ok()
}

/// The first element below a root that a selector finds.
pub fn find(root: &Element, selector: &str) -> Option<HtmlElement> {
    root.query_selector(selector).ok()??.dyn_into().ok()
}

/// Every element below a root that a selector finds, in document order.
pub fn find_all(root: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.get(index)?.dyn_into().ok())
        .collect()
}

/// How far the page is scrolled down, in CSS pixels.
pub fn scroll_top() -> f64 {
    web_sys::window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// Scrolls the page at once, without any animation.
pub fn scroll_to(top: f64) {
    if let Some(window) = web_sys::window() {
        let options = web_sys::ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(web_sys::ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Scrolls no further than it takes to show an element.
pub fn reveal(element: &HtmlElement) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Runs a callback before the next paint, when what was rendered has its size.
pub fn before_next_paint(callback: impl FnOnce() + 'static) {
    // One type of callback for all, which keeps the WebAssembly small.
    let callback: Box<dyn FnOnce()> = Box::new(callback);
    request_animation_frame(callback);
}

/// Runs a callback in a task of its own after the next paint.
pub fn after_next_paint(callback: impl FnOnce() + 'static) {
    before_next_paint(move || {
        spawn_local(async move {
            TimeoutFuture::new(0).await;
            callback();
        });
    });
}

/// The languages the reader asked the browser for, best first.
pub fn browser_languages() -> Vec<String> {
    let Some(window) = web_sys::window() else {
        return Vec::new();
    };
    let navigator = window.navigator();
    let mut languages: Vec<String> = navigator
        .languages()
        .iter()
        .filter_map(|tag| tag.as_string())
        .collect();
    languages.extend(navigator.language());
    languages
}

/// How many pixels of the window are one of an element, which a page may zoom by `zoom`.
pub fn zoom(element: &Element) -> f64 {
    js_sys::Reflect::get(element, &"currentCSSZoom".into())
        .ok()
        .and_then(|zoom| zoom.as_f64())
        .unwrap_or(1.0)
}

/// Width and height of the window's inside, in CSS pixels.
pub fn viewport() -> (f64, f64) {
    let Some(window) = web_sys::window() else {
        return (0.0, 0.0);
    };
    let size = |size: Result<wasm_bindgen::JsValue, _>| {
        size.ok().and_then(|size| size.as_f64()).unwrap_or_default()
    };
    (size(window.inner_width()), size(window.inner_height()))
}

/// Whether an address says on which server it is.
pub fn is_whole_address(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}

/// An href of this page as a whole address, to be copied.
pub fn absolute_url(href: &str) -> String {
    if is_whole_address(href) {
        return href.to_owned();
    }
    let origin = web_sys::window()
        .and_then(|window| window.location().origin().ok())
        .unwrap_or_default();
    [&origin, href].concat()
}

/// Loads the page again.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        // Refused only where the page around a frame forbids it.
        let _ = window.location().reload();
    }
}

/// Whether the reader has selected text.
pub fn has_selected_text() -> bool {
    web_sys::window()
        .and_then(|window| window.get_selection().ok().flatten())
        .is_some_and(|selection| !selection.is_collapsed())
}

/// Whether the page cannot be seen now.
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// Waits until the page can be seen.
pub async fn until_seen() {
    while is_hidden() {
        TimeoutFuture::new(UNSEEN).await;
    }
}
