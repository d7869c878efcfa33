//! The table of controls: what the panel knows of each parameter.
//!
//! The bar, its *More* group, the chips and the title of the window follow from it. Another text
//! filter of the API is one row of the domain's table of parameters, one arm of [`control`] here
//! and its texts.

use operation_log::query::{Edit, TimeZone};
use operation_log::{Operation, Param, Query};

use super::choice_filter::Choice;
use super::suggestions::Values;
use super::time_filter::{shown_time, span_text};
use crate::i18n::{Label, Locale};
use crate::view::status_badge::status_text;

/// What the panel knows of a parameter.
#[derive(Clone, Copy, Debug)]
pub struct Control {
    /// Its name, at the control and in chips.
    pub label: Label,
    /// Where in the bar it stands; `None` if it has no place of its own there.
    pub place: Option<Place>,
    /// What it is.
    pub kind: ControlKind,
}

/// Where in the bar a control stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The group.
    pub group: Group,
    /// Sorts the controls of a group; those of one rank are in the order of the URL.
    pub rank: u8,
}

/// A group of controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// On the main line, in sight on narrow screens as well.
    Front,
    /// On the main line.
    Line,
    /// On the line below, as they are used often.
    Often,
    /// Behind a disclosure, as they are rarely used.
    More,
}

impl Group {
    const fn at(self, rank: u8) -> Option<Place> {
        Some(Place { group: self, rank })
    }

    /// The parameters with a control in the group, in its order.
    pub fn params(self) -> Vec<Param> {
        let mut ranked: Vec<(u8, Param)> = Vec::new();
        for param in Param::ALL {
            if let Some(Place { group, rank }) = control(param).place
                && group == self
            {
                let before = ranked.iter().take_while(|(other, _)| *other <= rank);
                let index = before.count();
                ranked.insert(index, (rank, param));
            }
        }
        ranked.into_iter().map(|(_, param)| param).collect()
    }
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
    /// Not part of the bar.
    Elsewhere,
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
    /// The values it knows of.
    pub values: Values,
}

/// What a drop-down offers.
#[derive(Clone, Copy, Debug)]
pub struct ChoiceControl {
    /// Its choices.
    pub choices: &'static [Choice],
    /// The change that the value of a choice stands for.
    pub edit: fn(&'static str) -> Edit,
}

impl Control {
    const fn text(place: Option<Place>, label: Label, hint: Label) -> Self {
        Self::suggesting(place, label, hint, Values::Unknown)
    }

    const fn suggesting(place: Option<Place>, label: Label, hint: Label, values: Values) -> Self {
        let kind = ControlKind::Text(TextControl {
            hint,
            note: None,
            is_search: false,
            values,
        });
        Self { label, place, kind }
    }

    const fn search(place: Option<Place>, label: Label, hint: Label, note: Label) -> Self {
        let kind = ControlKind::Text(TextControl {
            hint,
            note: Some(note),
            is_search: true,
            values: Values::Unknown,
        });
        Self { label, place, kind }
    }

    const fn unplaced(kind: ControlKind, label: Label) -> Self {
        Self {
            label,
            place: None,
            kind,
        }
    }
}

/// The choices of `verbose`.
const VERBOSE: &[Choice] = &[
    Choice::new("", |t| t.verbose_unset()),
    Choice::new("0", |t| t.verbose_no()),
    Choice::new("1", |t| t.verbose_yes()),
];

/// The row of the table for a parameter.
pub fn control(param: Param) -> Control {
    use ControlKind::{Elsewhere, RangeEnd};
    use Group::{Front, Line, More, Often};
    match param {
        Param::SearchWord => Control::search(
            Front.at(0),
            |t| t.search(),
            |t| t.search_hint(),
            |t| t.search_scope(),
        ),
        Param::Status => Control {
            label: |t| t.status(),
            place: Front.at(1),
            kind: ControlKind::Status,
        },
        Param::Last => Control {
            label: |t| t.time_range(),
            place: Line.at(0),
            kind: ControlKind::TimeRange,
        },
        Param::StartTime => Control::unplaced(RangeEnd, |t| t.start_time()),
        Param::EndTime => Control::unplaced(RangeEnd, |t| t.end_time()),
        Param::ResourceIds => Control::suggesting(
            Often.at(0),
            |t| t.resource(),
            |t| t.resource_hint(),
            Values::Loaded(resources),
        ),
        Param::JobAction => Control::suggesting(
            Often.at(1),
            |t| t.action(),
            |t| t.action_hint(),
            Values::Actions,
        ),
        Param::Owner => Control::suggesting(
            Often.at(2),
            |t| t.owner(),
            |_| "usr-…",
            Values::Loaded(owners),
        ),
        Param::ActionDescribe => Control::text(
            More.at(0),
            |t| t.action_describe(),
            |t| t.action_describe_hint(),
        ),
        Param::JobIds => Control::text(More.at(1), |t| t.job_ids(), |_| "j-…"),
        Param::Directive => Control::text(More.at(2), |t| t.directive(), |_| ""),
        Param::Verbose => Control {
            label: |t| t.verbose(),
            place: More.at(3),
            kind: ControlKind::Choice(ChoiceControl {
                choices: VERBOSE,
                edit: |value| Edit::Verbose((!value.is_empty()).then_some(value == "1")),
            }),
        },
        Param::Zone => Control::text(More.at(4), |t| t.zone(), |_| "jinan1a"),
        Param::Tz => Control::unplaced(Elsewhere, |t| t.time_zone()),
        Param::Reverse => Control::unplaced(Elsewhere, |_| Param::Reverse.key()),
        Param::Limit => Control::unplaced(Elsewhere, |_| Param::Limit.key()),
        Param::Page => Control::unplaced(Elsewhere, |_| Param::Page.key()),
        Param::Sort => Control::unplaced(Elsewhere, |_| Param::Sort.key()),
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
    if query.problem(param).is_some() {
        return query.text(param);
    }
    match (control(param).kind, query.status(), query.last()) {
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
    fn every_group_has_its_controls_in_order() {
        assert_eq!(Group::Front.params(), [Param::SearchWord, Param::Status]);
        assert_eq!(Group::Line.params(), [Param::Last]);
        assert_eq!(
            Group::Often.params(),
            [Param::ResourceIds, Param::JobAction, Param::Owner]
        );
        assert_eq!(
            Group::More.params(),
            [
                Param::ActionDescribe,
                Param::JobIds,
                Param::Directive,
                Param::Verbose,
                Param::Zone
            ]
        );
    }

    #[test]
    fn every_filter_can_be_set_in_the_bar() {
        for param in Param::filters() {
            let control = control(param);
            let is_range_end = matches!(control.kind, ControlKind::RangeEnd);
            assert!(control.place.is_some() || is_range_end, "{param:?}");
            assert!(!matches!(control.kind, ControlKind::Elsewhere), "{param:?}");
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
