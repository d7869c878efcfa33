//! The filters that are set, each with a button that removes it.

use operation_log::query::TimeZone;
use operation_log::{Param, Query};

use super::filter_bar::{param_label, shown_value};
use crate::i18n::Locale;
use crate::markup::{Tag, keyed, tag};
use crate::reactive::{Callback, Memo, Read, Signal};
use crate::ui::icon::{Icon, icon_view};

/// A filter as a chip shows it.
#[derive(Clone, PartialEq, Eq)]
struct Chip {
    param: Param,
    label: &'static str,
    value: String,
    bad: bool,
    locked: bool,
}

fn chips(locale: Locale, query: &Query, locked: &Query, zone: TimeZone) -> Vec<Chip> {
    query
        .active_filters()
        .map(|param| Chip {
            param,
            label: param_label(locale, param),
            value: shown_value(locale, query, param, zone),
            bad: query.problem(param).is_some(),
            locked: locked.is_set(param),
        })
        .collect()
}

/// The chips. Times are shown in the zone; `remove` takes a filter away, unless the carrying page
/// has locked it.
pub fn filter_chips(
    query: Memo<Query>,
    locked: Signal<Query>,
    time_zone: Memo<TimeZone>,
    remove: Callback<Param>,
    locale: Locale,
) -> Tag {
    keyed(
        tag("ul")
            .class("op-chips")
            .attr_say("aria-label", locale, |t| t.active_filters()),
        move || {
            let zone = time_zone.get();
            query.with(|query| locked.with(|locked| chips(locale, query, locked, zone)))
        },
        move |chip| chip_view(&chip, remove, locale),
    )
}

fn chip_view(chip: &Chip, remove: Callback<Param>, locale: Locale) -> Tag {
    let param = chip.param;
    let class = if chip.bad {
        "op-chip op-chip-bad"
    } else {
        "op-chip"
    };
    let filter = [chip.label, " ", &chip.value].concat();
    let end = if chip.locked {
        let title = locale.t().locked_filter();
        tag("span")
            .class("op-chip-lock")
            .attr("title", title)
            .child(icon_view(Icon::Lock))
            .child(tag("span").class("visually-hidden").text(title))
    } else {
        tag("button")
            .attr("type", "button")
            .attr("aria-label", &locale.t().remove_filter(&filter))
            .child(icon_view(Icon::Cross))
            .on("click", move |_| remove.run(param))
    };
    tag("li")
        .class(class)
        .attr("data-param", param.key())
        .child(tag("span").class("op-chip-label").text(chip.label))
        .child(
            tag("span")
                .class("op-chip-value")
                .attr("dir", "auto")
                .text(&chip.value),
        )
        .child(end)
}
