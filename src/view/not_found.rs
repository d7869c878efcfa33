//! An address that is none of ours.

use operation_log::Query;

use super::console::ConsoleContext;
use super::screen::screen;
use crate::carrier::News;
use crate::markup::{Tag, tag};
use crate::reactive::{Read, follow};
use crate::ui::icon::Icon;

/// The screen for an unknown address.
pub fn not_found_page(console: ConsoleContext) -> Vec<Tag> {
    let locale = console.locale;
    let carrier = console.carrier;
    // There is nothing to wait for, however often the page asks.
    follow(move || {
        let _ = carrier.refreshes.get();
        carrier.tell.run(News::Settled);
    });
    let text = move || {
        console
            .location
            .with(|location| locale.t().not_found_page_text(&location.path))
    };
    let to_list = tag("a")
        .class("op-button op-button-primary")
        .attr("href", &console.list_href(&Query::default()))
        .say(locale, |t| t.go_to_list());
    let section = tag("section")
        .class("op-list")
        .attr("data-state", "not-found")
        .child(screen(
            Icon::Search,
            false,
            Box::new(move || locale.t().not_found_page_title().to_owned()),
            Box::new(text),
            vec![to_list],
        ));
    let heading = tag("h1")
        .class("visually-hidden")
        .say(locale, |t| t.product());
    vec![heading, section]
}
