//! The order of the rows as a choice: for cards, which have no headings, and for the column behind the
//! first, which a heading has for keys only.

use leptos::prelude::*;
use operation_log::query::{Edit, Filters};
use operation_log::result_set::SortKey;
use operation_log::{Column, Param};

use super::columns::label;
use super::order::{Direction, RowOrder};
use crate::i18n::Locale;
use crate::view::scope::scoped_memo;

const DIRECTIONS: [Direction; 2] = [Direction::Descending, Direction::Ascending];

/// What can be chosen, by its place.
fn choice(place: usize) -> Option<(Column, Direction)> {
    let column = Column::ALL.into_iter().nth(place / 2)?;
    let direction = DIRECTIONS.into_iter().nth(place % 2)?;
    Some((column, direction))
}

/// The place of a choice behind the first, which is none.
fn place(chosen: Option<(Column, Direction)>) -> usize {
    let places = 0..Column::ALL.len() * 2;
    let found = places.into_iter().find(|place| choice(*place) == chosen);
    found.map_or(0, |place| place + 1)
}

/// Every column, both ways.
fn options(chosen: Memo<usize>) -> Vec<AnyView> {
    let locale = expect_context::<Locale>();
    let options = (0..Column::ALL.len() * 2).filter_map(|place| {
        let (column, direction) = choice(place)?;
        let arrow = if direction == Direction::Descending {
            " ↓"
        } else {
            " ↑"
        };
        let words = move || [label(column, locale.t()), arrow].concat();
        Some(
            view! {
                <option
                    value=place.to_string()
                    prop:selected=move || chosen.get() == place + 1
                >
                    {move || words()}
                </option>
            }
            .into_any(),
        )
    });
    options.collect()
}

fn chosen(event: &leptos::ev::Event) -> Option<(Column, Direction)> {
    choice(event_target_value(event).parse().ok()?)
}

/// A drop-down of every column, both ways.
#[component]
pub fn SortChoice(
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes the order.
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let now = Memo::new(move |_| {
        let order = filters.with(|filters| RowOrder::asked(filters.asked()));
        place(order.first())
    });
    let choose = move |event| {
        if let Some((column, direction)) = chosen(&event) {
            on_edit.run(RowOrder::edit(column, direction));
        }
    };
    view! {
        <label class="op-sort">
            <span class="visually-hidden">{locale.say(|t| t.sort())}</span>
            <span class="op-select">
                <select name=Param::Sort.key() on:change=choose>
                    {options(now)}
                </select>
            </span>
        </label>
    }
}

/// The column that rows are sorted by where the first has the same value; nothing while they are
/// sorted by time.
#[component]
pub fn ThenChoice(
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes the order.
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let filters = scoped_memo(move |_| filters.get());
    let sort = move || filters.with(|filters| filters.asked().sort());
    let second = move || {
        let key = sort()?.keys().get(1).copied()?;
        Some((key.column, Direction::of(key.descending)))
    };
    let now = Memo::new(move |_| place(second()));
    let choose = move |event| {
        let second = chosen(&event).map(|(column, direction)| SortKey {
            column,
            descending: direction == Direction::Descending,
        });
        if let Some(sort) = untrack(sort) {
            on_edit.run(Edit::Sort(Some(sort.with_second(second))));
        }
    };
    let is_sorted = move || sort().is_some();
    view! {
        <Show when=is_sorted>
            <label>
                <span>{locale.say(|t| t.sort_then())}</span>
                <span class="op-select">
                    <select name="then" on:change=choose>
                        <option value="" prop:selected=move || now.get() == 0>
                            "—"
                        </option>
                        {options(now)}
                    </select>
                </span>
            </label>
        </Show>
    }
}
