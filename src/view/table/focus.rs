//! Focus in the rows, and how it is kept when they move.
//!
//! `<For>` moves rows in the page, also some that are only further down after new ones, and
//! builds them anew for another language. The browser takes focus away from what is moved.

use leptos::html;
use leptos::prelude::*;
use operation_log::JobId;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use crate::platform::dom;
use crate::state::rows::RowKey;

/// What can have focus in a row.
const CONTROLS: &str = "a, button, input";

/// The link of a row to its operation.
pub const ROW_LINK: &str = "a.op-row-link";

/// That of the row which Tab reaches.
pub const CURRENT_ROW_LINK: &str = "a.op-row-link[tabindex='0']";

/// The element an event comes from.
pub fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// The key of the row that an element is in. Returns `None` if that is no operation.
pub fn row_of(element: &Element) -> Option<RowKey> {
    let row = element.closest("tr[data-job-id]").ok()??;
    let id = JobId::parse(&row.get_attribute("data-job-id")?).ok()?;
    Some(RowKey::Operation(id))
}

/// Where focus is: a row, and which of its controls.
struct Place {
    key: RowKey,
    control: usize,
}

/// Gives focus back to its row after the rows were arranged. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct KeptFocus {
    body: NodeRef<html::Tbody>,
    place: StoredValue<Option<Place>>,
}

impl KeptFocus {
    /// Watches over the rows of a table.
    pub fn new(body: NodeRef<html::Tbody>) -> Self {
        Self {
            body,
            place: StoredValue::new(None),
        }
    }

    /// Remembers where focus is, before the rows are arranged.
    pub fn note(self) {
        self.place.try_set_value(self.find());
    }

    /// The row that has focus.
    pub fn row(self) -> Option<RowKey> {
        let body = self.body.try_get_untracked()??;
        row_of(&*dom::find(&body, ":focus")?)
    }

    fn find(self) -> Option<Place> {
        let body = self.body.try_get_untracked()??;
        let focused = dom::find(&body, ":focus")?;
        let row = focused.closest("tr").ok()??;
        let controls = dom::find_all(&row, CONTROLS);
        Some(Place {
            key: row_of(&focused)?,
            control: controls.iter().position(|control| *control == focused)?,
        })
    }

    /// Moves focus back to where it was, if it was taken away; `keys` are those of the rows.
    pub fn restore(self, keys: &[RowKey]) {
        let place = self.place.try_update_value(Option::take).flatten();
        let body = self.body.try_get_untracked().flatten();
        let (Some(Place { key, control }), Some(body)) = (place, body) else {
            return;
        };
        if dom::find(&body, ":focus").is_some() {
            return;
        }
        let index = keys.iter().position(|shown| *shown == key);
        let rows = dom::find_all(&body, "tr");
        let Some(row) = index.and_then(|index| rows.get(index)) else {
            return;
        };
        let controls = dom::find_all(row, CONTROLS);
        if let Some(control) = controls.get(control).or_else(|| controls.first()) {
            dom::focus(control);
        }
    }
}
