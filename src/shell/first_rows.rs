//! The rows that `first_load/rows.js` shows while the panel is still on its way.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Where the script leaves a function, on the window: called before the panel takes the place of the
/// rows, it returns what puts the reader back.
const LEAVE: &str = "hpcOperationsLeave";

/// Where the script leaves a promise once the reader has begun a word of an input method: that it is
/// complete.
const COMPOSED: &str = "hpcOperationsComposed";

/// Waits for the end of a word of an input method, which would be lost with its box.
pub async fn until_composed() {
    if let Ok(composed) = Reflect::get(&js_sys::global(), &COMPOSED.into())
        && let Ok(composed) = composed.dyn_into::<Promise>()
    {
        // It is never rejected.
        let _ = JsFuture::from(composed).await;
    }
}

/// What the panel takes the place of: the first rows, or what stands for them.
pub struct FirstRows {
    put_reader_back: Function,
}

impl FirstRows {
    /// The rows of this page, whose reader the script takes note of now: what is scrolled to, focused
    /// and selected. Returns `None` in a page without the script.
    pub fn of_page() -> Option<Self> {
        let leave = Reflect::get(&js_sys::global(), &LEAVE.into()).ok()?;
        let leave: Function = leave.dyn_into().ok()?;
        let put_reader_back = leave.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
        Some(Self { put_reader_back })
    }

    /// Puts the reader back to where he was, in what the panel shows.
    pub fn put_reader_back(self) {
        // What the script cannot find again has gone.
        let _ = self.put_reader_back.call0(&JsValue::NULL);
    }
}
