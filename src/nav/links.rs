//! Plain clicks on links of the console move inside it; every other click is the browser's.

use std::cell::RefCell;

use operation_log::BasePath;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::{Commit, Nav};

/// Clicks on the links of a console.
#[derive(Default)]
pub struct Clicks {
    /// What the last click was on.
    last: RefCell<String>,
}

impl Clicks {
    /// Handles a click on the console's root: a plain left click on a link below the base path of
    /// an origin, the page's own if empty, without `target` or `download`.
    ///
    /// The second click of a double click can hit another link than the first, which was moved
    /// under the pointer by the first; nobody meant to follow that one.
    pub fn follow_in_place(&self, event: &MouseEvent, nav: Nav, base: &BasePath, origin: &str) {
        let link = clicked_link(event);
        let clicked = link.as_ref().map(identity).unwrap_or_default();
        let before = self.last.replace(clicked);
        let Some(link) = link else { return };
        if !is_plain(event) || event.default_prevented() {
            return;
        }
        if event.detail() > 1 && *self.last.borrow() != before {
            event.prevent_default();
            return;
        }
        let own = web_sys::window().and_then(|window| window.location().origin().ok());
        let origin = if origin.is_empty() {
            own
        } else {
            Some(origin.to_owned())
        };
        let ours = origin == Some(link.origin())
            && base.strip(&link.pathname()).is_some()
            && link.target().is_empty()
            && !link.has_attribute("download")
            && link.hash().is_empty();
        if ours {
            event.prevent_default();
            let href = [link.pathname(), link.search()].concat();
            // Back leads out of a row of steps, not through it.
            let is_step = link.has_attribute("data-step");
            nav.go(
                &href,
                if is_step {
                    Commit::Replace
                } else {
                    Commit::Push
                },
            );
        }
    }
}

/// What a link is to whoever clicks on it again and again: the next page stays the next page.
fn identity(link: &HtmlAnchorElement) -> String {
    let rel = link.rel();
    if rel.is_empty() { link.href() } else { rel }
}

/// Whether a click is a left one without a key that asks for a window or tab of its own.
pub fn is_plain(event: &MouseEvent) -> bool {
    event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// The innermost link of the click; the path is read because a shadow root hides the target.
fn clicked_link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    event
        .composed_path()
        .iter()
        .find_map(|target| target.dyn_into::<HtmlAnchorElement>().ok())
        .filter(|link| link.has_attribute("href"))
}
