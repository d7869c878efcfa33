//! The filters that are set, each with a button that removes it.

use operation_log::query::TimeZone;
use operation_log::{Param, Query};

use super::filter_bar::{param_label, shown_value};
use crate::i18n::Locale;
use crate::markup::{Tag, keyed, tag};
use crate::reactive::{Callback, Memo, Read};
use crate::ui::icon::{Icon, icon_view};

/// A filter as a chip shows it.
#[derive(Clone, PartialEq, Eq)]
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

/// The chips. Times are shown in the zone; `remove` takes a filter away.
pub fn filter_chips(
    query: Memo<Query>,
    time_zone: Memo<TimeZone>,
    remove: Callback<Param>,
    locale: Locale,
) -> Tag {
    keyed(
        tag("ul")
            .class("op-chips")
            .attr_say("aria-label", locale, |t| t.active_filters()),
        move || query.with(|query| chips(locale, query, time_zone.get())),
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
        .child(
            tag("button")
                .attr("type", "button")
                .attr("aria-label", &locale.t().remove_filter(&filter))
                .child(icon_view(Icon::Cross))
                .on("click", move |_| remove.run(param)),
        )
}
