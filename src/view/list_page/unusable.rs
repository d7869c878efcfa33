//! Nothing is asked while a filter cannot be used: without it, there would be rows that the reader
//! did not want.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::control::Control;
use operation_log::query::Filters;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use crate::i18n::Locale;
use crate::platform::dom;
use crate::ui::icon::Icon;
use crate::view::context::Clock;
use crate::view::filter_bar::{param_label, shown_value};
use crate::view::problem::problem_of;
use crate::view::screen::Screen;

/// The filters that cannot be used, each with a way to correct and to remove it.
#[component]
pub fn UnusableScreen(
    /// What is asked.
    filters: Memo<Filters>,
    /// Removes a filter.
    on_remove: Callback<Param>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let title = Signal::derive(move || locale.t().unusable_title().to_owned());
    let text = Signal::derive(move || locale.t().unusable_text().to_owned());
    let line = move |param: Param| {
        let t = locale.t();
        let label = param_label(locale, param);
        let (value, problem) = filters.with(|filters| {
            let query = filters.asked();
            let value = shown_value(locale, query, param, time_zone.get());
            (value, problem_of(locale, query, param))
        });
        let filter = [label, " ", &value].concat();
        view! {
            <li>
                <p>
                    <strong dir="auto">{filter.clone()}</strong>
                    " · "
                    <span>{problem}</span>
                </p>
                <button
                    type="button"
                    class="op-button op-button-primary"
                    part="button"
                    on:click=move |event| show_control(&event, param)
                >
                    {t.correct_filter()}
                </button>
                <button
                    type="button"
                    class="op-button"
                    part="button"
                    aria-label=t.remove_filter(&filter)
                    on:click=move |_| on_remove.run(param)
                >
                    {t.remove()}
                </button>
            </li>
        }
        .into_any()
    };
    let lines = move || {
        let params: Vec<Param> =
            filters.with(|filters| filters.asked().unusable_filters().collect());
        params.into_iter().map(line).collect_view()
    };
    view! {
        <Screen icon=Icon::Warning title=title text=text>
            <ul class="op-unusable-filters">{move || lines()}</ul>
        </Screen>
    }
}

/// Moves focus to the control of a parameter; a picker opens.
fn show_control(event: &MouseEvent, param: Param) {
    let button = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let console = button.and_then(|button| button.closest(".op-console").ok().flatten());
    let is_time = Control::of(param) == Some(Control::Time);
    let selector = if is_time {
        "[data-control=time] button".to_owned()
    } else {
        ["[name=", param.key(), "][aria-invalid=true]"].concat()
    };
    if let Some(control) = console.and_then(|console| dom::find(&console, &selector)) {
        dom::focus(&control);
        if is_time {
            control.click();
        }
    }
}
