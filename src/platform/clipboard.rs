//! Copying to the clipboard.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Copies a text; false if the browser refuses (a page without TLS, a frame without the right).
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    // Pages that are not secure have no clipboard at all, which the bindings cannot express.
    let navigator = window.navigator();
    let present = js_sys::Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| clipboard.is_object());
    if !present {
        return copy_by_selection(text);
    }
    JsFuture::from(navigator.clipboard().write_text(text))
        .await
        .is_ok()
        || copy_by_selection(text)
}

/// The way of browsers before the clipboard interface, and of pages without TLS.
fn copy_by_selection(text: &str) -> bool {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return false;
    };
    let Ok(area) = document.create_element("textarea") else {
        return false;
    };
    let Ok(area) = area.dyn_into::<web_sys::HtmlTextAreaElement>() else {
        return false;
    };
    let focused = document
        .active_element()
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    area.set_value(text);
    area.set_class_name("visually-hidden");
    let copied = document.body().is_some_and(|body| {
        body.append_child(&area).is_ok() && {
            area.select();
            js_sys::Reflect::get(&document, &JsValue::from_str("execCommand"))
                .ok()
                .and_then(|command| command.dyn_into::<js_sys::Function>().ok())
                .and_then(|command| command.call1(&document, &JsValue::from_str("copy")).ok())
                .is_some_and(|copied| copied.is_truthy())
        }
    });
    area.remove();
    if let Some(focused) = focused {
        // Focus that cannot return is lost with the copy; there is nothing else to do.
        let _ = focused.focus();
    }
    copied
}
