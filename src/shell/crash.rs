//! Reports panics. WebAssembly cannot recover from one; the page's own script shows the screen for
//! it, as it does for traps without a panic, such as running out of memory.

use js_sys::{Reflect, Symbol};

use crate::platform::dom;

/// The property of the document that has the message; a symbol, as pages of other people have
/// attributes and properties of their own.
const PANIC: &str = "hpc-operations.panic";

/// Leaves the message of a panic in the browser's console, and at the document, where the script
/// around the panel finds it.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        if let Some(document) = dom::document() {
            // A document takes every property.
            let _ = Reflect::set(&document, &Symbol::for_(PANIC), &message.as_str().into());
        }
    }));
}
