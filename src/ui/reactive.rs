//! One type for every reactive closure of a view.
//!
//! Leptos makes code anew for each type of closure in a view, about 2 kB of WebAssembly each.
//! Erased, closures of one result share that code.

use std::sync::{Arc, Mutex};

use leptos::tachys::reactive_graph::SharedReactiveFunction;

/// Erases the type of a closure that a view follows.
pub fn reactive<T: 'static>(
    function: impl FnMut() -> T + Send + 'static,
) -> SharedReactiveFunction<T> {
    Arc::new(Mutex::new(function))
}
