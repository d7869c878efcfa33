//! The filters that are set, each with a button that removes it.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{ActiveFilter, Filters, TimeZone};

use super::context::Clock;
use super::filter_bar::{param_label, shown_value};
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// A filter as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Chip {
    param: Param,
    label: &'static str,
    value: String,
    is_bad: bool,
    is_locked: bool,
}

fn chips(locale: Locale, filters: &Filters, zone: TimeZone) -> Vec<Chip> {
    filters
        .active()
        .map(|ActiveFilter { param, is_locked }| Chip {
            param,
            label: param_label(locale, param),
            value: shown_value(locale, filters.asked(), param, zone),
            is_bad: filters.problem(param).is_some(),
            is_locked,
        })
        .collect()
}

/// The chips, one for each filter that is set.
#[component]
pub fn FilterChips(
    /// What is asked.
    filters: Memo<Filters>,
    /// Removes a filter; not called for one that the host page has locked.
    on_remove: Callback<Param>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let shown = move || {
        let zone = time_zone.get();
        filters.with(|filters| chips(locale, filters, zone))
    };
    view! {
        <ul class="op-chips" aria-label=locale.say(|t| t.active_filters())>
            <For each=shown key=Chip::clone let:chip>
                <ChipView chip=chip on_remove=on_remove />
            </For>
        </ul>
    }
}

/// A chip. It is built anew in another language, as its label changes.
#[component]
fn ChipView(chip: Chip, on_remove: Callback<Param>) -> impl IntoView {
    let t = untrack(|| expect_context::<Locale>().t());
    let Chip {
        param,
        label,
        value,
        is_bad,
        is_locked,
    } = chip;
    let class = if is_bad {
        "op-chip op-chip-bad"
    } else {
        "op-chip"
    };
    let end = if is_locked {
        view! {
            <span class="op-chip-lock" title=t.locked_filter()>
                <IconView icon=Icon::Lock />
                <span class="visually-hidden">{t.locked_filter()}</span>
            </span>
        }
        .into_any()
    } else {
        let filter = [label, " ", &value].concat();
        view! {
            <button
                type="button"
                aria-label=t.remove_filter(&filter)
                on:click=move |_| on_remove.run(param)
            >
                <IconView icon=Icon::Cross />
            </button>
        }
        .into_any()
    };
    view! {
        <li class=class data-param=param.key()>
            <span class="op-chip-label">{label}</span>
            <span class="op-chip-value" dir="auto">
                {value}
            </span>
            {end}
        </li>
    }
}
