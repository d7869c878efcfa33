//! A drop-down bound to a parameter.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::Param;

use crate::i18n::Locale;
use crate::view::problem::{ProblemNote, aria_described_by, aria_invalid};

/// A choice of a drop-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the location says.
    pub value: &'static str,
    /// What the reader sees.
    pub label: String,
}

/// A drop-down. A value of the location that is none of its choices is shown as it is.
#[component]
pub fn ChoiceFilter(
    /// `name` of the drop-down.
    param: Param,
    /// Its label.
    label: Signal<&'static str>,
    /// What can be chosen.
    choices: Signal<Vec<Choice>>,
    /// What is chosen.
    value: Signal<String>,
    /// What is wrong with it.
    problem: Signal<Option<String>>,
    /// Chooses.
    choose: Callback<String>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let id = format!("op-{}", param.key());
    let problem_id = format!("{id}-problem");
    let options = move || {
        let value = value.get();
        let mut choices = choices.get();
        let is_among = choices.iter().any(|choice| choice.value == value);
        let other = (!is_among).then(|| {
            let label = if problem.with(Option::is_some) {
                locale.t().unusable(&value)
            } else {
                value.clone()
            };
            view! { <option value=value.clone() prop:selected=true>{label}</option> }
        });
        let choices: Vec<_> = choices
            .drain(..)
            .map(|choice| {
                let selected = choice.value == value;
                view! {
                    <option value=choice.value prop:selected=selected>
                        {choice.label}
                    </option>
                }
            })
            .collect();
        (other, choices)
    };
    let described_by = aria_described_by(problem, problem_id.clone());
    view! {
        <div class="op-field">
            <label for=id.clone()>{label}</label>
            <div class="op-select" class:op-input-bad=reactive(move || problem.with(Option::is_some))>
                <select
                    id=id
                    name=param.key()
                    aria-invalid=reactive(aria_invalid(problem))
                    aria-describedby=reactive(described_by)
                    on:change=move |event| choose.run(event_target_value(&event))
                >
                    {options}
                </select>
            </div>
            <ProblemNote id=problem_id text=problem />
        </div>
    }
}
