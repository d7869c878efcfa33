//! Long work in slices, so that the page answers in between.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::clock;

/// How long a slice lasts, in milliseconds. Half of what still feels immediate on a slow device, as
/// one step may take long.
const SLICE: i64 = 12;

/// A slice of long work.
pub struct Slice {
    began: chrono::DateTime<chrono::Utc>,
}

impl Slice {
    /// Begins a slice.
    pub fn begin() -> Self {
        Self {
            began: clock::now(),
        }
    }

    /// Lets the page answer if the slice is over, and begins another.
    pub async fn rest(&mut self) {
        // A clock that was set back ends it, too.
        if !(0..SLICE).contains(&(clock::now() - self.began).num_milliseconds()) {
            next_task().await;
            *self = Self::begin();
        }
    }
}

/// Goes on in another task. Timers would wait 4 ms each, and a second in a hidden page.
pub async fn next_task() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let (here, there) = (channel.port1(), channel.port2());
    let message = Promise::new(&mut |resolve, _| here.set_onmessage(Some(&resolve)));
    // Refused only for what cannot be copied. A promise that is kept for good has its value.
    if there.post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(message).await;
    }
    here.close();
}
