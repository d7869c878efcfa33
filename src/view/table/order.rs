//! The order of the rows.
//!
//! Time is sorted by the server, both ways. Any other column sorts the rows at hand: first one
//! way, then the other, then back to the order of time.

use operation_log::query::{Edit, Order, Sort};
use operation_log::{Column, Query, conformance};

use super::columns;
use crate::i18n::Locale;
use crate::state::cache::HeldPage;
use crate::view::findings::{coverage_text, loaded_text, time_order, time_order_text};

/// How the rows are ordered: by a column in the browser, or by the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct RowOrder {
    sort: Option<Sort>,
    /// What the server is asked for.
    order: Order,
    /// The order by time of the rows that are shown; `None` if they are in none.
    shown: Option<Order>,
}

impl RowOrder {
    /// The order of rows that are sorted as a query says, or else are in this order by time.
    pub fn of(query: &Query, shown: Option<Order>) -> Self {
        Self {
            sort: query.sort(),
            order: query.order(),
            shown,
        }
    }

    /// The order that a query asks for.
    pub fn asked(query: &Query) -> Self {
        Self::of(query, Some(query.order()))
    }

    /// Whether the rows are ordered by a column, in whatever direction.
    pub fn is_by(self, column: Column) -> bool {
        match self.sort {
            Some(sort) => sort.column() == column,
            None => column.sort_key().is_none(),
        }
    }

    /// The direction of a column. Returns `None` if the rows are not ordered by it.
    pub fn direction(self, column: Column) -> Option<Direction> {
        let is_descending = match self.sort {
            Some(sort) => Some(sort.is_descending()),
            None => self.shown.map(|order| order == Order::NewestFirst),
        };
        let is_descending = is_descending.filter(|_| self.is_by(column));
        is_descending.map(Direction::of)
    }

    /// The column that the rows are ordered by first, and its direction.
    pub fn first(self) -> Option<(Column, Direction)> {
        let column = self.sort.map_or(Column::Time, Sort::column);
        Some((column, self.direction(column)?))
    }

    /// The place of a column in a sort by several, from 1, and its direction there. Returns `None` for
    /// the first one alone and for those the rows are not sorted by.
    pub fn further(self, column: Column) -> Option<(usize, Direction)> {
        let keys = self.sort?.keys();
        let index = keys.iter().position(|key| key.column == column)?;
        let key = keys.get(index).filter(|_| index > 0)?;
        Some((index + 1, Direction::of(key.descending)))
    }

    /// What a press of a heading with Shift asks for: its column behind those that the rows are sorted
    /// by.
    pub fn then(self, column: Column) -> Edit {
        match self.sort {
            Some(sort) => Edit::Sort(Some(sort.then(column))),
            None => self.next(column),
        }
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
        let asked = Self {
            shown: Some(self.order),
            ..self
        };
        let direction = asked.direction(column);
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

impl Direction {
    /// That of a sort which `is_descending` or not.
    pub const fn of(is_descending: bool) -> Self {
        if is_descending {
            Self::Descending
        } else {
            Self::Ascending
        }
    }
}

/// The order by time that the rows of a page are in; `None` if they are in none.
pub fn shown_order(held: &HeldPage) -> Option<Order> {
    match time_order(held) {
        Ok(order) => Some(order),
        Err(conformance::RowOrder::NewestFirst) => Some(Order::NewestFirst),
        Err(conformance::RowOrder::OldestFirst) => Some(Order::OldestFirst),
        Err(conformance::RowOrder::Mixed | conformance::RowOrder::Undetermined) => None,
    }
}

/// How the rows that are shown are ordered, and how far that reaches.
pub fn order_text(locale: Locale, sort: Option<Sort>, held: &HeldPage) -> String {
    let t = locale.t();
    let scope = held.whole.map(|whole| coverage_text(locale, whole));
    let Some(sort) = sort else {
        let order = time_order_text(locale, held);
        return match scope {
            Some(scope) => t.order_of(order, &scope),
            None => order.to_owned(),
        };
    };
    // The actions in the order of the API's names, so that a link is the same in each language.
    let label = |column| match column {
        Column::Operation => t.action(),
        _ => columns::label(column, t),
    };
    let column = label(sort.column());
    let scope = scope.unwrap_or_else(|| loaded_text(locale, held));
    let mut order = if sort.is_descending() {
        t.sorted_descending(column)
    } else {
        t.sorted_ascending(column)
    };
    for key in sort.keys().iter().skip(1) {
        let column = label(key.column);
        order.push_str(&if key.descending {
            t.then_descending(column)
        } else {
            t.then_ascending(column)
        });
    }
    t.order_of(&order, &scope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(url: &str, column: Column) -> String {
        let query = Query::from_url(url);
        query.edited(RowOrder::asked(&query).next(column)).to_url()
    }

    #[test]
    fn time_is_sorted_both_ways_by_the_server() {
        assert_eq!(press("", Column::Time), "reverse=0");
        assert_eq!(press("reverse=0", Column::Time), "");
    }

    #[test]
    fn a_press_changes_what_is_asked_whatever_order_the_rows_came_in() {
        let query = Query::from_url("");
        let ignored = RowOrder::of(&query, Some(Order::OldestFirst));
        assert!(ignored.direction(Column::Time) == Some(Direction::Ascending));
        assert_eq!(
            query.edited(ignored.next(Column::Time)).to_url(),
            "reverse=0"
        );
        let mixed = RowOrder::of(&query, None);
        assert!(mixed.is_by(Column::Time) && mixed.direction(Column::Time).is_none());
    }

    #[test]
    fn a_press_with_shift_sorts_by_another_column_as_well() {
        let press = |url: &str, column: Column| {
            let query = Query::from_url(url);
            query.edited(RowOrder::asked(&query).then(column)).to_url()
        };
        assert_eq!(press("", Column::Status), "sort=status");
        assert_eq!(
            press("sort=status", Column::Duration),
            "sort=status,duration"
        );
        let both = Query::from_url("sort=status,-duration");
        let order = RowOrder::asked(&both);
        assert!(order.further(Column::Duration) == Some((2, Direction::Descending)));
        assert!(order.further(Column::Status).is_none());
        assert!(
            order.direction(Column::Duration).is_none(),
            "one column is sorted by first"
        );
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
