//! The operations beside this one in the list it was opened from.

use operation_log::{JobId, Query};

use crate::markup::{Label, Tag, tag};
use crate::platform::clock;
use crate::reactive::Read;
use crate::state::rows::{RowKey, keys_in_order};
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::ConsoleContext;

/// The operations before and after one in its list, where that list is at hand.
fn neighbours(
    console: ConsoleContext,
    id: &JobId,
    query: &Query,
) -> (Option<JobId>, Option<JobId>) {
    let asked = query.server_query(&console.settings.value().zone);
    let Some(held) = console.cache.page(&asked) else {
        return (None, None);
    };
    let ids: Vec<JobId> = keys_in_order(&held.page, query.sort(), clock::now())
        .into_iter()
        .filter_map(|key| match key {
            RowKey::Operation(id) => Some(id),
            RowKey::Unreadable(_) => None,
        })
        .collect();
    let Some(index) = ids.iter().position(|known| known == id) else {
        return (None, None);
    };
    let before = index.checked_sub(1).and_then(|index| ids.get(index));
    (before.cloned(), ids.get(index + 1).cloned())
}

/// Links to the neighbours in the list; follows the query.
pub fn neighbour_links(id: &JobId, console: ConsoleContext) -> Vec<Tag> {
    console.query.with(|query| {
        let (before, after) = neighbours(console, id, query);
        let link = |id: JobId, rel: &str, key: &str, icon: Icon, label: Label| {
            tag("a")
                .class("op-button")
                .attr("rel", rel)
                .attr("href", &console.operation_href(&id, query))
                .attr("aria-keyshortcuts", key)
                .child(icon_view(icon))
                .child(tag("span").say(console.locale, label))
        };
        let before = before.map(|id| link(id, "prev", "p", Icon::Left, |t| t.newer_neighbour()));
        let after = after.map(|id| link(id, "next", "n", Icon::Right, |t| t.older_neighbour()));
        before.into_iter().chain(after).collect()
    })
}
