//! A click anywhere in a row opens its operation, as its link would.

use leptos::task::spawn_local;
use web_sys::{Element, MouseEvent, MouseEventInit};

use crate::platform::dom;

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
    let Some(link) = row.and_then(|row| dom::find(&row, "a.op-row-link")) else {
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
