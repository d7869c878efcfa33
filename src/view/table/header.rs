//! The headings, each a button that sorts.
//!
//! Time is sorted by the server, both ways. Any other column sorts the rows at hand: first one
//! way, then the other, then back to the order of time.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::{Order, Sort};
use operation_log::{Param, Query};

use super::Column;
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// How a column stands in the order of the rows.
fn direction(query: &Query, column: Column) -> Option<Direction> {
    match (query.sort(), column.sort()) {
        (None, None) => Some(match query.order() {
            Order::OldestFirst => Direction::Ascending,
            Order::NewestFirst => Direction::Descending,
        }),
        (Some(sort), Some(by)) if sort.column == by => Some(if sort.descending {
            Direction::Descending
        } else {
            Direction::Ascending
        }),
        _ => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

/// What a press of a heading asks for.
fn next(query: &Query, column: Column) -> (Param, String) {
    match (column.sort(), direction(query, column)) {
        (None, None) => (Param::Sort, String::new()),
        (None, Some(Direction::Descending)) => {
            (Param::Reverse, Order::OldestFirst.reverse().to_owned())
        }
        (None, Some(Direction::Ascending)) => {
            (Param::Reverse, Order::NewestFirst.reverse().to_owned())
        }
        (Some(_), Some(Direction::Descending)) => (Param::Sort, String::new()),
        (Some(by), now) => {
            let sort = Sort {
                column: by,
                descending: now.is_some(),
            };
            (Param::Sort, sort.as_text())
        }
    }
}

/// The headings.
#[component]
pub fn Header(
    /// What is asked.
    query: Memo<Query>,
    /// Changes the order.
    sort: Callback<(Param, String)>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let headings = Column::ALL
        .map(|column| {
            let direction = Memo::new(move |_| query.with(|query| direction(query, column)));
            let aria_sort = move || {
                direction.get().map(|direction| match direction {
                    Direction::Ascending => "ascending",
                    Direction::Descending => "descending",
                })
            };
            let icon = Signal::derive(move || match direction.get() {
                Some(Direction::Ascending) => Icon::Up,
                Some(Direction::Descending) => Icon::Down,
                None => Icon::Sortable,
            });
            view! {
                <th scope="col" data-column=column.name() aria-sort=aria_sort>
                    <button
                        type="button"
                        title=reactive(move || locale.t().sort_by(column.label(locale)))
                        on:click=move |_| sort.run(query.with_untracked(|query| next(query, column)))
                    >
                        <span>{reactive(move || column.label(locale))}</span>
                        <IconView icon=icon />
                    </button>
                </th>
            }
        })
        .collect_view();
    view! {
        <thead>
            <tr>
                {headings}
                <th scope="col" data-column="menu">
                    <span class="visually-hidden">{reactive(move || locale.t().row_menu())}</span>
                </th>
            </tr>
        </thead>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(url: &str, column: Column) -> String {
        let query = Query::from_url(url);
        let (param, text) = next(&query, column);
        query.with(param, &text).to_url()
    }

    #[test]
    fn time_is_sorted_both_ways_by_the_server() {
        assert_eq!(press("", Column::Time), "reverse=0");
        assert_eq!(press("reverse=0", Column::Time), "");
    }

    #[test]
    fn another_column_goes_up_then_down_then_back_to_time() {
        assert_eq!(press("", Column::Duration), "sort=duration");
        assert_eq!(press("sort=duration", Column::Duration), "sort=-duration");
        assert_eq!(press("sort=-duration", Column::Duration), "");
        assert_eq!(press("sort=-duration", Column::Owner), "sort=owner");
        assert_eq!(press("sort=owner", Column::Time), "");
    }
}
