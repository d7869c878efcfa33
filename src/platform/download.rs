//! Files that the page makes and the browser saves.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Response, Url};

use super::{dom, gzip};

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

    /// The file packed by gzip, which the browser does beside the page. Returns `None` if it cannot.
    pub async fn packed(self) -> Option<Self> {
        let text = Blob::new_with_str_sequence(&self.0).ok()?;
        let packed = text.stream().pipe_through(&gzip::packer().ok()?);
        let packed = Response::new_with_opt_readable_stream(Some(&packed)).ok()?;
        let blob = JsFuture::from(packed.blob().ok()?).await.ok()?;
        Some(Self(Array::of1(&blob)))
    }

    /// Hands the file to the browser under a name. Returns whether that was possible; whether it is
    /// saved is between the browser and the reader.
    pub fn save(self, name: &str, media_type: &str) -> bool {
        self.try_save(name, media_type).is_some()
    }

    fn try_save(self, name: &str, media_type: &str) -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_blob_sequence_and_options(&self.0, &options).ok()?;
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
