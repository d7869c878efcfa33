//! Whether the browser has a network at all.

use leptos::ev;

use super::events;

/// Whether the browser says it is online; true where it does not know.
pub fn is_online() -> bool {
    web_sys::window().is_none_or(|window| window.navigator().on_line())
}

/// Calls back when the network returns, until the owner is disposed.
pub fn on_online(callback: impl Fn() + 'static) {
    events::listen_to_window(ev::online, move |_| callback());
}
