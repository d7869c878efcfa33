//! How long an operation in progress has been running beside earlier runs of its action.

use leptos::prelude::*;
use operation_log::percentile::LongerThan;
use operation_log::{Elapsed, Operation};

use super::KnownEntry;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::detail::{DetailState, earlier_runs_query};
use crate::state::store::Store;
use crate::view::context::Clock;
use crate::view::failure;
use crate::view::format;

/// What is known of earlier runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Compared {
    /// There are enough of them.
    Longer(LongerThan),
    /// So many runs are at hand, which are too few.
    TooFew(u32),
}

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
    let Clock { now, .. } = expect_context();
    let minute = Memo::new(move |_| now.with(|now| now.timestamp() / 60));
    let earlier = detail.earlier_runs();
    let compared = Memo::new(move |_| {
        let _ = minute.get();
        let now = now.get_untracked();
        known.with(|entry| {
            let operation = &entry.as_ref()?.operation;
            let running = Elapsed::of(operation, now).filter(|elapsed| elapsed.running)?;
            let earlier = earlier.with(|read| {
                let read = read.as_ref().and_then(Remote::held);
                store.earlier_runs(operation, read.map(|page| &**page))
            });
            Some(match earlier.compare(running) {
                Some(longer) => Compared::Longer(longer),
                None => Compared::TooFew(earlier.runs()),
            })
        })
    });
    let words = move || {
        let t = locale.t();
        let count = |runs: u32| format::number(locale, u64::from(runs));
        let words = match compared.get()? {
            Compared::Longer(longer) => {
                t.longer_than(&longer.percent.to_string(), &count(longer.runs))
            }
            Compared::TooFew(runs) => t.too_few_runs(&count(runs)),
        };
        // Read behind the duration, and so not joined to it.
        Some([" ", &words].concat())
    };
    let is_offered = Memo::new(move |_| {
        let is_read =
            earlier.with(|earlier| earlier.as_ref().is_some_and(|read| read.held().is_some()));
        let query = |operation: &Operation| earlier_runs_query(operation).is_some();
        matches!(compared.get(), Some(Compared::TooFew(_)))
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
