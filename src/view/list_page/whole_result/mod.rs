//! The whole result: what it costs, how far it was loaded, and what can be done with it.

mod bar;
mod find_box;
mod narrow;
mod offer;
mod price;

use leptos::prelude::*;
use operation_log::Filters;
use operation_log::query::PageKey;

pub use bar::{WholeBar, progress_text};
pub use narrow::{condition_text, value_text};
pub use offer::{LoadButton, RestButton, SortOffer};

use crate::state::whole_result::{WholeResult, WholeRows};
use crate::view::scope::{scoped_memo, scoped_signal};

/// Whether the reader was asked for the price of a whole result and agreed, but it is so high that
/// they are asked once more. Provided by the list.
#[derive(Clone, Copy)]
pub struct Confirming(pub RwSignal<bool>);

/// The rows of a whole result that the location asks for, if they are here.
pub fn whole_rows(
    whole: WholeResult,
    filters: Memo<Filters>,
    key: Memo<PageKey>,
) -> Memo<Option<WholeRows>> {
    let version = scoped_signal(whole.version());
    let folds = scoped_signal(whole.folds());
    scoped_memo(move |_| {
        let (version, folds) = (version.get(), folds.get());
        let arrangement = filters
            .with(|filters| key.with(|key| whole.arrangement(&key.view, filters.asked(), folds)))?;
        Some(WholeRows {
            arrangement,
            version,
        })
    })
}
