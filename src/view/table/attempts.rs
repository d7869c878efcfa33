//! What a row says of an operation that was tried again.

use leptos::prelude::*;
use operation_log::result_set::RetryOutcome;
use web_sys::Element;

use super::cells::RowCells;
use crate::i18n::Locale;
use crate::state::whole_result::Attempt;
use crate::ui::icon::{Icon, IconView};
use crate::view::format;
use crate::view::scope::unsubscribe_on_cleanup;

/// Whether an element is in the button that unfolds a row.
pub fn is_button(element: &Element) -> bool {
    matches!(element.closest("button.op-attempts"), Ok(Some(_)))
}

/// `3 attempts, succeeded after 14 min`, with a button that shows the others; which of them it is at
/// those.
pub fn attempt(row: RowCells) -> Option<AnyView> {
    if !row.has_attempts {
        return None;
    }
    let locale = row.locale;
    let attempt = Memo::new(move |_| row.values.with(|values| values.attempt));
    let attempt_of_view = move || {
        unsubscribe_on_cleanup();
        attempt.get()
    };
    let text = move || attempt_of_view().map(|attempt| words(locale, attempt));
    let is_open = move || {
        let attempt = attempt_of_view();
        matches!(attempt, Some(Attempt::Line { is_open: true, .. }))
    };
    let is_below = move || {
        let attempt = attempt_of_view();
        matches!(attempt, Some(Attempt::One { is_below: true, .. }))
    };
    // What is folded and unfolded keeps its button, and so the focus.
    let is_line = Memo::new(move |_| {
        let attempt = attempt.get()?;
        Some(matches!(attempt, Attempt::Line { .. }))
    });
    let content = move || match is_line.get() {
        None => ().into_any(),
        Some(false) => view! {
            <span class="op-attempts" class:op-attempt-below=move || is_below()>
                {move || text()}
            </span>
        }
        .into_any(),
        Some(true) => view! {
            <button
                type="button"
                class="op-attempts"
                tabindex=row.tab_stop()
                aria-expanded=move || is_open().to_string()
            >
                {move || {
                    let icon = if is_open() { Icon::FoldUp } else { Icon::FoldDown };
                    view! { <IconView icon=icon /> }
                }}
                {move || text()}
            </button>
        }
        .into_any(),
    };
    Some(content.into_any())
}

fn words(locale: Locale, attempt: Attempt) -> String {
    let t = untrack(|| locale.t());
    let count = |attempts: u32| format::number(u64::from(attempts));
    match attempt {
        Attempt::One {
            number, attempts, ..
        } => t.attempt_of(&count(number), &count(attempts)),
        Attempt::Line {
            attempts, outcome, ..
        } => {
            let attempts = count(attempts);
            match outcome {
                RetryOutcome::Succeeded { after: Some(after) } => {
                    t.attempts_succeeded_after(&attempts, &format::seconds(locale, after))
                }
                RetryOutcome::Succeeded { after: None } => t.attempts_succeeded(&attempts),
                RetryOutcome::Failed => t.attempts_failed(&attempts),
                RetryOutcome::Running => t.attempts_running(&attempts),
                RetryOutcome::Unknown => t.attempts(&attempts),
            }
        }
    }
}
