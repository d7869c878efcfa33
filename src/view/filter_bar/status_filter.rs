//! The status: one of four, always in sight.

use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{Param, Status};

use super::Bound;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::ui::shortcut::SingleKeys;
use crate::view::problem::{ProblemNote, described_by_problem};
use crate::view::status_badge::status_text;

/// Id of what is wrong with the status.
const PROBLEM: &str = "op-status-problem";

/// The keys that choose a status, in the order of the choices.
const KEYS: [&str; 4] = ["0", "1", "2", "3"];

/// The status filter.
#[component]
pub fn StatusFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its label.
    label: Label,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let problem = bound.problem(locale, Param::Status);
    let text = bound.text(Param::Status);
    let choices = [None]
        .into_iter()
        .chain(Status::DOCUMENTED.into_iter().map(Some))
        .zip(KEYS)
        .map(|(status, key)| view! { <StatusChoice bound=bound status=status key=key /> })
        .collect_view();
    let unusable = move || {
        problem.with(Option::is_some).then(|| {
            let bad = text.get();
            let label = locale.t().unusable(&bad);
            let title = bad.clone();
            view! {
                <label title=title>
                    <input
                        type="radio"
                        name=Param::Status.key()
                        value=bad
                        aria-invalid="true"
                        prop:checked=true
                    />
                    <span class="op-unusable" dir="auto">
                        {label}
                    </span>
                </label>
            }
            .into_any()
        })
    };
    view! {
        <fieldset
            class="op-field op-segment"
            data-control=Param::Status.key()
            part=Param::Status.key()
            aria-describedby=described_by_problem(problem, PROBLEM)
        >
            <legend>{locale.say(label)}</legend>
            <div class="op-segment-choices">{choices} {move || unusable()}</div>
            <ProblemNote id=PROBLEM.to_owned() problem=problem />
        </fieldset>
    }
}

/// A status to choose, or `None` for all.
#[component]
fn StatusChoice(
    bound: Bound,
    status: Option<Status>,
    /// The key that chooses it.
    key: &'static str,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    let text = bound.text(Param::Status);
    let value = status
        .as_ref()
        .map_or_else(String::new, ToString::to_string);
    let is_chosen = {
        let value = value.clone();
        move || text.with(|text| *text == value)
    };
    let choose = {
        let status = status.clone();
        move |_| {
            bound
                .on_edit
                .run((Edit::Status(status.clone()), Commit::Push));
        }
    };
    let label = move || match &status {
        None => locale.t().status_all().to_owned(),
        Some(status) => status_text(locale, status),
    };
    view! {
        <label>
            <input
                type="radio"
                name=Param::Status.key()
                value=value
                aria-keyshortcuts=keys.of(key)
                prop:checked=move || is_chosen()
                on:change=choose
            />
            <span>{move || label()}</span>
        </label>
    }
}
