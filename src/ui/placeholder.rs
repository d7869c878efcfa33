//! Boxes without content. They are no `view!`: that sets markup in which nothing changes as HTML, which
//! pages with Trusted Types forbid.

use leptos::html::div;
use leptos::prelude::*;

/// A grey bar where a row will be.
pub fn skeleton_row() -> AnyView {
    div().class("op-skeleton-row").into_any()
}

/// The sign that something loads; shown while what is around it is busy.
pub fn busy_sign() -> AnyView {
    div().class("op-busy").aria_hidden("true").into_any()
}
