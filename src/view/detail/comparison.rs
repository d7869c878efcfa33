//! How long an operation in progress has been running beside earlier runs of its action.

use leptos::prelude::*;
use operation_log::Operation;

use super::KnownEntry;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::detail::{DetailState, earlier_runs_query};
use crate::state::store::Store;
use crate::view::earlier_runs::{Compared, minute};
use crate::view::failure;
use crate::view::format;

/// `longer than 97% of 84 earlier runs`, as far as those are at hand; if they are too few, a button
/// that reads more. It is compared anew each minute. Nothing if the operation has ended.
#[component]
pub fn Comparison(
    /// The operation.
    known: KnownEntry,
    /// Where earlier runs are read.
    detail: DetailState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let store = expect_context::<Store>();
    let minute = minute();
    let earlier = detail.earlier_runs();
    let compared = Memo::new(move |_| {
        let now = minute.get();
        known.with(|entry| {
            let operation = &entry.as_ref()?.operation;
            let earlier = earlier.with(|read| {
                let read = read.as_ref().and_then(Remote::held);
                store.earlier_runs(operation, read.map(|page| &**page))
            });
            Compared::of(operation, now, &earlier)
        })
    });
    // Read behind the duration, and so not joined to it.
    let words = move || {
        let compared = compared.get()?;
        let mut words = [" ", &compared.text(locale)].concat();
        // What was read may hold runs that say nothing of a duration.
        let read = earlier.with(|earlier| Some(earlier.as_ref()?.held()?.rows.len()));
        if let (Compared::TooFew(_), Some(read)) = (compared, read) {
            words.push_str(" · ");
            words.push_str(&locale.t().earlier_runs_read(&format::count(read)));
        }
        Some(words)
    };
    let is_offered = Memo::new(move |_| {
        let is_read =
            earlier.with(|earlier| earlier.as_ref().is_some_and(|read| read.held().is_some()));
        let query = |operation: &Operation| earlier_runs_query(operation).is_some();
        // A file has no more than is compared already.
        store.watches.can_follow()
            && matches!(compared.get(), Some(Compared::TooFew(_)))
            && !is_read
            && known.with(|entry| entry.as_ref().is_some_and(|entry| query(&entry.operation)))
    });
    let is_loading =
        move || earlier.with(|earlier| earlier.as_ref().is_some_and(Remote::is_loading));
    let problem = move || {
        let kind = earlier.with(|earlier| Some(earlier.as_ref()?.error()?.kind()))?;
        Some(failure::title(locale, kind))
    };
    let offer = move || {
        is_offered.get().then(|| {
            view! {
                <button
                    type="button"
                    class="op-button"
                    part="button"
                    aria-disabled=move || is_loading().then_some("true")
                    on:click=move |_| detail.read_earlier_runs()
                >
                    {locale.say(|t| t.read_earlier_runs())}
                </button>
                <span class="op-problem" role="status">
                    {move || problem()}
                </span>
            }
        })
    };
    view! {
        <span class="op-note op-comparison">{move || words()}</span>
        {move || offer()}
    }
}
