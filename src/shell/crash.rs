//! Reports panics. WebAssembly cannot recover from one; the page's own script shows the screen for
//! it, as it does for traps without a panic, such as running out of memory.

use crate::platform::dom;

/// Leaves the message of a panic in the browser's console, and at the page's root, where the script
/// around the panel finds it.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        let root = dom::document().and_then(|document| document.document_element());
        if let Some(root) = root {
            // The name is valid, which is all that is asked.
            let _ = root.set_attribute("data-panic", &message);
        }
    }));
}
