//! The table of operations.

mod attempts;
mod cells;
pub mod columns;
mod focus;
mod header;
mod keyboard;
mod marks;
mod model;
mod order;
mod row;
mod row_click;
mod row_menu;
mod row_values;
mod sight;
mod sort_choice;
mod view_menu;

use std::sync::Arc;

use leptos::prelude::*;
use leptos::{ev, html};
use operation_log::percentile::EarlierRuns;
use operation_log::query::{Edit, Filters, TimeZone};
use operation_log::wire::{Entry, Row};
use operation_log::{Column, ColumnLayout, JobId, Language, Query};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::context::Clock;
use super::scope::{scoped_memo, scoped_signal};
use super::steps::built_rows;
use crate::i18n::Locale;
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::state::preferences::Preferences;
use crate::state::rows::{RowKey, Slot, find};
use crate::state::selection::Selection;
use crate::state::watches::Watches;
use crate::ui::menu::{Menu, MenuState};
pub use cells::{kind_text, operation_name, reason_text};
pub use focus::{CURRENT_ROW_LINK, ROW_LINK};
use focus::{KeptFocus, row_of, target};
use header::TableHeader;
use marks::Sought;
use model::TableModel;
pub use order::order_text;
use row::TableRow;
use row_click::ClickElsewhere;
use row_values::RowSignals;
pub use sort_choice::SortChoice;
pub use view_menu::ViewMenu;

/// What the rows of a table have in common.
#[derive(Clone, Copy)]
struct RowContext {
    remote: Signal<Remote<HeldPage>>,
    filters: Memo<Filters>,
    list_href: Callback<Query, String>,
    operation_href: Callback<JobId, String>,
    locale: Locale,
    model: TableModel,
    /// What each row shows that is an operation.
    signals: RowSignals,
    selection: Selection,
    watches: Watches,
    earlier_runs: Callback<Arc<Entry>, EarlierRuns>,
}

/// The columns of the table, in their order.
type Columns = Arc<[Column]>;

/// What keeps a row the same row. Another language, time zone, choice of columns or search builds it
/// anew, so that no row follows them, which hardly ever change.
#[derive(Clone, PartialEq, Eq, Hash)]
struct RowIdentity {
    slot: Slot,
    language: Language,
    time_zone: TimeZone,
    columns: Columns,
    sought: Arc<Sought>,
    /// Whether it can be selected.
    selects: bool,
    /// Whether it can be one of several attempts.
    has_attempts: bool,
}

