//! Files that the page makes and the browser saves.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::dom;
use super::gzip::Packing;

/// How long the browser may take to read a file that it saves, in milliseconds.
const READ_WITHIN: u32 = 60_000;

/// A file in parts, so that it is never in memory as one text, nor made bytes of at once.
#[derive(Default)]
pub struct FileParts {
    blobs: Array,
    packing: Option<Packing>,
}

impl FileParts {
    /// A file that is packed by gzip. Returns `None` if the browser does not pack.
    pub fn packed() -> Option<Self> {
        Some(Self {
            packing: Some(Packing::begin().ok()?),
            ..Self::default()
        })
    }

    /// Appends a part. Returns whether there was room for it.
    pub async fn push(&self, part: &str) -> bool {
        match &self.packing {
            Some(packing) => packing.push(part).await.is_ok(),
            None => {
                let blob = Blob::new_with_str_sequence(&Array::of1(&part.into()));
                blob.map(|blob| self.blobs.push(&blob)).is_ok()
            }
        }
    }

    /// Hands the file to the browser under a name. Returns whether that was possible; whether it is
    /// saved is between the browser and the reader.
    pub async fn save(self, name: &str, media_type: &str) -> bool {
        self.try_save(name, media_type).await.is_some()
    }

    async fn try_save(self, name: &str, media_type: &str) -> Option<()> {
        if let Some(packing) = self.packing {
            self.blobs.push(&packing.end().await.ok()?);
        }
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_blob_sequence_and_options(&self.blobs, &options).ok()?;
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
