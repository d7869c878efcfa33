//! The table of operations.

mod cells;
mod column;
mod header;
mod keyboard;
mod row;

use std::rc::Rc;

use chrono::{DateTime, Utc};
use operation_log::query::{Order, TimeZone};
use operation_log::{JobId, Query};

use super::console::Edit;
use super::format;
use crate::i18n::Locale;
use crate::markup::{Tag, keyed, tag};
use crate::reactive::{Callback, Memo, Read, RwSignal, Signal};
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::state::rows::{RowKey, keys_in_order};
use crate::ui::menu::Menu;
pub use cells::{kind_text, operation_name};
pub use column::Column;
use header::header;
use row::row;

/// What a table shows and what can be done with it.
#[derive(Clone, Copy)]
pub struct TableProps {
    /// The rows at hand.
    pub remote: Signal<Remote<HeldPage>>,
    /// What is asked.
    pub query: Memo<Query>,
    /// Filters that no link can change.
    pub locked: Signal<Query>,
    /// Changes it.
    pub edit: Callback<Edit>,
    /// Makes the href of the list with a query.
    pub list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    pub operation_href: Callback<JobId, String>,
    /// The zone of times.
    pub time_zone: Memo<TimeZone>,
    /// Ticks, for operations that still run.
    pub now: Signal<DateTime<Utc>>,
    /// Texts.
    pub locale: Locale,
}

/// What the rows of a table have in common.
struct RowContext {
    props: TableProps,
    menu: Menu,
    /// The row that focus was last in.
    focused: RwSignal<Option<RowKey>>,
    /// The row that Tab reaches.
    current: Memo<Option<RowKey>>,
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

/// The table, and the menu of its rows beside it.
pub fn operation_table(props: TableProps) -> Vec<Tag> {
    let TableProps {
        remote,
        query,
        now,
        locale,
        ..
    } = props;
    let keys = Memo::new(move |_| {
        let sort = query.with(Query::sort);
        remote.with(|remote| match remote.held() {
            Some(held) => keys_in_order(&held.page, sort, now.get_untracked()),
            None => Vec::new(),
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
    let menu = Menu::new(locale, |t| t.row_menu());
    let context = Rc::new(RowContext {
        props,
        menu: menu.clone(),
        focused,
        current,
    });
    let caption = move || {
        query.with(|query| {
            let rows = keys.with(Vec::len);
            locale.t().table_caption(&order_text(locale, query, rows))
        })
    };
    let body = tag("tbody");
    let rows = body.clone();
    let body = body.on("keydown", move |event| {
        keyboard::move_between_rows(&event, &rows);
    });
    let body = keyed(
        body,
        move || keys.get(),
        move |key| row(key, Rc::clone(&context)),
    );
    let table = tag("table")
        .class("op-table")
        .child(tag("caption").class("visually-hidden").text_live(caption))
        .child(header(query, props.edit, locale))
        .child(body);
    vec![table, menu.tag()]
}
