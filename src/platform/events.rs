//! Events of the window, and the controls that events come from.

use leptos::ev::EventDescriptor;
use leptos::prelude::{on_cleanup, window_event_listener};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// Handles an event of the window until the current owner is disposed.
pub fn listen_to_window<E>(event: E, handle: impl Fn(E::EventType) + 'static)
where
    E: EventDescriptor + 'static,
    E::EventType: JsCast,
{
    let listener = window_event_listener(event, handle);
    on_cleanup(move || listener.remove());
}

/// The element an event comes from, inside a shadow root or not.
pub fn origin(event: &Event) -> Option<Element> {
    event.composed_path().get(0).dyn_into().ok()
}
