//! The headings, each a button that sorts.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{Column, Filters, Language};

use super::Columns;
use super::columns::label;
use super::order::{Direction, RowOrder, shown_order};
use crate::i18n::{Locale, Texts};
use crate::remote::Remote;
use crate::state::cache::HeldPage;
use crate::state::rows::RowKey;
use crate::state::selection::Selection;
use crate::ui::icon::{Icon, IconView};
use crate::view::scope::scoped_memo;

/// The headings.
#[component]
pub fn TableHeader(
    /// What is asked.
    filters: Memo<Filters>,
    /// The rows at hand.
    remote: Signal<Remote<HeldPage>>,
    /// The columns.
    columns: Memo<Columns>,
    /// Changes the order.
    on_edit: Callback<Edit>,
    /// The rows.
    keys: Memo<Vec<RowKey>>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let selection = expect_context::<Selection>();
    let selects = scoped_memo(move |_| selection.is_on());
    let select = move || {
        selects
            .get()
            .then(|| view! { <SelectAll keys=keys selection=selection /> })
    };
    let language = scoped_memo(move |_| locale.language());
    let order = scoped_memo(move |_| {
        filters.with(|filters| {
            let asked = filters.asked();
            remote.with(|remote| match remote.held() {
                Some(held) => RowOrder::of(asked, shown_order(held)),
                None => RowOrder::asked(asked),
            })
        })
    });
    let headings = move || {
        let columns = columns.get();
        let headings = columns.iter().map(|column| {
            view! { <Heading column=*column order=order language=language on_edit=on_edit /> }
        });
        headings.collect_view()
    };
    let menu = move || Texts::of(language.get()).row_menu();
    view! {
        <thead role="rowgroup">
            <tr role="row">
                {move || select()}
                {headings}
                <th role="columnheader" scope="col" data-column="menu">
                    <span class="visually-hidden">{move || menu()}</span>
                </th>
            </tr>
        </thead>
    }
}

/// Selects all rows of the page, or none.
#[component]
fn SelectAll(keys: Memo<Vec<RowKey>>, selection: Selection) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let ids = move || {
        let id = |key: &RowKey| match key {
            RowKey::Operation(id) => Some(id.clone()),
            RowKey::Unreadable(_) => None,
        };
        keys.with(|keys| keys.iter().filter_map(id).collect::<Vec<_>>())
    };
    let all = scoped_memo(move |_| ids().iter().all(|id| selection.has(id)));
    view! {
        <th role="columnheader" scope="col" data-column="select">
            <label>
                <input
                    type="checkbox"
                    aria-label=locale.say(|t| t.select_all())
                    prop:checked=move || all.get()
                    on:change=move |event| {
                        selection.set(&untrack(ids), event_target_checked(&event));
                    }
                />
            </label>
        </th>
    }
}

/// The heading of a column.
#[component]
fn Heading(
    column: Column,
    order: Memo<RowOrder>,
    language: Memo<Language>,
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let direction = move || order.get().direction(column);
    let aria_sort = move || match direction() {
        Some(Direction::Ascending) => Some("ascending"),
        Some(Direction::Descending) => Some("descending"),
        None => order.get().is_by(column).then_some("other"),
    };
    let icon = move || {
        let further = order.get().further(column);
        let direction = direction().or(further.map(|(_, direction)| direction));
        let icon = match direction {
            Some(Direction::Ascending) => Icon::Up,
            Some(Direction::Descending) => Icon::Down,
            None => Icon::Sortable,
        };
        let place = further.map(|(place, _)| {
            view! { <span class="op-count">{place.to_string()}</span> }
        });
        view! {
            <IconView icon=icon />
            {place}
        }
    };
    let label = move || label(column, Texts::of(language.get()));
    let title = move || Texts::of(language.get()).sort_by(label());
    let press = move |event: MouseEvent| {
        // The order of the moment: a second click may come before the heading is set again.
        if let Some(order) = order.try_get_untracked() {
            on_edit.run(if event.shift_key() {
                order.then(column)
            } else {
                order.next(column)
            });
        }
    };
    view! {
        <th role="columnheader" scope="col" data-column=column.name() aria-sort=move || aria_sort()>
            <button type="button" title=move || title() on:click=press>
                <span>{move || label()}</span>
                {move || icon()}
            </button>
        </th>
    }
}
