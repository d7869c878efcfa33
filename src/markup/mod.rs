//! Markup on Leptos' reactive system, one type for everything.
//!
//! A view is a plain function that returns a [`Tag`]; what it shows is static, or a closure that
//! an effect of Leptos follows. Owners work as everywhere in Leptos: what a closure builds is
//! disposed before the closure runs again.
//!
//! Leptos' own `view!` makes new code for each shape of element and each closure. For this panel
//! that measured 244 kB of brotli against a budget of 110 kB; with this module the same screens
//! are within it. It also crosses into the browser as seldom as hand-written JavaScript does.

mod keyed;
mod tag;

pub use crate::i18n::Label;
pub use keyed::keyed;
pub use tag::{Tag, svg, tag};
