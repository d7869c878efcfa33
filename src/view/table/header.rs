//! The headings, each a button that sorts.
//!
//! Time is sorted by the server, both ways. Any other column sorts the rows at hand: first one
//! way, then the other, then back to the order of time.

use operation_log::query::{Order, Sort};
use operation_log::{Param, Query};

use super::Column;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::{Callback, Memo, Read};
use crate::ui::icon::{Icon, icon_live};
use crate::view::console::Edit;

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
pub fn header(query: Memo<Query>, edit: Callback<Edit>, locale: Locale) -> Tag {
    let headings = Column::ALL.map(|column| heading(column, query, edit, locale));
    let menu = tag("th")
        .attr("scope", "col")
        .attr("data-column", "menu")
        .child(
            tag("span")
                .class("visually-hidden")
                .say(locale, |t| t.row_menu()),
        );
    tag("thead").child(tag("tr").children(headings).child(menu))
}

fn heading(column: Column, query: Memo<Query>, edit: Callback<Edit>, locale: Locale) -> Tag {
    let direction = move || query.with(|query| direction(query, column));
    let aria_sort = move || {
        direction().map(|direction| {
            let word = match direction {
                Direction::Ascending => "ascending",
                Direction::Descending => "descending",
            };
            word.to_owned()
        })
    };
    let icon = move || match direction() {
        Some(Direction::Ascending) => Icon::Up,
        Some(Direction::Descending) => Icon::Down,
        None => Icon::Sortable,
    };
    let press = move |_| {
        let (param, text) = query.with_untracked(|query| next(query, column));
        edit.run(Edit::choice(param, text));
    };
    let button = tag("button")
        .attr("type", "button")
        .attr_live("title", move || {
            Some(locale.t().sort_by(column.label(locale)))
        })
        .child(tag("span").text_live(move || column.label(locale).to_owned()))
        .child(icon_live(icon))
        .on("click", press);
    tag("th")
        .attr("scope", "col")
        .attr("data-column", column.name())
        .attr_live("aria-sort", aria_sort)
        .child(button)
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
