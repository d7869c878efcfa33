//! The headings, each a button that sorts.
//!
//! Time is sorted by the server, both ways. Any other column sorts the rows at hand: first one
//! way, then the other, then back to the order of time.

use leptos::prelude::*;
use operation_log::query::{Edit, Order, Sort};
use operation_log::{Column, Filters, Language, Query};

use super::columns::label;
use crate::i18n::{Locale, Texts};
use crate::ui::icon::{Icon, IconView};
use crate::view::scope::scoped_memo;

/// How the rows are ordered: by a column in the browser, or by the server.
#[derive(Clone, Copy, PartialEq, Eq)]
struct RowOrder {
    sort: Option<Sort>,
    order: Order,
}

impl RowOrder {
    fn of(query: &Query) -> Self {
        Self {
            sort: query.sort(),
            order: query.order(),
        }
    }

    /// The direction of a column. Returns `None` if the rows are not ordered by it.
    fn direction(self, column: Column) -> Option<Direction> {
        let is_descending = match self.sort {
            Some(sort) => (sort.column() == column).then_some(sort.is_descending()),
            None => column
                .sort_key()
                .is_none()
                .then_some(self.order == Order::NewestFirst),
        };
        is_descending.map(|descending| {
            if descending {
                Direction::Descending
            } else {
                Direction::Ascending
            }
        })
    }

    /// What a press of a heading asks for.
    fn next(self, column: Column) -> Edit {
        let direction = self.direction(column);
        match (Sort::new(column, direction.is_some()), direction) {
            (None, None) | (Some(_), Some(Direction::Descending)) => Edit::Sort(None),
            (None, Some(Direction::Descending)) => Edit::Order(Order::OldestFirst),
            (None, Some(Direction::Ascending)) => Edit::Order(Order::NewestFirst),
            (sort, _) => Edit::Sort(sort),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Ascending,
    Descending,
}

/// The headings.
#[component]
pub fn TableHeader(
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes the order.
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let language = scoped_memo(move |_| locale.language());
    let order = scoped_memo(move |_| filters.with(|filters| RowOrder::of(filters.asked())));
    let headings = Column::ALL.map(|column| {
        view! { <Heading column=column order=order language=language on_edit=on_edit /> }
    });
    let menu = move || Texts::of(language.get()).row_menu();
    view! {
        <thead>
            <tr>
                {headings.collect_view()}
                <th scope="col" data-column="menu">
                    <span class="visually-hidden">{move || menu()}</span>
                </th>
            </tr>
        </thead>
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
    let aria_sort = move || {
        direction().map(|direction| match direction {
            Direction::Ascending => "ascending",
            Direction::Descending => "descending",
        })
    };
    let icon = move || {
        let icon = match direction() {
            Some(Direction::Ascending) => Icon::Up,
            Some(Direction::Descending) => Icon::Down,
            None => Icon::Sortable,
        };
        view! { <IconView icon=icon /> }
    };
    let label = move || label(column, Texts::of(language.get()));
    let title = move || Texts::of(language.get()).sort_by(label());
    let press = move |_| {
        // The order of the moment: a second click may come before the heading is set again.
        if let Some(order) = order.try_get_untracked() {
            on_edit.run(order.next(column));
        }
    };
    view! {
        <th scope="col" data-column=column.name() aria-sort=move || aria_sort()>
            <button type="button" title=move || title() on:click=press>
                <span>{move || label()}</span>
                {move || icon()}
            </button>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(url: &str, column: Column) -> String {
        let query = Query::from_url(url);
        query.edited(RowOrder::of(&query).next(column)).to_url()
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
