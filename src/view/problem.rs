//! What is wrong with a value, in words.

use leptos::prelude::*;
use operation_log::query::Problem;
use operation_log::{Param, Query};

use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};
use crate::ui::reactive::reactive;

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

/// A problem below its control, which names it in `aria-describedby`.
#[component]
pub fn ProblemNote(
    /// Its id.
    #[prop(into)]
    id: String,
    /// The words, while there is a problem.
    text: Signal<Option<String>>,
) -> impl IntoView {
    reactive(move || {
        let text = text.get()?;
        let note = view! {
            <p class="op-problem" id=id.clone()>
                <IconView icon=Icon::Warning />
                {text}
            </p>
        };
        Some(note.into_any())
    })
}

/// `aria-invalid` of a control with a problem.
pub fn aria_invalid(
    problem: Signal<Option<String>>,
) -> impl Fn() -> Option<&'static str> + Clone + Send {
    move || problem.with(|problem| problem.as_ref().map(|_| "true"))
}

/// `aria-describedby` of a control with a problem.
pub fn aria_described_by(
    problem: Signal<Option<String>>,
    id: String,
) -> impl Fn() -> Option<String> + Clone + Send {
    move || problem.with(|problem| problem.as_ref().map(|_| id.clone()))
}
