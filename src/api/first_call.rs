//! The call that `first_load/call.js` makes while the panel is still on its way.

use chrono::DateTime;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

use super::{Exchange, Params};

/// Where the script leaves it, on the window.
const PLACE: &str = "hpcOperationsFirstCall";

/// By what the script asks again for another address, on the window.
const ASK: &str = "hpcOperationsAsk";

/// What the script left. Returns `None` if it made no call.
fn made() -> Option<JsValue> {
    let made = Reflect::get(&js_sys::global(), &PLACE.into()).ok()?;
    made.is_object().then_some(made)
}

/// A call under way whose answer nobody has read.
pub struct FirstCall {
    /// What it asks: `key=value` for each parameter but `timestamp`, in the order sent, joined by
    /// `&`, which no value holds.
    asks: String,
    /// What the script left.
    made: JsValue,
    /// Promises a `Response`, whose body the script has read.
    pub response: Promise,
    /// Promises the body.
    pub text: Promise,
    abort: Function,
}

impl FirstCall {
    /// The call of this page, the last that the script makes. Returns `None` if its address needed the
    /// panel's judgement.
    pub fn of_page() -> Option<Self> {
        // A window can be written to.
        let _ = Reflect::set(&js_sys::global(), &ASK.into(), &JsValue::UNDEFINED);
        let made = made()?;
        let get = |key: &str| Reflect::get(&made, &key.into()).ok();
        Some(Self {
            asks: get("asks")?.as_string()?,
            response: get("response")?.dyn_into().ok()?,
            text: get("text")?.dyn_into().ok()?,
            abort: get("abort")?.dyn_into().ok()?,
            made,
        })
    }

    /// When it was sent and when its answer came. Returns `None` until it has come.
    pub fn exchange(&self) -> Option<Exchange> {
        let time = |key: &str| {
            let millis = Reflect::get(&self.made, &key.into()).ok()?.as_f64()?;
            DateTime::from_timestamp_millis(millis as i64)
        };
        Some(Exchange {
            sent: time("sent")?,
            received: time("received")?,
        })
    }

    /// Whether it asks what these parameters do, whenever.
    pub fn asks(&self, params: &Params) -> bool {
        let others = params.iter().filter(|(key, _)| *key != "timestamp");
        let pairs = others.map(|(key, value)| [key, "=", value].concat());
        pairs.eq(self.asks.split('&'))
    }

    /// Aborts it once the signal is aborted.
    pub fn abort_with(&self, signal: &AbortSignal) {
        // A browser takes any function.
        let _ = signal.add_event_listener_with_callback("abort", &self.abort);
    }

    /// Aborts it.
    pub fn abort(self) {
        // The script's own function throws nothing.
        let _ = self.abort.call0(&JsValue::NULL);
    }
}
