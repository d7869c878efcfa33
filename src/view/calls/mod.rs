//! The calls to the server, open to anyone: how many the hour has seen, and which ones made what
//! is on screen.

mod curl;
mod made;
mod meter;

use crate::i18n::Locale;
use crate::markup::{Label, Tag, tag};
use crate::reactive::RwSignal;
use crate::state::list::ListState;
use crate::ui::dialog::dialog;
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::ConsoleContext;

pub use curl::curl;

/// The line under the list with the ways to both dialogs, and the dialogs.
pub fn calls_footer(console: ConsoleContext, list: ListState) -> Tag {
    let locale = console.locale;
    let (metered, made) = (RwSignal::new(false), RwSignal::new(false));
    let meter = opener(metered, Icon::Clock).child(meter::used(console));
    let how = opener(made, Icon::Server).child(tag("span").say(locale, |t| t.made_title()));
    tag("footer")
        .class("op-calls")
        .control("calls")
        .child(meter)
        .child(how)
        .child(lazy_dialog(
            metered,
            locale,
            |t| t.meter_title(),
            move || meter::meter(console),
        ))
        .child(lazy_dialog(
            made,
            locale,
            |t| t.made_title(),
            move || made::made(console, list),
        ))
}

fn opener(open: RwSignal<bool>, icon: Icon) -> Tag {
    tag("button")
        .attr("type", "button")
        .class("op-button op-button-quiet")
        .attr("aria-haspopup", "dialog")
        .child(icon_view(icon))
        .on("click", move |_| open.set(true))
}

/// A dialog that is filled while it is open.
fn lazy_dialog(
    open: RwSignal<bool>,
    locale: Locale,
    title: Label,
    build: impl Fn() -> Vec<Tag> + 'static,
) -> Tag {
    use crate::reactive::Read;
    let content = tag("div")
        .class("op-calls-content")
        .live(move || if open.get() { build() } else { Vec::new() });
    dialog(open, locale, title, vec![content])
}
