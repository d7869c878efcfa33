//! What can be done with an operation: copy what names it, see it in the list.

use operation_log::query::Lookup;
use operation_log::{JobId, Param, Query, ServerQuery};

use super::{elsewhere, zone};
use crate::markup::{Label, Tag, tag};
use crate::platform::{clock, dom};
use crate::reactive::Read;
use crate::ui::copy_button::copy_button;
use crate::view::calls::curl;
use crate::view::console::ConsoleContext;

/// The buttons above the fields.
pub fn actions(id: &JobId, console: ConsoleContext) -> Tag {
    let locale = console.locale;
    let copy = |label: Label, text: fn(ConsoleContext, &JobId) -> String| {
        let id = id.clone();
        let text: Box<dyn Fn() -> String> = Box::new(move || text(console, &id));
        copy_button(locale, label, text)
    };
    let listed = id.clone();
    let in_list = move || {
        let query = elsewhere(console).with(Param::JobIds, listed.as_str());
        Some(console.list_href(&query))
    };
    tag("div")
        .class("op-actions")
        .child(copy(|t| t.copy_id(), |_, id| id.to_string()))
        .child(copy(|t| t.copy_link(), link))
        .child(copy(|t| t.copy_curl(), command))
        .child(
            tag("a")
                .class("op-button")
                .attr_live("href", in_list)
                .say(locale, |t| t.show_in_list()),
        )
}

/// The address of this screen in its zone, without the list it was opened from.
fn link(console: ConsoleContext, id: &JobId) -> String {
    let zone = console
        .query
        .with_untracked(|query| query.text(Param::Zone));
    let query = Query::default().with(Param::Zone, &zone);
    dom::absolute_url(&console.operation_href(id, &query))
}

/// The call behind this screen for a shell.
fn command(console: ConsoleContext, id: &JobId) -> String {
    let settings = console.settings.value();
    let lookup = ServerQuery::lookup(id, Lookup::JobIds, &zone(console));
    curl(&settings, &lookup.params(clock::now()))
}
