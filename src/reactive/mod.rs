//! Leptos' signals, memos and callbacks for values of any type, under the names they have there.
//!
//! Leptos makes its code anew for each type of value, one to two kilobytes a type. Here it is made
//! once, for a shared value of no particular type; what is made for each type is the cast.
//! A handle is `Copy` and lives as long as the owner it was made in, as in Leptos.

mod by_reference;
mod callback;
mod follow;
mod memo;
mod root;
mod signal;
mod stored;
mod value;

pub use by_reference::Make;
pub use callback::Callback;
pub use follow::{dispose_with_owner, follow};
pub use leptos::reactive::graph::untrack;
pub use leptos::reactive::owner::Owner;
pub use memo::Memo;
pub use root::Root;
pub use signal::{RwSignal, Signal};
pub use stored::StoredValue;
pub use value::Read;
