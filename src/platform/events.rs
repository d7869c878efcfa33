//! Events of the page.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, EventTarget, HtmlInputElement};

use crate::reactive::dispose_with_owner;

/// Handles an event until the current owner is disposed.
pub fn listen(target: EventTarget, event: &'static str, handle: Box<dyn Fn(Event)>) {
    let handle = Closure::<dyn Fn(Event)>::wrap(handle);
    let function = handle.as_ref().unchecked_ref();
    // Refused only for what is no function.
    let _ = target.add_event_listener_with_callback(event, function);
    dispose_with_owner(Box::new(move || {
        // Taken off first: an element that loses focus as it leaves the page still tells.
        let function = handle.as_ref().unchecked_ref();
        let _ = target.remove_event_listener_with_callback(event, function);
    }));
}

/// Handles an event of the window until the current owner is disposed.
pub fn listen_to_window(event: &'static str, handle: impl Fn(Event) + 'static) {
    if let Some(window) = web_sys::window() {
        listen(window.into(), event, Box::new(handle));
    }
}

/// The value of the control that an event comes from; empty if it is none.
pub fn target_value(event: &Event) -> String {
    let value = target_property(event, "value");
    value.as_string().unwrap_or_default()
}

/// Whether the control that an event comes from is checked.
pub fn target_checked(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into().ok());
    target.is_some_and(|target: HtmlInputElement| target.checked())
}

/// A property of what an event comes from: inputs and selections have values alike.
fn target_property(event: &Event, name: &str) -> JsValue {
    let target = event.target();
    target
        .and_then(|target| js_sys::Reflect::get(&target, &name.into()).ok())
        .unwrap_or_default()
}
