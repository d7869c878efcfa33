//! Back finds the list as it was left.

use leptos::html;
use leptos::prelude::*;
use operation_log::{JobId, Route};

use crate::host::Host;
use crate::nav::Arrival;
use crate::platform::dom;
use crate::state::position::Position;
use crate::state::store::Store;
use crate::view::context::Navigation;

/// The row that the keyboard is on.
const CURRENT_ROW: &str = "tr:has(a.op-row-link[tabindex='0'])";

/// Keeps where the reader is in the list of each history entry, and restores it on Back and
/// Forward: the page scrolled to the same place, focus on the same row. `region` has the rows.
pub fn restore_positions(region: NodeRef<html::Section>) {
    let Navigation {
        location, route, ..
    } = expect_context();
    let Store { positions, .. } = expect_context();
    let Host { embedded, .. } = expect_context();
    let shown_entry = StoredValue::new(location.with_untracked(|location| location.entry));
    let keep = move || {
        if let Some(entry) = shown_entry.try_get_value() {
            positions.keep(entry, current_position(region));
        }
    };
    Effect::new(move || {
        let (entry, arrival) = location.with(|location| (location.entry, location.arrival));
        // The page is about to go, and keeps its position by itself.
        if route.get_untracked() != Route::List {
            return;
        }
        if shown_entry.get_value() != entry {
            keep();
            shown_entry.set_value(entry);
        }
        if arrival == Arrival::Traverse
            && let Some(position) = positions.of(entry)
        {
            dom::before_next_paint(move || restore(&position, region, embedded));
        }
    });
    // The rows are still in the page while their owner is disposed.
    on_cleanup(keep);
}

fn current_position(region: NodeRef<html::Section>) -> Position {
    let operation = region
        .try_get_untracked()
        .flatten()
        .and_then(|region| dom::find(&region, CURRENT_ROW))
        .and_then(|row| row.get_attribute("data-job-id"))
        .and_then(|id| JobId::parse(&id).ok());
    Position {
        scroll_top: dom::scroll_top(),
        operation,
    }
}

fn restore(position: &Position, region: NodeRef<html::Section>, embedded: bool) {
    // The list may have been taken away meanwhile.
    let Some(region) = region.try_get_untracked().flatten() else {
        return;
    };
    let row = position.operation.as_ref().and_then(|id| {
        dom::find_all(&region, "tr[data-job-id]")
            .into_iter()
            .find(|row| row.get_attribute("data-job-id").as_deref() == Some(id.as_str()))
    });
    let link = row.and_then(|row| dom::find(&row, "a.op-row-link"));
    if let Some(link) = &link {
        dom::focus(link);
    }
    match link {
        // The content around the console may have another height by now.
        Some(link) if embedded => dom::reveal(&link),
        _ if embedded => {}
        _ => dom::scroll_to(position.scroll_top),
    }
}
