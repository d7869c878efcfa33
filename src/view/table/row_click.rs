//! A click anywhere in a row opens its operation, as its link would.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{Element, MouseEvent, MouseEventInit};

use super::focus::{ROW_LINK, row_of};
use crate::platform::{dom, events};

/// How long after a click another in the same place is meant for what was there, in milliseconds.
const AT_ONCE: f64 = 1_000.0;

/// How far the pointer may move between them, in pixels.
const SAME_PLACE: u32 = 4;

/// The last click outside of the rows. A page that is turned brings rows to where its link was: who
/// goes on clicking there means the link. Copies are handles to the same.
#[derive(Clone, Copy)]
pub struct ClickElsewhere(StoredValue<Option<Click>>);

/// When and where a click was.
#[derive(Clone, Copy)]
struct Click {
    time: f64,
    place: [i32; 2],
}

impl Click {
    fn of(event: &MouseEvent) -> Self {
        Self {
            time: event.time_stamp(),
            place: [event.client_x(), event.client_y()],
        }
    }
}

impl ClickElsewhere {
    /// Notes clicks until the current owner is disposed.
    pub fn note() -> Self {
        let last = StoredValue::new(None);
        events::listen_to_window(ev::click, move |event| {
            let is_elsewhere = events::origin(&event).is_some_and(|from| row_of(&from).is_none());
            // Keys and scripts click nowhere.
            if event.detail() > 0 && is_elsewhere {
                last.try_set_value(Some(Click::of(&event)));
            }
        });
        Self(last)
    }

    /// Whether a click on a row repeats it.
    pub fn is_repeated_by(self, event: &MouseEvent) -> bool {
        let click = Click::of(event);
        let repeats = |last: &mut Option<Click>| {
            let last = last.as_mut().filter(|_| event.detail() > 0)?;
            let near = |(a, b): (i32, i32)| a.abs_diff(b) <= SAME_PLACE;
            let is_near = last.place.into_iter().zip(click.place).all(near);
            let repeats = is_near && click.time - last.time < AT_ONCE;
            if repeats {
                last.time = click.time;
            }
            Some(repeats)
        };
        self.0.try_update_value(repeats).flatten() == Some(true)
    }
}

/// What takes clicks itself.
const CONTROLS: &str = "a, button, label, summary, details";

/// Follows the link of the clicked row, with the keys that were held: in a tab of its own for some
/// of them, and for the middle button. A click on a control is that control's, and one that ends
/// a selection of text selects.
pub fn follow(event: &MouseEvent, clicked: &Element) {
    let on_control = clicked
        .closest(CONTROLS)
        .is_ok_and(|control| control.is_some());
    if on_control || event.default_prevented() || event.button() > 1 || dom::has_selected_text() {
        return;
    }
    let row = clicked.closest("tr").ok().flatten();
    let Some(link) = row.and_then(|row| dom::find(&row, ROW_LINK)) else {
        return;
    };
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_composed(true);
    init.set_ctrl_key(event.ctrl_key() || event.button() == 1);
    init.set_meta_key(event.meta_key() || event.button() == 1);
    init.set_shift_key(event.shift_key());
    init.set_alt_key(event.alt_key());
    if let Ok(click) = MouseEvent::new_with_mouse_event_init_dict("click", &init) {
        // After this click, whose listeners cannot be called while they run.
        spawn_local(async move {
            // Whether somebody prevented what follows is nothing to do anything about.
            let _ = link.dispatch_event(&click);
        });
    }
}
