//! A box that finds a text in the loaded rows, and goes from one row to the next.

use leptos::ev::{Event, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::result_set::{Field, ResultRow, hits_in};
use operation_log::{Column, ColumnLayout, ErrorCodes, Status};

use crate::i18n::Locale;
use crate::nav::Commit;
use crate::platform::clock::wall_clock;
use crate::platform::dom;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::state::whole_result::{FindInRows, Found, WholeResult};
use crate::ui::icon::{Icon, IconView};
use crate::ui::icon_button::IconButton;
use crate::view::context::{Clock, Navigation};
use crate::view::format;
use crate::view::scope::{scoped_memo, scoped_signal};
use crate::view::status_badge::status_text;
use crate::view::table::reason_text;

/// The box, how many rows have its text, and buttons to go from one to the next.
#[component]
pub fn FindBox(
    /// The rows.
    list: ListState,
    /// The columns, which are searched.
    layout: Memo<ColumnLayout>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let find = expect_context::<FindInRows>();
    let Store { whole, .. } = expect_context();
    let found = scoped_signal(find.found());
    let version = scoped_signal(whole.version());
    let layout = scoped_memo(move |_| layout.get());
    let Clock { time_zone, now, .. } = expect_context();
    let element = NodeRef::<html::Input>::new();
    on_cleanup(move || find.clear());
    let search = move || {
        if let Some(Some(element)) = element.try_get_untracked() {
            let mut columns = layout.with_untracked(ColumnLayout::shown);
            // An id is what is pasted most, whether its column is shown or not.
            columns.push(Column::JobId);
            let (zone, now) = (time_zone.get_untracked(), now.get_untracked());
            let words = move |row: ResultRow<'_>, column| match column {
                Column::Time => Some(wall_clock(zone, row.created_at()?)),
                Column::Duration => {
                    let elapsed = row.elapsed(now)?;
                    Some(with_plain_blanks(&untrack(|| {
                        format::duration(locale, elapsed, false)
                    })))
                }
                _ => None,
            };
            let shown_as = move |text: &str| shown_as(locale, whole, text);
            find.search(
                &with_plain_blanks(&element.value()),
                columns,
                shown_as,
                words,
            );
        }
    };
    // Other rows, or another order of them, are searched anew.
    Effect::new(move || {
        version.track();
        layout.track();
        search();
    });
    let step = move |is_forward: bool| {
        let window = navigation.filters.try_with_untracked(|filters| {
            let asked = filters.asked();
            (asked.page(), asked.limit())
        });
        let Some((page, limit)) = window else { return };
        let before = u64::from(limit).saturating_mul(page.saturating_sub(1));
        let from = u32::try_from(before).unwrap_or(u32::MAX);
        let Some(place) = find.step(is_forward, from) else {
            return;
        };
        let wanted = u64::from(place / limit.max(1)) + 1;
        if wanted != page {
            navigation.edit(Edit::Page(wanted), Commit::Replace);
        }
    };
    // Which way to go once the rows were searched.
    let awaited = StoredValue::new(None::<bool>);
    let take_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            let typed = element.get_untracked().map(|element| element.value());
            let is_found = |typed: &String| {
                found.with_untracked(|found| *found.text == *with_plain_blanks(typed).trim())
            };
            if typed.as_ref().is_some_and(is_found) {
                step(!event.shift_key());
            } else {
                awaited.set_value(Some(!event.shift_key()));
            }
        }
    };
    Effect::new(move || {
        if found.with(|found| !found.text.is_empty())
            && let Some(is_forward) = awaited.try_update_value(Option::take).flatten()
        {
            step(is_forward);
        }
    });
    let at = scoped_memo(move |_| found.with(|found| Some(found.at.as_ref()?.id.clone())));
    // The row is there once its page is.
    let remote = list.remote();
    Effect::new(move || {
        remote.track();
        let is_at_one = at.with(Option::is_some);
        let list = element
            .get_untracked()
            .and_then(|element| element.closest(".op-list").ok()?);
        if let Some(list) = list.filter(|_| is_at_one) {
            dom::before_next_paint(move || {
                if let Some(row) = dom::find(&list, "tr[data-found]") {
                    dom::reveal(&row);
                }
            });
        }
    });
    let words = move || found.with(|found| found_text(locale, found));
    let has_none = move || found.with(|found| found.rows.is_empty());
    let input = move |event: Event| {
        event.stop_propagation();
        awaited.set_value(None);
        search();
    };
    view! {
        <div class="op-find" role="search" aria-label=locale.say(|t| t.find_rows())>
            <span class="op-input">
                <IconView icon=Icon::Search />
                <input
                    name="find"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=locale.say(|t| t.find_rows())
                    aria-label=locale.say(|t| t.find_rows())
                    node_ref=element
                    on:input=input
                    on:keydown=take_key
                />
            </span>
            <IconButton
                label=|t| t.find_previous()
                icon=Icon::FoldUp
                on_press=move |()| step(false)
                attr:disabled=has_none
            />
            <IconButton
                label=|t| t.find_next()
                icon=Icon::FoldDown
                on_press=move |()| step(true)
                attr:disabled=has_none
            />
            <span class="op-note" role="status">
                {move || words()}
            </span>
        </div>
    }
}

/// A text without the blanks that keep words on one line: nobody types those.
fn with_plain_blanks(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// `3 of 17`, or how many rows; nothing while nothing is looked for.
fn found_text(locale: Locale, found: &Found) -> Option<String> {
    if found.text.is_empty() {
        return None;
    }
    let t = locale.t();
    let count = format::count(found.rows.len());
    Some(match &found.at {
        _ if found.rows.is_empty() => t.find_none().to_owned(),
        None => t.find_some(&count),
        Some(at) => t.find_at(&format::count(at.index + 1), &count),
    })
}

/// The values that rows show by words which have a text.
fn shown_as(locale: Locale, whole: WholeResult, text: &str) -> Vec<(Field, String)> {
    let t = untrack(|| locale.t());
    let words = |field: Field, value: &str| match field {
        Field::Status => status_text(locale, &Status::from_wire(value)),
        Field::Action => t.action_name(value).unwrap_or_default().to_owned(),
        _ => reason_text(locale, &ErrorCodes::new(value)),
    };
    let mut shown = Vec::new();
    whole.with_rows(|set, rows| {
        for field in [Field::Status, Field::Action, Field::Error] {
            for value in set.facet(rows, field).values {
                let words = untrack(|| words(field, value.text));
                if !hits_in(&words, text).is_empty() {
                    shown.push((field, value.text.to_owned()));
                }
            }
        }
    });
    shown
}
