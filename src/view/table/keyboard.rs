//! Moving between rows by key. The rows are one stop of Tab: the link of the current row.

use web_sys::{Element, KeyboardEvent};

use super::focus::{ROW_LINK, target};
use crate::platform::dom;

/// Arrow keys, `j` and `k`, Home and End move from row to row.
pub fn move_between_rows(event: &KeyboardEvent, body: &Element) {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let from = target(event);
    // Who selects walks from box to box.
    let selects = from.as_ref().is_some_and(|from| from.tag_name() == "INPUT");
    let stops = if selects {
        "[data-column=select] input"
    } else {
        ROW_LINK
    };
    let links = dom::find_all(body, stops);
    let row = from.and_then(|element| element.closest("tr").ok().flatten());
    let current = links
        .iter()
        .position(|link| row.as_ref().is_some_and(|row| row.contains(Some(link))))
        .unwrap_or_default();
    let last = links.len().saturating_sub(1);
    let next = match event.key().as_str() {
        "ArrowDown" | "j" => current.saturating_add(1).min(last),
        "ArrowUp" | "k" => current.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    if let Some(link) = links.get(next) {
        // Without a scroll of its own a row below the window would take focus unseen.
        let _ = link.focus();
    }
}
