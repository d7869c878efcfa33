//! The order of the rows as one choice, for cards, which have no headings.

use leptos::prelude::*;
use operation_log::query::{Edit, Filters};
use operation_log::{Column, Param};

use super::columns::label;
use super::order::{Direction, RowOrder};
use crate::i18n::Locale;

const DIRECTIONS: [(Direction, &str); 2] =
    [(Direction::Descending, " ↓"), (Direction::Ascending, " ↑")];

/// A drop-down of every column, both ways.
#[component]
pub fn SortChoice(
    /// What is asked.
    filters: Memo<Filters>,
    /// Changes the order.
    on_edit: Callback<Edit>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let order = Memo::new(move |_| filters.with(|filters| RowOrder::asked(filters.asked())));
    let choices: Vec<(Column, Direction, &str)> = Column::ALL
        .into_iter()
        .flat_map(|column| DIRECTIONS.map(|(direction, arrow)| (column, direction, arrow)))
        .collect();
    let options = choices.iter().enumerate().map(|(index, choice)| {
        let (column, direction, arrow) = *choice;
        let is_chosen = move || order.get().direction(column) == Some(direction);
        let words = move || [label(column, locale.t()), arrow].concat();
        view! {
            <option value=index.to_string() prop:selected=move || is_chosen()>
                {move || words()}
            </option>
        }
        .into_any()
    });
    let options = options.collect_view();
    let choose = move |event| {
        let index: Option<usize> = event_target_value(&event).parse().ok();
        if let Some((column, direction, _)) = index.and_then(|index| choices.get(index)) {
            on_edit.run(RowOrder::edit(*column, *direction));
        }
    };
    view! {
        <label class="op-sort">
            <span class="visually-hidden">{locale.say(|t| t.sort())}</span>
            <span class="op-select">
                <select name=Param::Sort.key() on:change=choose>
                    {options}
                </select>
            </span>
        </label>
    }
}
