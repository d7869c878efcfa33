//! A drop-down bound to a parameter.

use operation_log::Param;
use wasm_bindgen::JsValue;

use super::{FilterProps, ValueText};
use crate::markup::{Label, Tag, tag};
use crate::platform::events;
use crate::view::problem::{mark_problem, with_problem_note};

/// A choice of a drop-down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What the location says.
    pub value: &'static str,
    /// What the reader sees.
    pub label: &'static str,
}

/// A drop-down of what can be chosen. A value of the location that is none of its choices is
/// shown as it is.
pub fn choice_filter(
    props: FilterProps,
    param: Param,
    label: Label,
    choices: Box<dyn Fn() -> Vec<Choice>>,
    value: ValueText,
    choose: Box<dyn Fn(String)>,
) -> Tag {
    let locale = props.locale;
    let problem = props.problem(param);
    let id = ["op-", param.key()].concat();
    let problem_id = [&id, "-problem"].concat();
    let options = {
        let problem = problem.clone();
        move || {
            let value = value();
            let choices = choices();
            let mut options = Vec::new();
            if choices.iter().all(|choice| choice.value != value) {
                let label = if problem().is_some() {
                    locale.t().unusable(&value)
                } else {
                    value.clone()
                };
                options.push(option(&value, &label, true));
            }
            options.extend(
                choices
                    .iter()
                    .map(|choice| option(choice.value, choice.label, choice.value == value)),
            );
            options
        }
    };
    let select = tag("select")
        .attr("id", &id)
        .attr("name", param.key())
        .live(options)
        .on("change", move |event| choose(events::target_value(&event)));
    let is_bad = {
        let problem = problem.clone();
        move || problem().is_some()
    };
    let field = tag("div")
        .class("op-field")
        .control(param.key())
        .child(tag("label").attr("for", &id).say(locale, label))
        .child(
            tag("div")
                .class("op-select")
                .class_if("op-input-bad", is_bad)
                .child(mark_problem(select, problem_id.clone(), problem.clone())),
        );
    with_problem_note(field, problem_id, problem)
}

fn option(value: &str, label: &str, selected: bool) -> Tag {
    let option = tag("option").attr("value", value).text(label);
    if selected {
        option.prop_live("selected", || JsValue::TRUE)
    } else {
        option
    }
}
