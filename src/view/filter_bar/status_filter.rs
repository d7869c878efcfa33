//! The status: one of four, always in sight.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::{Param, Status};

use super::FilterProps;
use crate::view::console::Edit;
use crate::view::problem::{ProblemNote, aria_described_by, ignored_text};
use crate::view::status_badge::status_text;

/// The status filter.
#[component]
pub fn StatusFilter(
    /// What the filters have in common.
    props: FilterProps,
) -> impl IntoView {
    let FilterProps {
        query,
        edit,
        locale,
    } = props;
    let text = props.text(Param::Status);
    let choices = [None]
        .into_iter()
        .chain(Status::DOCUMENTED.into_iter().map(Some))
        .map(|status| {
            let value = status
                .as_ref()
                .map_or_else(String::new, ToString::to_string);
            let label = move || match &status {
                None => locale.t().status_all().to_owned(),
                Some(status) => status_text(locale, status),
            };
            let checked = {
                let value = value.clone();
                move || text.with(|text| *text == value)
            };
            let choose = {
                let value = value.clone();
                move |_| edit.run(Edit::choice(Param::Status, value.clone()))
            };
            view! {
                <label>
                    <input
                        type="radio"
                        name=Param::Status.key()
                        value=value
                        prop:checked=checked
                        on:change=choose
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let problem =
        Signal::derive(move || query.with(|query| ignored_text(locale, query, Param::Status)));
    view! {
        <fieldset
            class="op-field op-segment"
            aria-describedby=reactive(aria_described_by(problem, "op-status-problem".to_owned()))
        >
            <legend>{reactive(move || locale.t().status())}</legend>
            <div class="op-segment-choices">{choices}</div>
            <ProblemNote id="op-status-problem" text=problem />
        </fieldset>
    }
}
