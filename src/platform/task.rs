//! Work that waits.

use std::future::Future;
use std::pin::Pin;

/// Runs a future on the page's own queue.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

/// One type of future, so that what drives it is made once.
fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(future);
}
