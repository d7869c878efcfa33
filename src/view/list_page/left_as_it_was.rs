//! Back finds the list as it was left.

use std::cell::Cell;
use std::rc::Rc;

use operation_log::{JobId, Route};

use crate::markup::Tag;
use crate::nav::Arrival;
use crate::platform::dom;
use crate::reactive::{Read, dispose_with_owner, follow};
use crate::state::position::Position;
use crate::view::console::ConsoleContext;

/// Scrolled to the same place, focus on the same row.
pub fn restore_positions(console: ConsoleContext, region: Tag) {
    let ConsoleContext {
        positions,
        location,
        route,
        ..
    } = console;
    let embedded = console.carrier.embedded;
    let shown_entry = Rc::new(Cell::new(
        location.with_untracked(|location| location.entry),
    ));
    let (rows, kept_entry) = (region.clone(), Rc::clone(&shown_entry));
    let keep = move || {
        let operation = dom::find(rows.element(), "tr:has(a.op-row-link[tabindex='0'])")
            .and_then(|row| row.get_attribute("data-job-id"))
            .and_then(|id| JobId::parse(&id).ok());
        let position = Position {
            scroll_top: dom::scroll_top(),
            operation,
        };
        positions.keep(kept_entry.get(), position);
    };
    let restore = move |entry| {
        let Some(position) = positions.of(entry) else {
            return;
        };
        let region = region.clone();
        dom::before_next_paint(move || {
            let row = position.operation.as_ref().and_then(|id| {
                dom::find_all(region.element(), "tr[data-job-id]")
                    .into_iter()
                    .find(|row| row.get_attribute("data-job-id").as_deref() == Some(id.as_str()))
            });
            let link = row.and_then(|row| dom::find(&row, "a.op-row-link"));
            if let Some(link) = &link {
                dom::focus(link);
            }
            match link {
                // What stands around the console may have another height by now.
                Some(link) if embedded => dom::reveal(&link),
                _ if embedded => {}
                _ => dom::scroll_to(position.scroll_top),
            }
        });
    };
    let leave = keep.clone();
    follow(move || {
        let entry = location.with(|location| location.entry);
        let arrival = location.with_untracked(|location| location.arrival);
        if route.get_untracked() != Route::List {
            return;
        }
        if shown_entry.get() != entry {
            keep();
            shown_entry.set(entry);
        }
        if arrival == Arrival::Traverse {
            restore(entry);
        }
    });
    dispose_with_owner(Box::new(leave));
}
