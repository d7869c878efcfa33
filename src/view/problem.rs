//! What is wrong with a value, in words.

use leptos::prelude::*;
use operation_log::query::Problem;
use operation_log::{Param, Query};

use super::announcement::{When, announce};
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// The words for a problem.
pub fn problem_text(locale: Locale, problem: Problem) -> String {
    let t = locale.t();
    match problem {
        Problem::NotAStatus => t.not_a_status().to_owned(),
        Problem::NotInRange { min, max } => t.not_in_range(&min.to_string(), &max.to_string()),
        Problem::NotATime => t.not_a_time().to_owned(),
        Problem::AmbiguousDate => t.ambiguous_date().to_owned(),
        Problem::EndBeforeStart => t.end_before_start().to_owned(),
        Problem::NotASpan => t.not_a_span().to_owned(),
        Problem::RangeGivenTwice => t.range_given_twice().to_owned(),
        Problem::NotASortColumn => t.not_a_sort_column().to_owned(),
        Problem::NotConditions => t.not_conditions().to_owned(),
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

/// The problem of a control, which names this id in `aria-describedby`; announced as well.
#[component]
pub fn ProblemNote(
    /// Its id.
    id: String,
    /// The words for the problem, while there is one.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    announce(problem, When::Changed);
    let note = move || {
        problem.get().map(|text| {
            view! {
                <p class="op-problem" id=id.clone()>
                    <IconView icon=Icon::Warning />
                    {text}
                </p>
            }
            .into_any()
        })
    };
    view! { {move || note()} }
}

/// `aria-invalid` of a control.
pub fn aria_invalid(
    problem: Signal<Option<String>>,
) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
    move || problem.with(|problem| problem.is_some().then_some("true"))
}

/// `aria-describedby` of a control whose problem is shown in the note of this id.
pub fn described_by_problem(
    problem: Signal<Option<String>>,
    id: &'static str,
) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync + 'static {
    move || problem.with(|problem| problem.is_some().then_some(id))
}
