//! The filters. Each control's `name` is its parameter; the URL owns its value.

mod choice_filter;
mod more_filters;
mod status_filter;
mod text_filter;
mod time_filter;

use std::collections::BTreeSet;

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::action::KNOWN_ACTIONS;
use operation_log::query::TimeZone;
use operation_log::wire::OperationPage;
use operation_log::{Param, Query};

use super::console::Edit;
use super::problem::problem_of;
use super::status_badge::status_text;
use crate::i18n::Locale;
use more_filters::MoreFilters;
use status_filter::StatusFilter;
use text_filter::TextFilter;
use time_filter::TimeFilter;

/// What the filters have in common.
#[derive(Clone, Copy)]
pub struct FilterProps {
    /// What is asked.
    pub query: Memo<Query>,
    /// Changes it.
    pub edit: Callback<Edit>,
    /// Texts.
    pub locale: Locale,
}

impl FilterProps {
    fn text(self, param: Param) -> Signal<String> {
        Signal::derive(move || self.query.with(|query| query.text(param)))
    }

    fn problem(self, param: Param) -> Signal<Option<String>> {
        Signal::derive(move || {
            self.query
                .with(|query| problem_of(self.locale, query, param))
        })
    }
}

/// A value a box suggests, with what it means; both may be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// What is filled in.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// The actions of the documentation, and those of the rows at hand.
fn action_suggestions(locale: Locale, page: Option<&OperationPage>) -> Vec<Suggestion> {
    let mut suggestions: BTreeSet<Suggestion> = KNOWN_ACTIONS
        .iter()
        .map(|known| Suggestion {
            value: known.job_action.to_owned(),
            meaning: locale.pick(known.name).to_owned(),
        })
        .collect();
    for operation in page.iter().flat_map(|page| page.operations()) {
        let is_known = operation_log::action::find(&operation.job_action).is_some();
        if !is_known && !operation.job_action.is_empty() {
            suggestions.insert(Suggestion {
                value: operation.job_action.clone(),
                meaning: operation.action_describe.clone(),
            });
        }
    }
    suggestions.into_iter().collect()
}

/// Values that occur in the rows at hand.
fn loaded_suggestions(values: impl Iterator<Item = String>) -> Vec<Suggestion> {
    let values: BTreeSet<String> = values.collect();
    values
        .into_iter()
        .map(|value| Suggestion {
            meaning: value.clone(),
            value,
        })
        .collect()
}

/// The filter bar.
#[component]
pub fn FilterBar(
    /// What is asked.
    query: Memo<Query>,
    /// Changes it.
    edit: Callback<Edit>,
    /// The rows at hand, for suggestions.
    page: Signal<Option<std::sync::Arc<OperationPage>>>,
    /// The zone of typed times.
    time_zone: Memo<TimeZone>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let props = FilterProps {
        query,
        edit,
        locale,
    };
    let actions =
        Signal::derive(move || page.with(|page| action_suggestions(locale, page.as_deref())));
    let owners = Signal::derive(move || {
        page.with(|page| {
            loaded_suggestions(
                page.iter()
                    .flat_map(|page| page.operations())
                    .filter_map(|operation| operation.owner.as_ref().map(ToString::to_string)),
            )
        })
    });
    let resources = Signal::derive(move || {
        page.with(|page| {
            loaded_suggestions(
                page.iter()
                    .flat_map(|page| page.operations())
                    .flat_map(|operation| operation.resource_ids.iter().map(ToString::to_string)),
            )
        })
    });
    view! {
        <form
            class="op-filters"
            role="search"
            aria-label=reactive(move || locale.t().filters())
            on:submit=|event| event.prevent_default()
        >
            <div class="op-filters-main">
                <TextFilter
                    props=props
                    param=Param::SearchWord
                    label=Signal::derive(move || locale.t().search())
                    hint=Signal::derive(move || locale.t().search_hint())
                    note=Signal::derive(move || Some(locale.t().search_scope()))
                    search=true
                />
                <StatusFilter props=props />
                <TimeFilter props=props time_zone=time_zone />
            </div>
            <div class="op-filters-rest">
                <TextFilter
                    props=props
                    param=Param::ResourceIds
                    label=Signal::derive(move || locale.t().resource())
                    hint=Signal::derive(move || locale.t().resource_hint())
                    suggestions=resources
                />
                <TextFilter
                    props=props
                    param=Param::JobAction
                    label=Signal::derive(move || locale.t().action())
                    hint=Signal::derive(move || locale.t().action_hint())
                    suggestions=actions
                />
                <TextFilter
                    props=props
                    param=Param::Owner
                    label=Signal::derive(move || locale.t().owner())
                    hint=Signal::derive(|| "usr-…")
                    suggestions=owners
                />
            </div>
            <MoreFilters props=props />
        </form>
    }
}

/// The label of a parameter.
pub fn param_label(locale: Locale, param: Param) -> &'static str {
    let t = locale.t();
    match param {
        Param::Status => t.status(),
        Param::JobAction => t.action(),
        Param::ResourceIds => t.resource(),
        Param::Owner => t.owner(),
        Param::Directive => t.directive(),
        Param::ActionDescribe => t.action_describe(),
        Param::SearchWord => t.search(),
        Param::StartTime => t.start_time(),
        Param::EndTime => t.end_time(),
        Param::JobIds => t.job_ids(),
        Param::Verbose => t.verbose(),
        Param::Zone => t.zone(),
        Param::Last => t.time_range(),
        Param::Tz => t.time_zone(),
        Param::Reverse | Param::Limit | Param::Page | Param::Sort => param.key(),
    }
}

/// The value of a parameter in the reader's words; a bad one as it was given.
pub fn shown_value(locale: Locale, query: &Query, param: Param, zone: TimeZone) -> String {
    if query.problem(param).is_some() {
        return query.text(param);
    }
    match (param, query.status(), query.last()) {
        (Param::Status, Some(status), _) => status_text(locale, status),
        (Param::Last, _, Some(span)) => time_filter::span_text(locale, span).to_owned(),
        (Param::StartTime | Param::EndTime, _, _) => time_filter::shown_time(query, param, zone),
        _ => query.text(param),
    }
}
