//! Packing by gzip. web-sys has no stable binding for these classes.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::ReadableWritablePair;

const PACKER: &str = "CompressionStream";

/// Whether the browser packs.
pub fn can_pack() -> bool {
    Reflect::has(&js_sys::global(), &PACKER.into()) == Ok(true)
}

/// A stream that packs what goes through it.
///
/// # Errors
/// If the browser has none.
pub fn packer() -> Result<ReadableWritablePair, JsValue> {
    make(PACKER)
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
