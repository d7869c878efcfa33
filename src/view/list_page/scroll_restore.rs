//! Back finds the list as it was left, and so does a reload.

use leptos::prelude::*;
use leptos::{ev, html};
use operation_log::JobId;

use super::shown::Shown;
use crate::host::Host;
use crate::nav::{Arrival, Location};
use crate::platform::{dom, events};
use crate::state::list::ListState;
use crate::state::position::Position;
use crate::state::store::Store;
use crate::view::context::Navigation;
use crate::view::steps::is_in_page;
use crate::view::table::{CURRENT_ROW_LINK, ROW_LINK};

/// Keeps where the reader is in the list of each history entry. Restores it on Back and Forward: the
/// page scrolled to the same place, focus on the same row; and the scroll also where the page was
/// loaded again. `region` has the rows. Returns what keeps the position in front of another screen.
pub fn restore_positions(
    region: NodeRef<html::Section>,
    list: ListState,
    shown: Memo<Shown>,
) -> impl Fn() + Copy + Send + Sync + 'static {
    let Navigation { location, .. } = expect_context();
    let Store { positions, .. } = expect_context();
    let Host { embedded, .. } = expect_context();
    let shown_entry = StoredValue::new(location.with_untracked(|location| location.entry));
    let keep = move || {
        if let Some(entry) = shown_entry.try_get_value() {
            positions.keep(entry, current_position(region));
        }
    };
    // The page around an embedded console has a scroll position of its own.
    if !embedded {
        events::listen_to_window(ev::pagehide, move |_| keep());
        // WebKit shows a page that it kept at its top.
        events::listen_to_window(ev::pageshow, move |event| {
            let entry = shown_entry.try_get_value().filter(|_| event.persisted());
            if let Some(position) = entry.and_then(|entry| positions.of(entry)) {
                return_to(&position);
            }
        });
    }
    let is_in_page = is_in_page();
    let has_rows = Memo::new(move |_| {
        location.track();
        is_in_page.get()
            && shown.with(|shown| *shown == Shown::Rows)
            && list
                .remote()
                .with(|remote| remote.held().is_some_and(|held| list.is_asked(held)))
    });
    // What waits for the rows of its location.
    let wanted = StoredValue::new(None::<Position>);
    Effect::new(move |before: Option<Location>| {
        let location = location.get();
        let has_rows = has_rows.get();
        let Location { entry, arrival, .. } = location;
        if shown_entry.get_value() != entry {
            keep();
            shown_entry.set_value(entry);
        }
        if before.as_ref() != Some(&location) {
            wanted.set_value(positions.of(entry).filter(|_| arrival.is_return()));
        }
        if has_rows && let Some(position) = wanted.try_update_value(Option::take).flatten() {
            dom::before_next_paint(move || match arrival {
                Arrival::Return => return_to(&position),
                _ => restore(&position, region, embedded),
            });
        }
        location
    });
    keep
}

fn current_position(region: NodeRef<html::Section>) -> Position {
    let operation = region
        .try_get_untracked()
        .flatten()
        .and_then(|region| dom::find(&region, CURRENT_ROW_LINK))
        .and_then(|link| link.closest("tr").ok()?)
        .and_then(|row| row.get_attribute("data-job-id"))
        .and_then(|id| JobId::parse(&id).ok());
    Position {
        scroll_top: dom::scroll_top(),
        operation,
    }
}

/// Scrolls a page that was loaded again, unless the reader has begun with something.
fn return_to(position: &Position) {
    if dom::scroll_top() < 1.0 && dom::is_focus_nowhere() {
        dom::scroll_to(position.scroll_top);
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
    let link = row.and_then(|row| dom::find(&row, ROW_LINK));
    if let Some(link) = &link {
        dom::focus(link);
    }
    // The content around an embedded console may have another height by now.
    if !embedded {
        dom::scroll_to(position.scroll_top);
    }
    if let Some(link) = &link {
        dom::reveal(link);
    }
}
