//! The rows that `first_load/rows.js` shows while the panel is still on its way.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::api::first_call;

/// Rows of which the panel takes the place.
pub struct FirstRows {
    put_reader_back: Function,
}

impl FirstRows {
    /// The rows of this page, whose reader the script takes note of now: what is scrolled to, focused
    /// and selected. Returns `None` if there are no rows.
    pub fn of_page() -> Option<Self> {
        let call = first_call::made()?;
        let leave: Function = Reflect::get(&call, &"leave".into()).ok()?.dyn_into().ok()?;
        let put_reader_back = leave.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
        Some(Self { put_reader_back })
    }

    /// Puts the reader back to where he was, in the rows of the panel.
    pub fn put_reader_back(self) {
        // What the script cannot find again has gone.
        let _ = self.put_reader_back.call0(&JsValue::NULL);
    }
}
