//! What the panel knows of each parameter: its label and its control.
//!
//! The bar, its *More* group, the chips and the title of the window follow from it. The group of a
//! control is in [`operation_log::control`]. Another text filter of the API is a row of the domain's
//! table of parameters, its place in [`ORDER`], an arm of [`control`] and its texts.

use operation_log::control::{Control, FilterGroup};
use operation_log::query::{Edit, TimeZone};
use operation_log::{Operation, Param, Query};

use super::choice_filter::Choice;
use super::range_words::{shown_time, span_text};
use super::suggestions::Values;
use crate::i18n::{Label, Locale};
use crate::view::status_badge::status_text;

/// The parameters with a control of their own, in the order of the bar.
const ORDER: &[Param] = &[
    Param::SearchWord,
    Param::Status,
    Param::Last,
    Param::ResourceIds,
    Param::JobAction,
    Param::Owner,
    Param::ActionDescribe,
    Param::JobIds,
    Param::Directive,
    Param::Verbose,
    Param::Zone,
];

/// The group of a parameter in the bar. Returns `None` if it is no filter.
pub fn group_of(param: Param) -> Option<FilterGroup> {
    Control::of(param)?.group()
}

/// The parameters with a control in a group, in the order of the bar.
pub fn params(group: FilterGroup) -> impl Iterator<Item = Param> {
    let params = ORDER.iter().copied();
    params.filter(move |param| group_of(*param) == Some(group))
}

/// What the panel knows of a parameter.
#[derive(Clone, Copy, Debug)]
pub struct ParamControl {
    /// Its name, at the control and in chips.
    pub label: Label,
    /// What it is.
    pub kind: ControlKind,
}

/// What a control is.
#[derive(Clone, Copy, Debug)]
pub enum ControlKind {
    /// A text box.
    Text(TextControl),
    /// The segments of the status.
    Status,
    /// A drop-down.
    Choice(ChoiceControl),
    /// The relative range, with the boxes of the absolute one.
    TimeRange,
    /// An end of the absolute range; its box is part of [`ControlKind::TimeRange`].
    RangeEnd,
    /// No filter, so not part of the bar.
    NotAFilter,
}

/// What a text box says and suggests.
#[derive(Clone, Copy, Debug)]
pub struct TextControl {
    /// Its placeholder.
    pub hint: Label,
    /// A sentence below it.
    pub note: Option<Label>,
    /// Whether it is the search box.
    pub is_search: bool,
    /// The values it offers, if it is a box of whole values that it knows of.
    pub values: Option<Values>,
}

/// What a drop-down offers.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceControl {
    /// Its choices.
    pub choices: &'static [Choice],
    /// The change that the value of a choice stands for.
    pub edit: fn(&'static str) -> Edit,
}

impl ParamControl {
    const fn new(kind: ControlKind, label: Label) -> Self {
        Self { label, kind }
    }

    const fn text(label: Label, hint: Label) -> Self {
        Self::suggesting(label, hint, None)
    }

    const fn suggesting(label: Label, hint: Label, values: Option<Values>) -> Self {
        let kind = ControlKind::Text(TextControl {
            hint,
            note: None,
            is_search: false,
            values,
        });
        Self { label, kind }
    }

    const fn search(label: Label, hint: Label, note: Label) -> Self {
        let kind = ControlKind::Text(TextControl {
            hint,
            note: Some(note),
            is_search: true,
            values: None,
        });
        Self { label, kind }
    }
}

/// The choices of `verbose`.
const VERBOSE: &[Choice] = &[
    Choice::new("", |t| t.verbose_unset()),
    Choice::new("0", |t| t.verbose_no()),
    Choice::new("1", |t| t.verbose_yes()),
];