/// The table, and the menu of its rows beside it.
#[component]
pub fn OperationTable(
    /// The rows at hand.
    remote: Signal<Remote<HeldPage>>,
    /// Whether the last look at those in progress failed.
    #[prop(into)]
    check_failed: Signal<bool>,
    /// Whether the reader comes back, and is put back to one of the rows.
    #[prop(into)]
    returns: Signal<bool>,
    /// What is asked.
    filters: Memo<Filters>,
    /// The columns.
    layout: Memo<ColumnLayout>,
    /// Changes the order.
    on_edit: Callback<Edit>,
    /// Makes the href of the list with a query.
    list_href: Callback<Query, String>,
    /// Makes the href of an operation.
    operation_href: Callback<JobId, String>,
    /// What the reader wants to be told of.
    watches: Watches,
    /// How long earlier runs of the action of an operation took, as far as those are at hand.
    earlier_runs: Callback<Arc<Entry>, EarlierRuns>,
    /// Unfolds what an operation was tried again by, or folds it.
    on_unfold: Callback<JobId>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock { time_zone, .. } = expect_context();
    let body = NodeRef::<html::Tbody>::new();
    let kept_focus = KeptFocus::new(body);
    let model = TableModel::new(remote, check_failed, filters, layout, kept_focus);
    let TableModel {
        keys,
        focused,
        columns,
        slots,
        sought,
        has_attempts,
        ..
    } = model;
    let look = scoped_signal(expect_context::<Preferences>().table());
    let least_width = Memo::new(move |_| {
        let is_chosen = look.with(|look| look.columns.is_some());
        let widths = columns.with(|columns| {
            let widths = columns.iter().map(|column| columns::least_width(*column));
            widths.sum::<u32>() + columns::MENU_WIDTH
        });
        is_chosen.then(|| ["calc(", &widths.to_string(), "rem / 4)"].concat())
    });
    let selection = expect_context::<Selection>();
    let context = RowContext {
        remote,
        filters,
        list_href,
        operation_href,
        locale,
        model,
        signals: RowSignals::following(model.values, body, returns),
        selection,
        watches,
        earlier_runs,
    };
    let selects = scoped_memo(move |_| selection.is_on());
    let built = built_rows(move || slots.try_with_untracked(|slots| slots.iter().count()));
    let rows = move || {
        kept_focus.note();
        let (language, time_zone) = (locale.language(), time_zone.get());
        let columns = columns.get();
        let (sought, selects) = (sought.get(), selects.get());
        let has_attempts = has_attempts.get();
        let identity = move |slot| RowIdentity {
            slot,
            language,
            time_zone,
            columns: Columns::clone(&columns),
            sought: Arc::clone(&sought),
            selects,
            has_attempts,
        };
        slots.with(|slots| {
            let rows = slots
                .iter()
                .take(built.get())
                .map(|(slot, _)| identity(slot));
            rows.collect::<Vec<_>>()
        })
    };
    // Runs after the rows were arranged, as it began to follow them later: each time, so it follows whatever
    // the rows do.
    Effect::new(move || {
        let _ = (locale.language(), time_zone.get(), columns.get());
        let _ = (sought.get(), selects.get(), has_attempts.get());
        let _ = built.get();
        keys.with(|keys| kept_focus.restore(keys));
    });
    let menu = MenuState::new();
    // The rows of another location are other rows.
    Effect::new(move |before: Option<Filters>| {
        let filters = filters.get();
        if before.is_some_and(|before| before != filters) {
            menu.dismiss();
        }
        filters
    });
    let elsewhere = ClickElsewhere::note();
    // Another page may be there before a row out of sight shows it: who clicks there means another row.
    let clicked = move |event: &ev::MouseEvent| {
        let element = target(event)?;
        let key = row_of(&element);
        let is_of_page = key
            .as_ref()
            .is_none_or(|key| keys.try_with_untracked(|keys| keys.contains(key)) == Some(true));
        let is_meant = is_of_page && !elsewhere.is_repeated_by(event);
        if !is_meant {
            event.prevent_default();
        }
        is_meant.then_some((element, key))
    };
    let take_click = move |event: ev::MouseEvent| {
        if let Some((element, Some(key))) = clicked(&event) {
            open_menu(&element, &key, menu, context);
            if let RowKey::Operation(id) = &key
                && attempts::is_button(&element)
            {
                on_unfold.run(id.clone());
            }
            // A link can be followed without taking focus; Back returns to its row all the same.
            focused.set(Some(key));
            row_click::follow(&event, &element);
        }
    };
    let take_focus = move |event: ev::FocusEvent| {
        if let Some(key) = target(&event).as_ref().and_then(row_of) {
            focused.set(Some(key));
        }
    };
    let take_key = move |event: ev::KeyboardEvent| {
        if let Some(body) = body.try_get_untracked().flatten() {
            keyboard::move_between_rows(&event, &body);
        }
    };
    let caption = move || {
        let sort = filters.with(|filters| filters.asked().sort());
        let order = remote.with(|remote| Some(order_text(locale, sort, remote.held()?)));
        locale.t().table_caption(&order.unwrap_or_default())
    };
    view! {
        <div
            class="op-table-box"
            data-chosen=move || look.with(|look| look.columns.is_some()).to_string()
        >
        <table
            class="op-table"
            role="table"
            style:min-width=move || least_width.get()
            data-density=move || look.with(|look| look.density.as_str())
            data-with-id=move || columns.with(|columns| columns.contains(&Column::JobId))
        >
            <caption class="visually-hidden">{move || caption()}</caption>
            <TableHeader
                filters=filters
                remote=remote
                columns=columns
                on_edit=on_edit
                keys=keys
            />
            <tbody
                role="rowgroup"
                node_ref=body
                on:keydown=take_key
                on:focusin=take_focus
                on:click=take_click
                on:auxclick=move |event| {
                    if let Some((element, _)) = clicked(&event) {
                        row_click::follow(&event, &element);
                    }
                }
            >
                <For each=rows key=RowIdentity::clone let(row)>
                    <TableRow place=row.slot has_attempts=row.has_attempts context=context />
                </For>
            </tbody>
        </table>
        </div>
        <Menu state=menu label=|t| t.row_menu() />
    }
}

/// Opens the menu of a row if its button was clicked.
fn open_menu(clicked: &Element, key: &RowKey, menu: MenuState, context: RowContext) {
    let button = clicked.closest("button[aria-haspopup]").ok().flatten();
    let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let found = context
        .remote
        .try_with_untracked(|remote| find(&remote.held()?.page, key).cloned());
    if let Some(Some(Row::Entry(entry))) = found {
        let items = if button.class_list().contains("op-others") {
            row_menu::resource_items(&entry.operation, context)
        } else {
            row_menu::menu_items(&entry.operation, context)
        };
        menu.open(button, items);
    }
}
