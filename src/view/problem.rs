//! What is wrong with a value, in words.

use std::rc::Rc;

use operation_log::query::Problem;
use operation_log::{Param, Query};

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::ui::icon::{Icon, icon_view};

/// The words for what is wrong with a control, while something is. Reading it in a view follows
/// the query.
pub type ProblemText = Rc<dyn Fn() -> Option<String>>;

/// The words for a problem.
pub fn problem_text(locale: Locale, problem: Problem) -> String {
    let t = locale.t();
    match problem {
        Problem::NotAStatus => t.not_a_status().to_owned(),
        Problem::NotInRange { min, max } => t.not_in_range(&min.to_string(), &max.to_string()),
        Problem::NotATime => t.not_a_time().to_owned(),
        Problem::EndBeforeStart => t.end_before_start().to_owned(),
        Problem::NotASpan => t.not_a_span().to_owned(),
        Problem::RangeGivenTwice => t.range_given_twice().to_owned(),
        Problem::NotASortColumn => t.not_a_sort_column().to_owned(),
        Problem::NotATimeZone => t.not_a_time_zone().to_owned(),
        Problem::NotAnId => t.not_an_id().to_owned(),
        Problem::TooLong { max } => t.too_long(&max.to_string()),
        Problem::ControlCharacter => t.control_character().to_owned(),
    }
}

/// The words for the problem of a parameter, if it has one.
pub fn problem_of(locale: Locale, query: &Query, param: Param) -> Option<String> {
    query
        .problem(param)
        .map(|problem| problem_text(locale, problem))
}

/// The longest bad text that a sentence repeats, in characters.
const REPEATED_CHARS: usize = 60;

/// A sentence for a bad value whose control cannot show it.
pub fn ignored_text(locale: Locale, query: &Query, param: Param) -> Option<String> {
    let problem = problem_of(locale, query, param)?;
    let text = query.text(param);
    let mut shown: String = text.chars().take(REPEATED_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    Some(locale.t().ignored(param.key(), &shown, &problem))
}

/// Appends the problem of a control, which names this id in `aria-describedby`.
pub fn with_problem_note(parent: Tag, id: String, text: ProblemText) -> Tag {
    parent.live(move || match text() {
        None => Vec::new(),
        Some(text) => vec![
            tag("p")
                .class("op-problem")
                .attr("id", &id)
                .child(icon_view(Icon::Warning))
                .text(&text),
        ],
    })
}

/// Marks a control as invalid, and described by the note of this id, while it has a problem.
pub fn mark_problem(control: Tag, id: String, text: ProblemText) -> Tag {
    describe_problem(mark_invalid(control, text.clone()), id, text)
}

/// Marks a control as invalid while it has a problem.
pub fn mark_invalid(control: Tag, text: ProblemText) -> Tag {
    control.attr_live("aria-invalid", move || text().map(|_| "true".to_owned()))
}

/// Marks a control as described by the note of this id while it has a problem.
pub fn describe_problem(control: Tag, id: String, text: ProblemText) -> Tag {
    control.attr_live("aria-describedby", move || text().map(|_| id.clone()))
}
