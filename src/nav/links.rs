//! Plain clicks on links of the console move inside it; every other click is the browser's.

use operation_log::BasePath;
use wasm_bindgen::JsCast;
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::{Commit, Nav};

/// Handles a click on the console's root: a plain left click on a link of the same origin below
/// the base path, without `target` or `download`.
pub fn follow_in_place(event: &MouseEvent, nav: Nav, base: &BasePath) {
    if !is_plain(event) || event.default_prevented() {
        return;
    }
    let Some(link) = clicked_link(event) else {
        return;
    };
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    let ours = origin.is_some_and(|origin| origin == link.origin())
        && base.strip(&link.pathname()).is_some()
        && link.target().is_empty()
        && !link.has_attribute("download")
        && link.hash().is_empty();
    if ours {
        event.prevent_default();
        let href = [link.pathname(), link.search()].concat();
        nav.go(&href, Commit::Push);
    }
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
