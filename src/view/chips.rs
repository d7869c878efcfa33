//! The filters that are set, each with a button that removes it.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::TimeZone;
use operation_log::{Param, Query};

use super::filter_bar::{param_label, shown_value};
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// A filter as a chip shows it.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Chip {
    param: Param,
    label: &'static str,
    value: String,
    bad: bool,
}

fn chips(locale: Locale, query: &Query, zone: TimeZone) -> Vec<Chip> {
    query
        .active_filters()
        .map(|param| Chip {
            param,
            label: param_label(locale, param),
            value: shown_value(locale, query, param, zone),
            bad: query.problem(param).is_some(),
        })
        .collect()
}

/// The chips.
#[component]
pub fn FilterChips(
    /// What is asked.
    query: Memo<Query>,
    /// The zone of times.
    time_zone: Memo<TimeZone>,
    /// Removes a filter.
    remove: Callback<Param>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let chips = Memo::new(move |_| query.with(|query| chips(locale, query, time_zone.get())));
    view! {
        <ul class="op-chips" aria-label=reactive(move || locale.t().active_filters())>
            <For each=move || chips.get() key=Clone::clone let:chip>
                <li class="op-chip" class:op-chip-bad=chip.bad data-param=chip.param.key()>
                    <span class="op-chip-label">{chip.label}</span>
                    <span class="op-chip-value" dir="auto">{chip.value.clone()}</span>
                    <button
                        type="button"
                        aria-label=locale
                            .t()
                            .remove_filter(&format!("{} {}", chip.label, chip.value))
                        on:click=move |_| remove.run(chip.param)
                    >
                        <IconView icon=Icon::Cross />
                    </button>
                </li>
            </For>
        </ul>
    }
}
