//! Packing by gzip. web-sys has no stable binding for these classes.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ReadableStream, ReadableWritablePair, Response, WritableStream, WritableStreamDefaultWriter,
};

const PACKER: &str = "CompressionStream";

/// Whether the browser packs.
pub fn can_pack() -> bool {
    Reflect::has(&js_sys::global(), &PACKER.into()) == Ok(true)
}

/// Packs a text in parts. Browsers do so in the page's own thread, so that parts are to be small.
pub struct Packing {
    writer: WritableStreamDefaultWriter,
    /// What comes out, as a `Blob` in the end.
    packed: JsFuture,
}

impl Packing {
    /// Begins.
    ///
    /// # Errors
    /// If the browser does not pack.
    pub fn begin() -> Result<Self, JsValue> {
        let pair = make(PACKER)?;
        let end = |name: &str| Reflect::get(&pair, &name.into());
        let writable: WritableStream = end("writable")?.unchecked_into();
        let readable: ReadableStream = end("readable")?.unchecked_into();
        let packed = Response::new_with_opt_readable_stream(Some(&readable))?.blob()?;
        Ok(Self {
            writer: writable.get_writer()?,
            packed: packed.into(),
        })
    }

    /// Packs a part.
    ///
    /// # Errors
    /// If the browser has no memory left for it.
    pub async fn push(&self, part: &str) -> Result<(), JsValue> {
        let bytes = Uint8Array::from(part.as_bytes());
        JsFuture::from(self.writer.write_with_chunk(&bytes)).await?;
        Ok(())
    }

    /// The `Blob` of all parts.
    ///
    /// # Errors
    /// If the browser has no memory left for it.
    pub async fn end(self) -> Result<JsValue, JsValue> {
        JsFuture::from(self.writer.close()).await?;
        self.packed.await
    }
}

/// A stream that unpacks what goes through it.
///
/// # Errors
/// If the browser has none.
pub fn unpacker() -> Result<ReadableWritablePair, JsValue> {
    make("DecompressionStream")
}

fn make(class: &str) -> Result<ReadableWritablePair, JsValue> {
    let class: Function = Reflect::get(&js_sys::global(), &class.into())?.dyn_into()?;
    Ok(Reflect::construct(&class, &Array::of1(&"gzip".into()))?.unchecked_into())
}
