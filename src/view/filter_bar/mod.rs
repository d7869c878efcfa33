//! The filters. Each control's `name` is its parameter; the URL owns its value.

mod choice_filter;
mod fold;
mod more_filters;
mod status_filter;
mod text_filter;
mod time_filter;

use std::rc::Rc;
use std::sync::Arc;

use operation_log::action::KNOWN_ACTIONS;
use operation_log::query::TimeZone;
use operation_log::wire::OperationPage;
use operation_log::{Language, Operation, Param, Query};

use super::console::Edit;
use super::problem::{ProblemText, problem_of};
use super::status_badge::status_text;
use crate::i18n::{Locale, Texts};
use crate::markup::{Tag, tag};
use crate::reactive::{Callback, Memo, Read};
use more_filters::more_filters;
use status_filter::status_filter;
use text_filter::TextBox;
use time_filter::time_filter;

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
    fn text(self, param: Param) -> ValueText {
        Rc::new(move || self.query.with(|query| query.text(param)))
    }

    fn problem(self, param: Param) -> ProblemText {
        Rc::new(move || {
            self.query
                .with(|query| problem_of(self.locale, query, param))
        })
    }
}

/// The value of the location, as its control shows it. Reading it in a view follows the query.
pub type ValueText = Rc<dyn Fn() -> String>;

/// A value a box suggests, with what it means; both may be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// What is filled in.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// Keeps suggestions sorted and each of them once.
fn suggest(suggestions: &mut Vec<Suggestion>, value: &str, meaning: &str) {
    let suggestion = Suggestion {
        value: value.to_owned(),
        meaning: meaning.to_owned(),
    };
    if let Err(place) = suggestions.binary_search(&suggestion) {
        suggestions.insert(place, suggestion);
    }
}

/// The actions of the documentation, and those of the rows at hand.
fn action_suggestions(locale: Locale, page: Option<&OperationPage>) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    let t = locale.t();
    for known in &KNOWN_ACTIONS {
        let name = t.action_name(known.job_action).unwrap_or(known.describe);
        suggest(&mut suggestions, known.job_action, name);
    }
    for operation in page.iter().flat_map(|page| page.operations()) {
        let action = &operation.job_action;
        if !action.is_empty() && operation_log::action::find(action).is_none() {
            suggest(&mut suggestions, action, &operation.action_describe);
        }
    }
    suggestions
}

/// The API's name of an action that is called by its name in either language; other text as it
/// is, since the server knows more actions than the documentation.
fn action_named(text: &str) -> &str {
    let name = text.trim();
    KNOWN_ACTIONS
        .iter()
        .find(|known| {
            let names = Language::ALL.map(Texts::of);
            let names = names.iter().filter_map(|t| t.action_name(known.job_action));
            names
                .chain([known.job_action])
                .any(|known| known.eq_ignore_ascii_case(name))
        })
        .map_or(text, |known| known.job_action)
}

/// Values that occur in the rows at hand.
fn loaded_suggestions(
    page: Option<&OperationPage>,
    values: fn(&Operation) -> Vec<String>,
) -> Vec<Suggestion> {
    let mut suggestions = Vec::new();
    for operation in page.iter().flat_map(|page| page.operations()) {
        for value in values(operation) {
            suggest(&mut suggestions, &value, &value);
        }
    }
    suggestions
}

fn owners(operation: &Operation) -> Vec<String> {
    operation.owner.iter().map(ToString::to_string).collect()
}

fn resources(operation: &Operation) -> Vec<String> {
    operation
        .resource_ids
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// The filter bar. The rows at hand are for suggestions; typed times are of the zone.
pub fn filter_bar(
    query: Memo<Query>,
    edit: Callback<Edit>,
    page: Rc<dyn Fn() -> Option<Arc<OperationPage>>>,
    time_zone: Memo<TimeZone>,
    locale: Locale,
) -> Tag {
    let props = FilterProps {
        query,
        edit,
        locale,
    };
    let loaded = |values: fn(&Operation) -> Vec<String>| {
        let page = page.clone();
        move || loaded_suggestions(page().as_deref(), values)
    };
    let search = TextBox {
        note: Some(|t| t.search_scope()),
        search: true,
        ..TextBox::of_param(
            props,
            Param::SearchWord,
            |t| t.search(),
            |t| t.search_hint(),
        )
    };
    let resource = TextBox::of_param(
        props,
        Param::ResourceIds,
        |t| t.resource(),
        |t| t.resource_hint(),
    )
    .suggesting(loaded(resources));
    let owner = TextBox::of_param(props, Param::Owner, |t| t.owner(), |_| "usr-…")
        .suggesting(loaded(owners));
    let action = TextBox {
        commit: Rc::new(move |text, commit| {
            edit.run(Edit {
                param: Param::JobAction,
                text: action_named(&text).to_owned(),
                commit,
            });
        }),
        ..TextBox::of_param(props, Param::JobAction, |t| t.action(), |t| t.action_hint())
    }
    .suggesting(move || action_suggestions(locale, page().as_deref()));
    let unfolded = fold::unfolded(query);
    tag("form")
        .class("op-filters")
        .control("filters")
        .class_if("op-unfolded", move || unfolded.get())
        .attr("role", "search")
        .on("submit", |event| event.prevent_default())
        .child(
            tag("div")
                .class("op-filters-main")
                .child(search.view(props))
                .child(status_filter(props))
                .child(fold::switch(query, unfolded, locale))
                .child(time_filter(props, time_zone)),
        )
        .child(
            tag("div")
                .class("op-filters-rest op-filters-often")
                .child(resource.view(props))
                .child(action.view(props))
                .child(owner.view(props)),
        )
        .child(more_filters(props))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_name_in_either_language() {
        for text in [
            "HpcJobStopJobs",
            "hpcjobstopjobs",
            " 取消作业 ",
            "cancel compute jobs",
        ] {
            assert_eq!(action_named(text), "HpcJobStopJobs", "{text}");
        }
        assert_eq!(action_named("DoSomethingNew"), "DoSomethingNew");
    }
}
