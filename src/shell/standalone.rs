//! The page of its own: the console owns the address bar, the title and the whole body.

use js_sys::{Reflect, Symbol};
use leptos::mount::mount_to;
use leptos::prelude::*;
use operation_log::{BasePath, Query};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Document, Element, HtmlElement};

use super::crash;
use super::first_rows::{FirstRows, until_composed};
use crate::api::Api;
use crate::api::first_call::FirstCall;
use crate::api::http::HttpApi;
use crate::app::{Console, Steps};
use crate::host::Host;
use crate::nav::browser::BrowserNavigator;
use crate::nav::{Commit, Nav};
use crate::platform::dom;
use crate::platform::slice::next_task;
use crate::settings::Settings;
use crate::state::preferences::Preferences;

/// Id of the settings block of a page of its own.
const SETTINGS: &str = "hpc-operations-settings";

/// The property of the document by which `boot.js` says that the page is one of its own, and not in
/// a frame. A symbol, as pages of other people have ids and attributes of their own.
const PAGE: &str = "hpc-operations.page";

/// Shows the console in the place of the static shell that the page was painted with. Does nothing in a
/// page that shows the console as an element.
pub fn start() {
    let Some(document) = dom::document() else {
        return;
    };
    let page = Reflect::get(&document, &Symbol::for_(PAGE));
    if page.ok().and_then(|page| page.as_string()).as_deref() != Some("page") {
        return;
    }
    crash::report_panics();
    spawn_local(async move {
        // To start the WebAssembly was a long task already.
        next_task().await;
        mount_console(&document);
    });
}

/// Builds the console in steps, outside of the page, and then shows it.
fn mount_console(document: &Document) {
    let block = document
        .get_element_by_id(SETTINGS)
        .and_then(|block| block.text_content())
        .unwrap_or_default();
    let base = document
        .base_uri()
        .ok()
        .flatten()
        .and_then(|uri| web_sys::Url::new(&uri).ok())
        .map(|url| directory(&url.pathname()))
        .unwrap_or_default();
    let (Some(settings), Some(place)) = (Settings::read(&block, &base), mount_point(document))
    else {
        return;
    };
    let Ok(outside) = document.create_element("div") else {
        return;
    };
    mount_to(outside.clone().unchecked_into(), move || {
        let steps = Steps::new();
        provide_context(steps);
        spawn_local(async move {
            steps.take_all().await;
            until_composed().await;
            take_place(&place, &outside);
            steps.end();
        });
        let preferences = Preferences::load();
        follow_preferences(preferences);
        let http = HttpApi::new(settings.api_url.clone(), None);
        let api = Api::new(http.after(FirstCall::of_page()));
        let nav = Nav::new(BrowserNavigator::new());
        open_as_remembered(nav, preferences);
        let host = Host::standalone(|title| {
            if let Some(document) = dom::document() {
                document.set_title(&title);
            }
        });
        view! {
            <Console settings=settings nav=nav api=api preferences=preferences host=host />
        }
    })
    .forget();
}

/// Puts the console that is complete in the place of the shell.
fn take_place(place: &HtmlElement, outside: &Element) {
    let first_rows = FirstRows::of_page();
    place.set_text_content(None);
    while let Some(part) = outside.first_child() {
        // Refused only for what contains the place.
        let _ = place.append_child(&part);
    }
    // At once, as no key may find the focus gone.
    if let Some(first_rows) = first_rows {
        first_rows.put_reader_back();
    }
}

/// Puts what the reader chose on earlier visits into the address, which then owns it.
fn open_as_remembered(nav: Nav, preferences: Preferences) {
    let place = nav.location().get_untracked();
    let query = Query::from_url(&place.query);
    let remembered = preferences.remembered(&query);
    if remembered != query {
        let href = [&place.path, "?", &remembered.to_url()].concat();
        nav.go(&href, Commit::Replace);
    }
}

fn mount_point(document: &Document) -> Option<HtmlElement> {
    match document.get_element_by_id("console") {
        Some(place) => place.dyn_into().ok(),
        None => document.body(),
    }
}

/// The directory of a path: what stands before its last slash.
fn directory(path: &str) -> String {
    let end = path.rfind('/').unwrap_or_default();
    BasePath::new(path.get(..end).unwrap_or_default())
        .as_str()
        .to_owned()
}

/// The root element carries language and theme, for the style sheet and for screen readers.
fn follow_preferences(preferences: Preferences) {
    Effect::new(move || {
        let language = preferences.language().get().tag();
        let theme = preferences.theme().get().as_str();
        if let Some(root) = dom::document().and_then(|document| document.document_element()) {
            for (name, value) in [("lang", language), ("data-theme", theme)] {
                // `boot.js` has set both: the same language, set again, computes every style anew.
                if root.get_attribute(name).as_deref() != Some(value) {
                    // Both names are valid, which is all that is asked.
                    let _ = root.set_attribute(name, value);
                }
            }
        }
    });
}