/// The label and the control of a parameter.
pub fn control(param: Param) -> ParamControl {
    use ControlKind::{NotAFilter, RangeEnd, Status, TimeRange};
    match param {
        Param::SearchWord => {
            ParamControl::search(|t| t.search(), |t| t.search_hint(), |t| t.search_scope())
        }
        Param::Status => ParamControl::new(Status, |t| t.status()),
        Param::Last => ParamControl::new(TimeRange, |t| t.time_range()),
        Param::StartTime => ParamControl::new(RangeEnd, |t| t.start_time()),
        Param::EndTime => ParamControl::new(RangeEnd, |t| t.end_time()),
        Param::ResourceIds => ParamControl::suggesting(
            |t| t.resource(),
            |t| t.resource_hint(),
            Some(Values::Loaded(resources)),
        ),
        Param::JobAction => {
            ParamControl::suggesting(|t| t.action(), |t| t.action_hint(), Some(Values::Actions))
        }
        Param::Owner => {
            ParamControl::suggesting(|t| t.owner(), |_| "usr-…", Some(Values::Loaded(owners)))
        }
        Param::ActionDescribe => {
            ParamControl::text(|t| t.action_describe(), |t| t.action_describe_hint())
        }
        Param::JobIds => ParamControl::text(|t| t.job_ids(), |_| "j-…"),
        Param::Directive => ParamControl::text(|t| t.directive(), |_| ""),
        Param::Verbose => ParamControl::new(
            ControlKind::Choice(ChoiceControl {
                choices: VERBOSE,
                edit: |value| Edit::Verbose((!value.is_empty()).then_some(value == "1")),
            }),
            |t| t.verbose(),
        ),
        Param::Zone => ParamControl::text(|t| t.zone(), |_| "jinan1a"),
        Param::Tz => ParamControl::new(NotAFilter, |t| t.time_zone()),
        Param::Reverse => ParamControl::new(NotAFilter, |_| Param::Reverse.key()),
        Param::Limit => ParamControl::new(NotAFilter, |_| Param::Limit.key()),
        Param::Page => ParamControl::new(NotAFilter, |_| Param::Page.key()),
        Param::Sort => ParamControl::new(NotAFilter, |_| Param::Sort.key()),
        Param::Only => ParamControl::new(NotAFilter, |t| t.narrow()),
        Param::Whole => ParamControl::new(NotAFilter, |_| Param::Whole.key()),
    }
}

fn resources(operation: &Operation) -> Vec<String> {
    let ids = operation.resource_ids.iter();
    ids.map(ToString::to_string).collect()
}

fn owners(operation: &Operation) -> Vec<String> {
    operation.owner.iter().map(ToString::to_string).collect()
}

/// The label of a parameter.
pub fn param_label(locale: Locale, param: Param) -> &'static str {
    (control(param).label)(locale.t())
}

/// The value of a parameter in the reader's words; a bad one as it was given.
pub fn shown_value(locale: Locale, query: &Query, param: Param, zone: TimeZone) -> String {
    let kind = control(param).kind;
    // A time that only contradicts the other end is one that the zone can show.
    if query.problem(param).is_some() && !matches!(kind, ControlKind::RangeEnd) {
        return query.text(param);
    }
    match (kind, query.status(), query.last()) {
        (ControlKind::Status, Some(status), _) => status_text(locale, status),
        (ControlKind::TimeRange, _, Some(span)) => span_text(locale, span).to_owned(),
        (ControlKind::RangeEnd, _, _) => shown_time(query, param, zone),
        _ => query.text(param),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_can_be_set_in_the_bar() {
        use FilterGroup::{Front, Main, More};
        let shown: Vec<Param> = [Front, Main, More].into_iter().flat_map(params).collect();
        assert_eq!(shown, ORDER);
        for param in Param::ALL {
            let is_shown = match control(param).kind {
                ControlKind::RangeEnd => shown.contains(&Param::Last),
                ControlKind::NotAFilter => false,
                _ => shown.iter().filter(|other| **other == param).count() == 1,
            };
            assert_eq!(
                is_shown,
                param.is_filter(),
                "{param:?} has no place in ORDER"
            );
        }
    }

    #[test]
    fn a_choice_stands_for_the_value_that_the_location_prints() {
        let ControlKind::Choice(verbose) = control(Param::Verbose).kind else {
            panic!("no choice");
        };
        for choice in verbose.choices {
            let query = Query::from_url("verbose=1").edited((verbose.edit)(choice.value));
            assert_eq!(query.text(Param::Verbose), choice.value);
        }
    }
}
