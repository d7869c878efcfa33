//! What came after the rows on screen waits behind a button, so that no row moves by itself.

use operation_log::frozen_view::Newer;

use crate::markup::{Tag, tag};
use crate::nav::Commit;
use crate::reactive::Read;
use crate::state::list::ListState;
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::ConsoleContext;
use crate::view::format;

/// The button, while there is anything behind it.
pub fn newer_button(console: ConsoleContext, list: ListState) -> Tag {
    let ConsoleContext { locale, query, .. } = console;
    let newer = list.newer();
    let label = move || {
        let Newer { count, more } = newer.get();
        let count = format::number(locale, count);
        if more {
            locale.t().newer_at_least(&count)
        } else {
            locale.t().newer(&count)
        }
    };
    let show = move || {
        let first = query.with_untracked(|query| query.with_page(1));
        if query.with_untracked(|query| query.page() == 1) {
            list.read_anew();
        } else {
            list.forget_view();
            console.nav.go(&console.list_href(&first), Commit::Push);
        }
    };
    tag("span")
        .class("op-newer")
        .attr("role", "status")
        .live(move || {
            if newer.with(|newer| newer.count == 0) {
                return Vec::new();
            }
            let button = tag("button")
                .attr("type", "button")
                .class("op-button op-button-small")
                .child(icon_view(Icon::Refresh))
                .child(tag("span").text_live(label))
                .on("click", move |_| show());
            vec![button]
        })
}
