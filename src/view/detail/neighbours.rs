//! The operations beside this one in the list it was opened from.

use leptos::prelude::*;
use operation_log::{JobId, Query};

use crate::platform::clock;
use crate::state::rows::{RowKey, keys_in_order};
use crate::ui::icon::{Icon, IconView};
use crate::view::console::ConsoleContext;

/// The operations before and after one in its list, where that list is at hand.
fn neighbours(
    console: ConsoleContext,
    id: &JobId,
    query: &Query,
) -> (Option<JobId>, Option<JobId>) {
    let asked = console
        .settings
        .with_value(|settings| query.server_query(&settings.zone));
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

/// Links to the neighbours in the list.
#[component]
pub fn Neighbours(
    /// The operation.
    id: JobId,
    /// The console.
    console: ConsoleContext,
) -> impl IntoView {
    let locale = console.locale;
    move || {
        let (before, after) = console.query.with(|query| neighbours(console, &id, query));
        let link = |id: Option<JobId>, rel: &'static str, icon: Icon, label: &'static str| {
            id.map(|id| {
                let href = console
                    .query
                    .with(|query| console.operation_href(&id, query));
                view! {
                    <a class="op-button" rel=rel href=href aria-keyshortcuts=rel.get(..1)>
                        <IconView icon=icon />
                        <span>{label}</span>
                    </a>
                }
            })
        };
        view! {
            {link(before, "prev", Icon::Left, locale.t().newer_neighbour())}
            {link(after, "next", Icon::Right, locale.t().older_neighbour())}
        }
    }
}
