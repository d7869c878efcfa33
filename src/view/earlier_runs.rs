//! How long an operation in progress has been running beside earlier runs of its action.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::percentile::{EarlierRuns, LongerThan};
use operation_log::wire::Entry;
use operation_log::{Elapsed, Operation};

use super::context::Clock;
use super::format;
use super::scope::scoped_memo;
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// A row is marked if its operation has been running longer than so many percent of earlier runs.
const MARKED_FROM: u32 = 90;

/// What is known of earlier runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// There are enough of them.
    Longer(LongerThan),
    /// So many runs are at hand, which are too few.
    TooFew(u32),
}

impl Compared {
    /// Of an operation at a moment by the server's clock. Returns `None` if it has ended.
    pub fn of(operation: &Operation, now: DateTime<Utc>, earlier: &EarlierRuns) -> Option<Self> {
        let running = Elapsed::of(operation, now).filter(|elapsed| elapsed.running)?;
        Some(match earlier.compare(running) {
            Some(longer) => Self::Longer(longer),
            None => Self::TooFew(earlier.runs()),
        })
    }

    /// `longer than 97% of 84 earlier runs`.
    pub fn text(self, locale: Locale) -> String {
        let t = locale.t();
        let count = |runs: u32| format::number(u64::from(runs));
        match self {
            Self::Longer(LongerThan { percent, runs }) => {
                t.longer_than(&percent.to_string(), &count(runs))
            }
            Self::TooFew(runs) => t.too_few_runs(&count(runs)),
        }
    }
}

/// The moment by the server's clock, anew each minute.
pub fn minute() -> Memo<DateTime<Utc>> {
    let Clock { now, .. } = expect_context();
    let minute = scoped_memo(move |_| now.with(|now| now.timestamp() / 60));
    scoped_memo(move |_| {
        minute.track();
        now.get_untracked()
    })
}

/// A mark at an operation that has been running unusually long, as far as the rows at hand tell.
#[component]
pub fn LongRunning(
    /// The operation, which is in progress.
    entry: Signal<Arc<Entry>>,
    /// How long earlier runs of its action took, as far as those are at hand.
    earlier_runs: Callback<Arc<Entry>, EarlierRuns>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let minute = minute();
    let compared = scoped_memo(move |_| {
        let now = minute.get();
        let entry = entry.get();
        let earlier = earlier_runs.run(Arc::clone(&entry));
        let compared = Compared::of(&entry.operation, now, &earlier);
        compared.filter(
            |compared| matches!(compared, Compared::Longer(longer) if longer.percent >= MARKED_FROM),
        )
    });
    move || {
        let words = compared.get()?.text(locale);
        Some(view! {
            <span class="op-long-running" role="img" aria-label=words.clone() title=words>
                <IconView icon=Icon::Clock />
            </span>
        })
    }
}
