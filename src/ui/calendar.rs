//! A month to pick days from: the date grid of the ARIA Authoring Practices, in the reader's
//! language.
//!
//! Days are counted as chrono counts them ([`number_of`]), with 0 for none: a signal of another
//! type would cost a kilobyte.

use chrono::{Datelike, Months, NaiveDate};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::i18n::Locale;
use crate::platform::dom;
use crate::platform::intl::{DateFormat, DateStyle};

/// The days of a week, from Monday.
const WEEK: u32 = 7;

/// The most weeks that a month has days in.
const WEEKS: u32 = 6;

/// The number of a day.
pub fn number_of(day: NaiveDate) -> u32 {
    u32::try_from(day.num_days_from_ce()).unwrap_or_default()
}

/// The day of a number.
pub fn day_of(number: u32) -> NaiveDate {
    let day = i32::try_from(number)
        .ok()
        .and_then(NaiveDate::from_num_days_from_ce_opt);
    day.unwrap_or_default()
}

/// A month.
#[component]
pub fn Calendar(
    /// The first picked day.
    first: Memo<u32>,
    /// The last picked day.
    last: Memo<u32>,
    /// This day.
    today: Memo<u32>,
    /// Called with a picked day.
    on_pick: Callback<u32>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    // The day that Tab reaches, if the reader has moved to one.
    let moved_to = RwSignal::new(0_u32);
    let current = Memo::new(move |_| {
        let days = [moved_to.get(), first.get(), today.get()];
        days.into_iter().find(|day| *day > 0).unwrap_or_default()
    });
    let month = Memo::new(move |_| number_of(first_of_month(day_of(current.get()))));
    let element = NodeRef::<html::Div>::new();
    let title = move || DateFormat::new(locale.tag(), DateStyle::Month).text(day_of(month.get()));
    let turn = move |months: i32| {
        let day = by_months(day_of(current.get_untracked()), months);
        moved_to.set(number_of(day));
    };
    let press_key = move |event: KeyboardEvent| {
        let from = current.get_untracked();
        let weekday = day_of(from).weekday().num_days_from_monday();
        let by_months = |months| number_of(by_months(day_of(from), months));
        let to = match (event.key().as_str(), event.shift_key()) {
            ("ArrowLeft", _) => from.saturating_sub(1),
            ("ArrowRight", _) => from + 1,
            ("ArrowUp", _) => from.saturating_sub(WEEK),
            ("ArrowDown", _) => from + WEEK,
            ("Home", _) => from.saturating_sub(weekday),
            ("End", _) => from + WEEK - 1 - weekday,
            ("PageUp", shift) => by_months(if shift { -12 } else { -1 }),
            ("PageDown", shift) => by_months(if shift { 12 } else { 1 }),
            _ => return,
        };
        event.prevent_default();
        moved_to.set(to);
        focus_current(element);
    };
    let head = move || {
        let names = DateFormat::new(locale.tag(), DateStyle::Weekday);
        let monday = monday_of(month.get());
        let mut cells: Vec<AnyView> = Vec::new();
        for number in monday..monday + WEEK {
            cells.push(view! { <th scope="col">{names.text(day_of(number))}</th> }.into_any());
        }
        cells
    };
    let cell = move |number: u32, names: &DateFormat, month: u32| {
        let day = day_of(number);
        let place = move || place_of(number, first.get(), last.get());
        let selected = move || if place().is_empty() { "false" } else { "true" };
        let tab_index = move || if current.get() == number { "0" } else { "-1" };
        let is_today = (today.get_untracked() == number).then_some("date");
        let class = (day.month() != day_of(month).month()).then_some("op-other-month");
        view! {
            <td
                role="gridcell"
                class=class
                aria-selected=move || selected()
                data-place=move || place()
            >
                <button
                    type="button"
                    tabindex=move || tab_index()
                    aria-label=names.text(day)
                    aria-current=is_today
                    on:click=move |_| {
                        moved_to.set(number);
                        on_pick.run(number);
                        focus_current(element);
                    }
                >
                    {day.day().to_string()}
                </button>
            </td>
        }
        .into_any()
    };
    let weeks = move || {
        let names = DateFormat::new(locale.tag(), DateStyle::Full);
        let month = month.get();
        let mut rows: Vec<AnyView> = Vec::new();
        for week in 0..WEEKS {
            let monday = monday_of(month) + week * WEEK;
            if number_of(first_of_month(day_of(monday))) > month {
                break;
            }
            let mut cells: Vec<AnyView> = Vec::new();
            for number in monday..monday + WEEK {
                cells.push(cell(number, &names, month));
            }
            rows.push(view! { <tr>{cells}</tr> }.into_any());
        }
        rows
    };
    view! {
        <div class="op-calendar" node_ref=element>
            <div class="op-calendar-head">
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-label=locale.say(|t| t.month_before())
                    on:click=move |_| turn(-1)
                >
                    <IconView icon=Icon::Left />
                </button>
                <span id="op-calendar-title" aria-live="polite">
                    {move || title()}
                </span>
                <button
                    type="button"
                    class="op-button op-button-icon"
                    part="button"
                    aria-label=locale.say(|t| t.month_after())
                    on:click=move |_| turn(1)
                >
                    <IconView icon=Icon::Right />
                </button>
            </div>
            <table role="grid" aria-labelledby="op-calendar-title" on:keydown=press_key>
                <thead>
                    <tr>{move || head()}</tr>
                </thead>
                <tbody>{move || weeks()}</tbody>
            </table>
        </div>
    }
}

/// Moves focus to the day that Tab reaches, once its month is there.
fn focus_current(calendar: NodeRef<html::Div>) {
    dom::before_next_paint(move || {
        if let Some(Some(calendar)) = calendar.try_get_untracked()
            && let Some(day) = dom::find(&calendar, "[tabindex='0']")
        {
            dom::focus(&day);
        }
    });
}

/// Where a day lies in a range; empty outside of it.
const fn place_of(day: u32, first: u32, last: u32) -> &'static str {
    if day < first || day > last {
        ""
    } else if first == last {
        "only"
    } else if day == first {
        "first"
    } else if day == last {
        "last"
    } else {
        "inside"
    }
}

fn first_of_month(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

fn monday_of(number: u32) -> u32 {
    number.saturating_sub(day_of(number).weekday().num_days_from_monday())
}

/// The same day of another month, or the last of that month; the day itself at the ends of the
/// calendar.
fn by_months(day: NaiveDate, months: i32) -> NaiveDate {
    let count = Months::new(months.unsigned_abs());
    let other = if months < 0 {
        day.checked_sub_months(count)
    } else {
        day.checked_add_months(count)
    };
    other.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_begins_with_the_monday_before_its_first_day() {
        let monday = |text| day_of(monday_of(number_of(day(text))));
        assert_eq!(monday("2026-11-01"), day("2026-10-26"));
        assert_eq!(monday("2026-06-01"), day("2026-06-01"));
        assert_eq!(by_months(day("2026-01-31"), 1), day("2026-02-28"));
        assert_eq!(by_months(day("2024-02-29"), -12), day("2023-02-28"));
        assert_eq!(by_months(NaiveDate::MAX, 1), NaiveDate::MAX);
    }

    #[test]
    fn a_day_lies_in_a_range_or_outside() {
        let places = [2, 3, 4, 5, 6].map(|day| place_of(day, 3, 5));
        assert_eq!(places, ["", "first", "inside", "last", ""]);
        assert_eq!(place_of(3, 3, 3), "only");
        assert_eq!(place_of(3, 0, 0), "");
    }
}
