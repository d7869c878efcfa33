//! The screen for a panic. WebAssembly does not come back from one, so the page says so and
//! offers to load anew; it uses nothing of the console, which may be in any state.

use operation_log::Language;

use crate::i18n::messages;
use crate::platform::dom;

/// Shows the screen on a panic, with the message in the browser's console.
pub fn show_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.to_string();
        web_sys::console::error_1(&message.as_str().into());
        // Whatever fails here fails after the panic; there is nothing left to tell it to.
        let _ = show(&message);
    }));
}

fn show(message: &str) -> Option<()> {
    let document = dom::document()?;
    let language = document
        .document_element()
        .and_then(|root| root.get_attribute("lang"))
        .and_then(|tag| Language::from_tag(&tag))
        .unwrap_or(Language::En);
    let t = messages(language);
    let screen = document.create_element("div").ok()?;
    screen.set_class_name("op-crash");
    screen.set_attribute("role", "alert").ok()?;
    for (tag, text) in [
        ("h1", t.crash_title()),
        ("p", t.crash_text()),
        ("pre", message),
    ] {
        let element = document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        screen.append_child(&element).ok()?;
    }
    let reload = document.create_element("a").ok()?;
    let here = web_sys::window()?.location().href().ok()?;
    reload.set_attribute("href", &here).ok()?;
    reload.set_class_name("op-button op-button-primary");
    reload.set_text_content(Some(t.reload()));
    screen.append_child(&reload).ok()?;
    let body = document.body()?;
    body.set_text_content(None);
    body.append_child(&screen).ok()?;
    Some(())
}
