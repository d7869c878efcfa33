//! The order of the rows.
//!
//! Time is sorted by the server, both ways. Any other column sorts the rows at hand: first one
//! way, then the other, then back to the order of time.

use operation_log::query::{Edit, Order, Sort};
use operation_log::{Column, Query};

use super::columns;
use crate::i18n::Locale;
use crate::view::format;

/// How the rows are ordered: by a column in the browser, or by the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RowOrder {
    sort: Option<Sort>,
    order: Order,
}

impl RowOrder {
    /// The order of a query.
    pub fn of(query: &Query) -> Self {
        Self {
            sort: query.sort(),
            order: query.order(),
        }
    }

    /// The direction of a column. Returns `None` if the rows are not ordered by it.
    pub fn direction(self, column: Column) -> Option<Direction> {
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

    /// What makes this the order of the rows, by a column in a direction.
    pub fn edit(column: Column, direction: Direction) -> Edit {
        let is_descending = direction == Direction::Descending;
        match Sort::new(column, is_descending) {
            None if is_descending => Edit::Order(Order::NewestFirst),
            None => Edit::Order(Order::OldestFirst),
            sort => Edit::Sort(sort),
        }
    }

    /// What a press of a heading asks for.
    pub fn next(self, column: Column) -> Edit {
        let direction = self.direction(column);
        match (Sort::new(column, direction.is_some()), direction) {
            (None, None) | (Some(_), Some(Direction::Descending)) => Edit::Sort(None),
            (None, Some(Direction::Descending)) => Edit::Order(Order::OldestFirst),
            (None, Some(Direction::Ascending)) => Edit::Order(Order::NewestFirst),
            (sort, _) => Edit::Sort(sort),
        }
    }
}

/// A direction.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Smallest or oldest first.
    Ascending,
    /// Largest or newest first.
    Descending,
}

/// How the rows are ordered, and how far that reaches.
pub fn order_text(locale: Locale, query: &Query, rows: usize) -> String {
    let t = locale.t();
    match (query.sort(), query.order()) {
        (Some(sort), _) => {
            let column = columns::label(sort.column(), t);
            let count = format::count(locale, rows);
            if sort.is_descending() {
                t.sorted_descending(column, &count)
            } else {
                t.sorted_ascending(column, &count)
            }
        }
        (None, Order::NewestFirst) => t.newest_first().to_owned(),
        (None, Order::OldestFirst) => t.oldest_first().to_owned(),
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
