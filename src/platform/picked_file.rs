//! A file that the reader picks.

use js_sys::Uint8Array;
use leptos::task::spawn_local;
use operation_log::snapshot::is_gzip;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStreamDefaultReader, ReadableStreamReadResult};

use super::gzip;

/// Why there is no text of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoText {
    /// It has more bytes than were allowed.
    TooLarge,
    /// The browser cannot read it.
    Unreadable,
}

/// The text of a file.
///
/// # Errors
/// If it is larger than `most` bytes, or cannot be read.
pub async fn text(file: &File, most: usize) -> Result<String, NoText> {
    if file.size() > most as f64 {
        return Err(NoText::TooLarge);
    }
    let text = JsFuture::from(file.text()).await;
    text.ok()
        .as_ref()
        .and_then(JsValue::as_string)
        .ok_or(NoText::Unreadable)
}

/// The bytes of a file, unpacked if it is packed by gzip, as they come.
pub struct FileBytes(ReadableStreamDefaultReader);

/// A file cannot be read, or was not packed whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableFile;

impl From<JsValue> for UnreadableFile {
    fn from(_: JsValue) -> Self {
        Self
    }
}

impl FileBytes {
    /// Begins to read a file.
    ///
    /// # Errors
    /// If the browser cannot read it.
    pub async fn open(file: &File) -> Result<Self, UnreadableFile> {
        let first = file.slice_with_f64_and_f64(0.0, 2.0)?;
        let first = JsFuture::from(first.array_buffer()).await?;
        let mut bytes = file.stream();
        if is_gzip(&Uint8Array::new(&first).to_vec()) {
            bytes = bytes.pipe_through(&gzip::unpacker()?);
        }
        Ok(Self(bytes.get_reader().unchecked_into()))
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// If the browser cannot read or unpack them.
    pub async fn next(&self) -> Result<Option<Vec<u8>>, UnreadableFile> {
        let part = JsFuture::from(self.0.read()).await?;
        let part: ReadableStreamReadResult = part.unchecked_into();
        let bytes = part.get_value().dyn_into::<Uint8Array>();
        Ok(match part.get_done() {
            Some(true) => None,
            _ => Some(bytes?.to_vec()),
        })
    }
}

impl Drop for FileBytes {
    fn drop(&mut self) {
        // What is not read is not unpacked either.
        let cancelled = JsFuture::from(self.0.cancel());
        spawn_local(async move {
            // A stream that failed refuses, which is told already.
            let _ = cancelled.await;
        });
    }
}
