//! A file that the reader picks.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

/// Why there is no text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// None was picked.
    NoFile,
    /// It has more bytes than were allowed.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
}

/// The text of the file that was picked in a control, which is ready for another afterwards.
///
/// # Errors
/// If there is none, it is larger than `most` bytes, or cannot be read.
pub async fn text(control: &HtmlInputElement, most: usize) -> Result<String, NoText> {
    let files = control.files().ok_or(NoText::NoFile)?;
    let file = files.get(0).ok_or(NoText::NoFile)?;
    if file.size() > most as f64 {
        return Err(NoText::TooLarge);
    }
    let text = JsFuture::from(file.text()).await;
    // The same file can be picked again.
    control.set_value("");
    text.ok()
        .as_ref()
        .and_then(JsValue::as_string)
        .ok_or(NoText::Unreadable)
}
