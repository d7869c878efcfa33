//! The table of operations.

mod cells;
mod column;
mod header;
mod keyboard;
mod row;

use leptos::html;
use leptos::prelude::*;
use operation_log::query::{Order, TimeZone};
use operation_log::{JobId, Param, Query};

use super::console::Edit;
use super::format;
use crate::i18n::Locale;
use crate::state::cache::HeldPage;
use crate::state::rows::{RowKey, keys_in_order};
use crate::ui::menu::{Menu, MenuHandle};
pub use cells::{kind_text, operation_name};
pub use column::Column;
use header::Header;
use row::{OperationRow, UnreadableRow};

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
pub struct RowProps {
    /// The rows at hand.
    pub held: Signal<Option<HeldPage>>,
    /// What is asked.
    pub query: Memo<Query>,
    /// Makes the href of the list with a query.
    pub list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    pub operation_href: Callback<JobId, String>,
    /// The zone of times.
    pub time_zone: Memo<TimeZone>,
    /// Ticks, for operations that still run.
    pub now: Signal<chrono::DateTime<chrono::Utc>>,
    /// The menu of the rows.
    pub menu: MenuHandle,
    /// The row that Tab reaches.
    pub current: Signal<Option<RowKey>>,
    /// Texts.
    pub locale: Locale,
}

/// How the rows are ordered, and how far that reaches.
pub fn order_text(locale: Locale, query: &Query, rows: usize) -> String {
    let t = locale.t();
    match (query.sort(), query.order()) {
        (Some(sort), _) => {
            let column = Column::of_sort(sort.column).label(locale);
            let count = format::count(locale, rows);
            if sort.descending {
                t.sorted_descending(column, &count)
            } else {
                t.sorted_ascending(column, &count)
            }
        }
        (None, Order::NewestFirst) => t.newest_first().to_owned(),
        (None, Order::OldestFirst) => t.oldest_first().to_owned(),
    }
}

/// The table.
#[component]
pub fn OperationTable(
    /// The rows at hand.
    held: Signal<Option<HeldPage>>,
    /// What is asked.
    query: Memo<Query>,
    /// Changes it.
    edit: Callback<Edit>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    operation_href: Callback<JobId, String>,
    /// The zone of times.
    time_zone: Memo<TimeZone>,
    /// Ticks, for operations that still run.
    now: Signal<chrono::DateTime<chrono::Utc>>,
    /// The body, so that the page can find a row again.
    body: NodeRef<html::Tbody>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let sort = Memo::new(move |_| query.with(Query::sort));
    let keys = Memo::new(move |_| {
        held.with(|held| {
            let now = now.get_untracked();
            held.as_ref()
                .map(|held| keys_in_order(&held.page, sort.get(), now))
                .unwrap_or_default()
        })
    });
    let focused = RwSignal::new(None::<RowKey>);
    let current = Memo::new(move |_| {
        keys.with(|keys| {
            focused
                .get()
                .filter(|key| keys.contains(key))
                .or_else(|| keys.first().cloned())
        })
    });
    let menu = MenuHandle::new();
    let props = RowProps {
        held,
        query,
        list_href,
        operation_href,
        time_zone,
        now,
        menu,
        current: current.into(),
        locale,
    };
    let rows = move |key: RowKey| {
        let row_key = key.clone();
        let focus = Callback::new(move |()| focused.set(Some(row_key.clone())));
        match key {
            RowKey::Operation(id) => {
                view! { <OperationRow id=id focus=focus props=props /> }.into_any()
            }
            RowKey::Unreadable(index) => {
                view! { <UnreadableRow index=index props=props /> }.into_any()
            }
        }
    };
    let caption = move || {
        query.with(|query| {
            let rows = keys.with(Vec::len);
            locale.t().table_caption(&order_text(locale, query, rows))
        })
    };
    view! {
        <table class="op-table">
            <caption class="visually-hidden">{caption}</caption>
            <Header
                query=query
                sort=Callback::new(move |(param, text): (Param, String)| {
                    edit.run(Edit::choice(param, text));
                })
                locale=locale
            />
            <tbody node_ref=body on:keydown=move |event| keyboard::move_between_rows(&event, body)>
                <For each=move || keys.get() key=Clone::clone children=rows />
            </tbody>
        </table>
        <Menu handle=menu label=Signal::derive(move || locale.t().row_menu()) />
    }
}
