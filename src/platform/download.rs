//! Files that the page makes and the browser saves.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;

/// How long the browser may take to read a file that it saves, in milliseconds.
const READ_WITHIN: u32 = 60_000;

/// A file in parts, so that it is never in memory as one text.
#[derive(Default)]
pub struct FileParts(Array);

impl FileParts {
    /// Appends a part.
    pub fn push(&self, part: &str) {
        self.0.push(&JsValue::from_str(part));
    }

    /// Hands the file to the browser under a name. Returns whether that was possible; whether it is
    /// saved is between the browser and the reader.
    pub fn save(self, name: &str, media_type: &str) -> bool {
        self.try_save(name, media_type).is_some()
    }

    fn try_save(self, name: &str, media_type: &str) -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&self.0, &options).ok()?;
        let url = Url::create_object_url_with_blob(&blob).ok()?;
        let anchor = dom::document()?.create_element("a").ok()?;
        let anchor: HtmlAnchorElement = anchor.dyn_into().ok()?;
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
        Timeout::new(READ_WITHIN, move || {
            // An address that is unknown is no failure.
            let _ = Url::revoke_object_url(&url);
        })
        .forget();
        Some(())
    }
}
