//! A drop-down bound to a parameter.

use leptos::prelude::*;
use operation_log::Param;

use super::Bound;
use super::controls::ChoiceControl;
use crate::i18n::{Label, Locale};
use crate::nav::Commit;
use crate::view::problem::{ProblemNote, aria_invalid};

/// A choice of a drop-down.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The value in the location.
    pub value: &'static str,
    /// What the reader sees.
    pub label: Label,
}

impl Choice {
    /// A choice.
    pub const fn new(value: &'static str, label: Label) -> Self {
        Self { value, label }
    }
}

/// A drop-down whose choices are the values of a parameter.
#[component]
pub fn ChoiceFilter(
    /// What it shows and changes.
    bound: Bound,
    /// Its parameter.
    param: Param,
    /// Its label.
    label: Label,
    /// What it offers.
    control: ChoiceControl,
) -> impl IntoView {
    let choose = Callback::new(move |value| {
        bound.on_edit.run(((control.edit)(value), Commit::Push));
    });
    view! {
        <ChoiceBox
            bound=bound
            param=param
            label=label
            choices=control.choices.to_vec()
            value=bound.text(param)
            on_choose=choose
        />
    }
}

/// A drop-down of choices. A value of the location that is none of them is shown as it is.
#[component]
pub fn ChoiceBox(
    /// Where the problem of the parameter comes from.
    bound: Bound,
    /// `name` of the drop-down.
    param: Param,
    /// Its label.
    label: Label,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// What is chosen.
    value: Signal<String>,
    /// Called with the value of the choice that the reader makes.
    on_choose: Callback<&'static str>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let problem = bound.problem(locale, param);
    let id = ["op-", param.key()].concat();
    let problem_id = [&id, "-problem"].concat();
    let described_by = {
        let problem_id = problem_id.clone();
        move || problem.with(Option::is_some).then(|| problem_id.clone())
    };
    let values: Vec<&'static str> = choices.iter().map(|choice| choice.value).collect();
    let choose = {
        let values = values.clone();
        move |event| {
            let chosen = event_target_value(&event);
            if let Some(value) = values.iter().find(|value| **value == chosen) {
                on_choose.run(value);
            }
        }
    };
    let other = move || {
        let value = value.get();
        (!values.contains(&value.as_str())).then(|| {
            let label = if problem.with(Option::is_some) {
                locale.t().unusable(&value)
            } else {
                value.clone()
            };
            view! {
                <option value=value prop:selected=true>
                    {label}
                </option>
            }
            .into_any()
        })
    };
    let option = move |choice: Choice| {
        let is_chosen = move || value.with(|value| value == choice.value);
        view! {
            <option value=choice.value prop:selected=move || is_chosen()>
                {locale.say(choice.label)}
            </option>
        }
    };
    view! {
        <div class="op-field" data-control=param.key() part=param.key()>
            <label for=id.clone()>{locale.say(label)}</label>
            <div class="op-select" class:op-input-bad=move || problem.with(Option::is_some)>
                <select
                    id=id
                    name=param.key()
                    aria-invalid=aria_invalid(problem)
                    aria-describedby=move || described_by()
                    on:change=choose
                >
                    {move || other()}
                    {choices.into_iter().map(option).collect_view()}
                </select>
            </div>
            <ProblemNote id=problem_id problem=problem />
        </div>
    }
}
