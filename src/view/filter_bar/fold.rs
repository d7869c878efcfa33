//! On narrow screens all filters but the keyword and the status are folded, so that rows are in
//! sight; the style sheet decides what is narrow.

use operation_log::{Param, Query};

use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::{Memo, Read, RwSignal, follow};
use crate::ui::icon::{Icon, icon_live};

/// The filters that are folded.
fn folded(query: &Query) -> impl Iterator<Item = Param> + '_ {
    let always_shown = [Param::SearchWord, Param::Status];
    query
        .active_filters()
        .filter(move |param| !always_shown.contains(param))
}

/// Whether the filters are unfolded. They unfold by themselves for a value that cannot be used,
/// which must be seen at its control.
pub fn unfolded(query: Memo<Query>) -> RwSignal<bool> {
    let unfolded = RwSignal::new(false);
    let bad = Memo::new(move |_| {
        query.with(|query| folded(query).any(|param| query.problem(param).is_some()))
    });
    follow(move || {
        if bad.get() {
            unfolded.set(true);
        }
    });
    unfolded
}

/// The button that folds and unfolds, with how many of the folded filters are set.
pub fn switch(query: Memo<Query>, unfolded: RwSignal<bool>, locale: Locale) -> Tag {
    let set = Memo::new(move |_| query.with(|query| folded(query).count()));
    let count = move || match set.get() {
        0 => Vec::new(),
        set => vec![tag("span").class("op-count").text(&set.to_string())],
    };
    let icon = move || {
        if unfolded.get() {
            Icon::FoldUp
        } else {
            Icon::FoldDown
        }
    };
    tag("button")
        .attr("type", "button")
        .class("op-button op-fold")
        .attr_live("aria-expanded", move || Some(unfolded.get().to_string()))
        .child(tag("span").say(locale, |t| t.other_filters()))
        .live(count)
        .child(icon_live(icon))
        .on("click", move |_| unfolded.update(|unfolded| !unfolded))
}
