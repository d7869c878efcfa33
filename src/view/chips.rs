//! The filters that are set, each with a button that removes it.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::query::{ActiveFilter, Filters, TimeZone};

use super::context::Clock;
use super::filter_bar::{param_label, shown_value};
use super::findings::filters_not_applied;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::ui::icon::{Icon, IconView};

/// A filter as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Chip {
    param: Param,
    label: &'static str,
    value: String,
    is_bad: bool,
    is_locked: bool,
    /// Whether the server did not apply it to the rows that are shown.
    is_ignored: bool,
}

fn chips(locale: Locale, filters: &Filters, zone: TimeZone, ignored: &[Param]) -> Vec<Chip> {
    filters
        .active()
        .map(|ActiveFilter { param, is_locked }| Chip {
            param,
            label: param_label(locale, param),
            value: shown_value(locale, filters.asked(), param, zone),
            is_bad: filters.problem(param).is_some(),
            is_locked,
            is_ignored: ignored.contains(&param),
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
    /// The rows that are shown; filters that the server did not apply to them are marked.
    #[prop(optional)]
    remote: Option<Signal<Remote<HeldPage>>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let shown = move || {
        let zone = time_zone.get();
        filters.with(|filters| {
            let ignored = remote.and_then(|remote| {
                remote.with(|remote| Some(filters_not_applied(remote.held()?, filters)))
            });
            chips(locale, filters, zone, &ignored.unwrap_or_default())
        })
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
    let locale = expect_context::<Locale>();
    let t = untrack(|| locale.t());
    let Chip {
        param,
        label,
        value,
        is_bad,
        is_locked,
        is_ignored,
    } = chip;
    let lang = untrack(|| locale.lang_of(&value));
    let class = if is_bad || is_ignored {
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
        <li class=class part="chip" data-param=param.key()>
            <span class="op-chip-label">{label}</span>
            <span class="op-chip-value" dir="auto" lang=lang>
                {value}
            </span>
            {is_ignored
                .then(|| view! { <span class="op-chip-note">{t.filter_not_applied()}</span> })}
            {end}
        </li>
    }
}
