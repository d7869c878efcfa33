//! The view moved while it was read: said plainly, with a way out.

use crate::markup::{Tag, tag};
use crate::reactive::{Memo, Read};
use crate::state::list::ListState;
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::ConsoleContext;
use crate::view::format;

/// The notice, while there is something to say.
pub fn drift_notice(console: ConsoleContext, list: ListState) -> Tag {
    let locale = console.locale;
    let drift = Memo::new(move |_| {
        let remote = list.remote();
        remote.with(|remote| remote.held()?.facts.drift)
    });
    tag("div").attr("role", "status").live(move || {
        let Some(drift) = drift.get() else {
            return Vec::new();
        };
        let text = move || {
            let t = locale.t();
            match (drift.was, drift.now) {
                (Some(was), Some(now)) if was != now => {
                    let [was, now] = [was, now].map(|count| format::number(locale, count));
                    t.moved_counts(&was, &now)
                }
                _ => t.moved_text().to_owned(),
            }
        };
        let words = tag("p")
            .child(tag("strong").say(locale, |t| t.moved_title()))
            .text(" ")
            .text_live(text);
        let anew = tag("button")
            .attr("type", "button")
            .class("op-button")
            .child(icon_view(Icon::Refresh))
            .child(tag("span").say(locale, |t| t.read_anew()))
            .on("click", move |_| list.read_anew());
        let notice = tag("div")
            .class("op-banner op-banner-moved")
            .child(icon_view(Icon::Warning))
            .child(tag("div").class("op-banner-text").child(words))
            .child(anew);
        vec![notice]
    })
}
