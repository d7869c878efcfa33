//! The rows of the page, or those of them that are selected, as text for a spreadsheet or a chat,
//! under what they are: query, zone, as of when. The same words head a print.

use std::sync::Arc;

use leptos::prelude::*;
use operation_log::export::is_formula;
use operation_log::query::Filters;
use operation_log::{Column, ColumnLayout, Operation};

use super::export::{Export, has_folded, page_text};
use super::region::held_text;
use super::snapshot::{CompareDialog, Comparing, ShownSnapshot, about_snapshot};
use crate::i18n::Locale;
use crate::platform::clock::{offset_label, wall_clock};
use crate::state::list::ListState;
use crate::state::rows::{RowKey, keys_in_order};
use crate::state::selection::Selection;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::{Icon, IconView};
use crate::ui::popover_button::PopoverButton;
use crate::view::announcement::{When, announce};
use crate::view::context::{Clock, Navigation};
use crate::view::filter_bar::{param_label, shown_value};
use crate::view::findings::rows_text;
use crate::view::format;
use crate::view::table::columns::{label, text};

/// How the rows are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    /// Cells between tabs, as spreadsheets paste them.
    Tsv,
    /// A table of Markdown, for chats and tickets.
    Markdown,
}

/// What the rows are, line by line; follows what is shown.
pub fn about_rows(
    locale: Locale,
    list: ListState,
    navigation: Navigation,
    clock: Clock,
    snapshot: Option<ShownSnapshot>,
) -> Vec<String> {
    let t = locale.t();
    let zone = clock.time_zone.get();
    let asked = |filters: &Filters| {
        let named = filters.active().map(|active| {
            let value = shown_value(locale, filters.asked(), active.param, zone);
            [param_label(locale, active.param), ": ", &value].concat()
        });
        named.collect::<Vec<_>>().join(" · ")
    };
    let filters = navigation.filters.with(asked);
    let mut lines = vec![
        [
            t.list_title(),
            " · ",
            &t.zone_name(navigation.zone().as_str()),
        ]
        .concat(),
    ];
    if let Some(snapshot) = snapshot.and_then(ShownSnapshot::get) {
        let about = about_snapshot(locale, clock, &snapshot);
        lines.push([t.snapshot(), ": ", &snapshot.name, " · ", &about].concat());
    }
    list.remote().with(|remote| {
        let Some(held) = remote.held() else { return };
        if !list.is_asked(held) {
            // They do not meet what is asked now.
            lines.push(held_text(locale, zone, list, remote));
        } else if !filters.is_empty() {
            lines.push(filters);
        }
        let rows = rows_text(locale, held);
        let as_of = t.as_of(&wall_clock(zone, held.received));
        let times = t.rows_times_in(&offset_label(zone, held.received));
        lines.push([&rows, " · ", &as_of, " · ", &times].concat());
    });
    lines
}

