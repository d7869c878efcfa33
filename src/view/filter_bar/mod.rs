//! The filters. Each control's `name` is its parameter; the URL owns its value.
//!
//! `controls` is the table of controls; the other files are the kinds of controls.

mod choice_filter;
mod controls;
mod fold;
mod range;
mod range_words;
mod status_filter;
mod suggestions;
mod text_filter;
mod text_input;
mod time_box;
mod time_choices;
mod time_filter;
mod time_picker;
mod typed_ends;
mod typing;
mod whole_value;

use std::sync::Arc;

use leptos::prelude::*;
use operation_log::Param;
use operation_log::control::FilterGroup;
use operation_log::query::{Edit, Filters};
use operation_log::wire::OperationPage;

use super::problem::problem_of;
use super::steps::InTurn;
use crate::i18n::Locale;
use crate::nav::Commit;
use crate::state::recent::Recent;
use choice_filter::ChoiceFilter;
use controls::{ControlKind, control, params};
use fold::{Fold, FoldSwitch};
use status_filter::StatusFilter;
use text_filter::{Sources, TextFilter};
use time_filter::TimeFilter;

pub use controls::{param_label, shown_value};
pub use range::Range;

/// The filters that a control shows, and how it changes them.
#[derive(Clone, Copy)]
struct Bound {
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes it.
    on_edit: Callback<(Edit, Commit)>,
}

impl Bound {
    /// The text of a parameter in the location; empty for a locked one.
    fn text(self, param: Param) -> Signal<String> {
        Signal::derive(move || self.filters.with(|filters| filters.own().text(param)))
    }

    /// What is wrong with a parameter, in words.
    fn problem(self, locale: Locale, param: Param) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.filters
                .with(|filters| problem_of(locale, filters.asked(), param))
        })
    }
}

/// The filter bar.
#[component]
pub fn FilterBar(
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes it.
    on_edit: Callback<(Edit, Commit)>,
    /// The rows at hand, for suggestions.
    page: Signal<Option<Arc<OperationPage>>>,
    /// What was filtered by before.
    recent: Recent,
) -> impl IntoView {
    let bound = Bound { filters, on_edit };
    let sources = Sources { page, recent };
    let fold = Fold::of_narrow_screens(filters);
    let more = Fold::of_more(filters);
    let controls = move |group| {
        params(group)
            .map(|param| {
                view! {
                    <InTurn>
                        <FilterControl bound=bound param=param sources=sources />
                    </InTurn>
                }
            })
            .collect_view()
    };
    view! {
        <form
            class="op-filters"
            class:op-unfolded=move || fold.is_unfolded()
            data-control="filters"
            part="filters"
            role="search"
            on:submit=|event| event.prevent_default()
        >
            <div class="op-filters-main">
                {controls(FilterGroup::Front)}
                <FoldSwitch fold=fold label=|t| t.filters() attr:data-fold="narrow" />
                {controls(FilterGroup::Main)}
                <FoldSwitch
                    fold=more
                    label=|t| t.more_filters()
                    attr:data-control="more"
                    attr:part="more"
                />
            </div>
            <div
                class="op-filters-more"
                data-control="more"
                part="more"
                hidden=move || !more.is_unfolded()
            >
                {controls(FilterGroup::More)}
            </div>
        </form>
    }
}

/// The control of a parameter.
#[component]
fn FilterControl(bound: Bound, param: Param, sources: Sources) -> impl IntoView {
    let label = control(param).label;
    match control(param).kind {
        ControlKind::Text(control) => view! {
            <TextFilter bound=bound param=param label=label control=control sources=sources />
        }
        .into_any(),
        ControlKind::Status => view! { <StatusFilter bound=bound label=label /> }.into_any(),
        ControlKind::Choice(control) => view! {
            <ChoiceFilter bound=bound param=param label=label control=control />
        }
        .into_any(),
        ControlKind::TimeRange => {
            view! { <TimeFilter bound=bound label=label recent=sources.recent /> }.into_any()
        }
        ControlKind::RangeEnd | ControlKind::NotAFilter => ().into_any(),
    }
}
