//! The operations beside this one in the list it was opened from.

use operation_log::{JobId, Param, Query};

use crate::markup::{Label, Tag, tag};
use crate::nav::Arrival;
use crate::platform::clock;
use crate::reactive::Read;
use crate::state::detail::DetailState;
use crate::state::read_page::PageQuery;
use crate::state::rows::{RowKey, keys_in_order};
use crate::ui::icon::{Icon, icon_view};
use crate::view::console::ConsoleContext;

/// Reads the list that the operation was opened from, if the page was loaded here: a list that
/// was left a moment ago is at hand. A link that tells nothing of a list was opened from none,
/// unless it is not the first entry of the history.
pub fn read_list(detail: DetailState, console: ConsoleContext) {
    let (loaded, first) = console.location.with_untracked(|location| {
        let loaded = location.arrival == Arrival::Load;
        (loaded, location.entry == 0)
    });
    console.query.with_untracked(|query| {
        let of_a_list = [Param::Page, Param::Limit, Param::Reverse, Param::Sort]
            .into_iter()
            .any(|param| query.is_set(param));
        if loaded && (!first || of_a_list || query.narrows_rows()) {
            detail.read_list(PageQuery::of(query, &console.settings.value().zone));
        }
    });
}

/// The operations before and after one in its list, where that list is at hand.
fn neighbours(
    console: ConsoleContext,
    detail: DetailState,
    id: &JobId,
    query: &Query,
) -> (Option<JobId>, Option<JobId>) {
    let asked = query.server_query(&console.settings.value().zone);
    let Some(held) = detail.list(&asked) else {
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

/// Links to the neighbours in the list; follows the query and the list.
pub fn neighbour_links(id: &JobId, detail: DetailState, console: ConsoleContext) -> Vec<Tag> {
    console.query.with(|query| {
        let (before, after) = neighbours(console, detail, id, query);
        let link = |id: JobId, rel: &str, key: &str| {
            tag("a")
                .class("op-button")
                .attr("rel", rel)
                .attr("href", &console.operation_href(&id, query))
                .attr("aria-keyshortcuts", key)
        };
        let words = |label: Label| tag("span").say(console.locale, label);
        let before = before.map(|id| {
            link(id, "prev", "p")
                .child(icon_view(Icon::Left))
                .child(words(|t| t.newer_neighbour()))
        });
        let after = after.map(|id| {
            link(id, "next", "n")
                .child(words(|t| t.older_neighbour()))
                .child(icon_view(Icon::Right))
        });
        before.into_iter().chain(after).collect()
    })
}
