//! Filters that the browser applies to the rows of a whole result: what is set, and a dialog to set
//! more.

mod chips;
mod duration;
mod values;
mod words;

use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::result_set::{Condition, Conditions};

pub use chips::ConditionChips;
pub use words::{condition_text, value_text};

use crate::i18n::Locale;
use crate::nav::Commit;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::lazy_dialog::LazyDialog;
use duration::DurationFilter;
use values::ValueFilters;

/// The filters of the location, and how they are changed.
#[derive(Clone, Copy)]
pub struct Narrowing(Navigation);

impl Narrowing {
    /// Those of the console.
    pub fn new() -> Self {
        Self(expect_context())
    }

    /// What is set; tracked.
    pub fn conditions(self) -> Conditions {
        self.0.filters.with(|filters| filters.asked().conditions())
    }

    /// Whether a filter is set; tracked.
    fn has(self, condition: &Condition) -> bool {
        let filters = self.0.filters;
        filters.with(|filters| filters.asked().conditions().has(condition))
    }

    /// Sets a filter, or removes it if it is set.
    fn toggle(self, condition: &Condition) {
        self.change(|conditions| {
            if conditions.has(condition) {
                conditions.without(condition)
            } else {
                conditions.with(condition.clone())
            }
        });
    }

    /// Changes what is set; nothing else of the whole result does.
    pub fn change(self, change: impl FnOnce(&Conditions) -> Conditions) {
        let filters = self.0.filters;
        let before = filters.try_with_untracked(|filters| filters.asked().conditions());
        let before = before.unwrap_or_default();
        let conditions = change(&before);
        if conditions != before {
            let edits = vec![Edit::Only(conditions), Edit::Whole(true)];
            self.0.edit(Edit::Several(edits), Commit::Push);
        }
    }
}

/// The button that opens the dialog, and the dialog.
#[component]
pub fn NarrowButton() -> impl IntoView {
    let locale = expect_context::<Locale>();
    let open = RwSignal::new(false);
    view! {
        <button
            type="button"
            class="op-button"
            part="button"
            aria-haspopup="dialog"
            data-control="narrow"
            on:click=move |_| open.set(true)
        >
            <IconView icon=Icon::Filter />
            {locale.say(|t| t.narrow())}
        </button>
        <LazyDialog open=open title=|t| t.narrow_title()>
            <Dialog />
        </LazyDialog>
    }
}

/// What is in the dialog.
#[component]
fn Dialog() -> impl IntoView {
    let locale = expect_context::<Locale>();
    view! {
        <div class="op-narrow">
            <p class="op-note">{locale.say(|t| t.narrow_here())}</p>
            <ConditionChips />
            <DurationFilter />
            <ValueFilters />
        </div>
    }
}