/// The button that opens the ways to copy the rows of the page, and the ways.
#[component]
pub fn CopyRows(
    /// The rows.
    list: ListState,
    /// The columns.
    layout: Memo<ColumnLayout>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let clock = expect_context::<Clock>();
    let selection = expect_context::<Selection>();
    let snapshot = use_context::<ShownSnapshot>();
    let id = if snapshot.is_some() {
        "op-file-copy-rows"
    } else {
        "op-copy-rows"
    };
    // Those of the page, in its order: what is selected elsewhere is not at hand.
    let selected = Memo::new(move |_| {
        list.remote().with(|remote| {
            let page = remote.held().map(|held| Arc::clone(&held.page));
            let operations = page.iter().flat_map(|page| page.operations());
            operations
                .filter(|operation| selection.has(&operation.job_id))
                .count()
        })
    });
    let what = move || {
        let t = locale.t();
        match selected.get() {
            0 if has_folded(list) => page_text(locale, list),
            0 => t.copies_all().to_owned(),
            selected => t.rows_selected(&format::count(selected)),
        }
    };
    let elsewhere = move || selection.count() - selected.get().min(selection.count());
    let on_other_pages = move || {
        let count = elsewhere();
        (count > 0).then(|| locale.t().selected_elsewhere(&format::count(count)))
    };
    announce(Signal::derive(on_other_pages), When::Changed);
    let told = move || {
        let count = selected.get();
        (selection.count() > 0).then(|| {
            let here = locale.t().rows_selected(&format::count(count));
            [here, on_other_pages().unwrap_or_default()].concat()
        })
    };
    let comparing = Comparing::new();
    let rows = move |format: Format| {
        untrack(|| {
            let mut columns = layout.with(ColumnLayout::shown);
            // Whoever gets the table has no other way to an operation.
            if !columns.contains(&Column::JobId) {
                columns.push(Column::JobId);
            }
            let zone = clock.time_zone.get();
            let mut about = about_rows(locale, list, navigation, clock, snapshot);
            let only_selected = selected.get() > 0;
            about.extend(only_selected.then(what));
            let head = columns
                .iter()
                .map(|column| label(*column, locale.t()).to_owned());
            let mut table = vec![head.collect::<Vec<_>>()];
            let sort = navigation.filters.with(|filters| filters.asked().sort());
            let now = clock.now.get();
            list.remote().with(|remote| {
                let Some(held) = remote.held() else { return };
                for key in keys_in_order(&held.page, sort, now) {
                    if let RowKey::Operation(id) = key
                        && let Some(entry) = held.page.entry(&id)
                        && (!only_selected || selection.has(&id))
                    {
                        let cell = |operation: &Operation| {
                            let cells = columns.iter();
                            cells
                                .map(|column| text(*column, locale, zone, operation, now))
                                .collect()
                        };
                        table.push(cell(&entry.operation));
                    }
                }
            });
            written(format, &about, &table)
        })
    };
    view! {
        <span class="op-selected">{move || told()}</span>
        <PopoverButton id=id label=|t| t.copy_rows() icon=Icon::Copy badge=selected>
            <div class="op-copy-rows">
                <button
                    type="button"
                    class="op-button"
                    part="button"
                    aria-pressed=move || selection.is_on().to_string()
                    on:click=move |_| selection.switch()
                >
                    <IconView icon=Icon::Check />
                    <span>{locale.say(|t| t.select_rows())}</span>
                </button>
                <p class="op-note">{move || what()}</p>
                <CopyButton label=|t| t.copy_tsv() text=move |()| rows(Format::Tsv) />
                <CopyButton label=|t| t.copy_markdown() text=move |()| rows(Format::Markdown) />
                <Export list=list comparing=comparing />
            </div>
        </PopoverButton>
        <CompareDialog comparing=comparing />
    }
}

/// The table under what it is about.
fn written(format: Format, about: &[String], table: &[Vec<String>]) -> String {
    let mut lines: Vec<String> = about.iter().map(|line| safe(format, line)).collect();
    lines.push(String::new());
    for (index, row) in table.iter().enumerate() {
        let cells: Vec<String> = row.iter().map(|cell| safe(format, cell)).collect();
        lines.push(match format {
            Format::Tsv => cells.join("\t"),
            Format::Markdown => ["| ", &cells.join(" | "), " |"].concat(),
        });
        if index == 0 && format == Format::Markdown {
            lines.push(["|", &" --- |".repeat(row.len())].concat());
        }
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A text as a cell: in one line, and neither a formula nor markup.
fn safe(format: Format, text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match format {
        Format::Tsv if is_formula(&line) => ["'", &line].concat(),
        Format::Tsv => line,
        Format::Markdown => {
            let mut escaped = String::with_capacity(line.len());
            for character in line.chars() {
                if matches!(character, '|' | '\\' | '`' | '*' | '_' | '<' | '[' | ']') {
                    escaped.push('\\');
                }
                escaped.push(character);
            }
            escaped
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> (Vec<String>, Vec<Vec<String>>) {
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        (
            vec!["Operations · Zone jinan1a".to_owned()],
            vec![
                cells(["Operation", "Error"]),
                cells(["a\tb\nc", "=1+1 | <b>"]),
            ],
        )
    }

    #[test]
    fn a_spreadsheet_gets_cells_in_one_line_and_no_formulas() {
        let (about, table) = table();
        assert_eq!(
            written(Format::Tsv, &about, &table),
            "Operations · Zone jinan1a\n\nOperation\tError\na b c\t'=1+1 | <b>\n"
        );
    }

    #[test]
    fn a_fullwidth_sign_begins_a_formula_as_well() {
        assert_eq!(safe(Format::Tsv, "＝1+1"), "'＝1+1");
        assert_eq!(safe(Format::Tsv, "1-1"), "1-1");
    }

    #[test]
    fn a_chat_gets_a_table_whose_cells_are_no_markup() {
        let (about, table) = table();
        assert_eq!(
            written(Format::Markdown, &about, &table),
            "Operations · Zone jinan1a\n\n| Operation | Error |\n| --- | --- |\n\
             | a b c | =1+1 \\| \\<b> |\n"
        );
    }
}
