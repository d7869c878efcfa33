//! What there is to say of a file.

use leptos::prelude::*;
use operation_log::export::Manifest;
use operation_log::result_set::Condition;
use operation_log::snapshot::SnapshotError;
use operation_log::{Query, marked};

use crate::i18n::Locale;
use crate::platform::clock::wall_clock;
use crate::state::snapshot::{OpenError, OpenedSnapshot};
use crate::view::context::Clock;
use crate::view::filter_bar::{param_label, shown_value};
use crate::view::format;
use crate::view::list_page::whole_result::condition_text;

/// The most characters that are shown of a query: a file may say anything.
const QUERY_CHARACTERS: usize = 300;

/// When its rows are from, what was asked for, how many of them there are.
pub fn about_snapshot(locale: Locale, clock: Clock, snapshot: &OpenedSnapshot) -> String {
    let t = locale.t();
    let zone = clock.time_zone.get();
    let manifest = &snapshot.manifest;
    let mut parts = Vec::new();
    parts.extend(snapshot.at().map(|at| t.as_of(&wall_clock(zone, at))));
    parts.push(query_text(locale, clock, manifest));
    let rows = format::number(manifest.rows);
    parts.push(match manifest.of {
        _ if snapshot.is_complete() => t.whole_all(&rows),
        Some(of) if of > manifest.rows => t.whole_progress(&rows, &format::number(of)),
        _ => t.whole_some(&rows),
    });
    if !manifest.is_complete() {
        parts.push(t.snapshot_incomplete().to_owned());
    }
    if snapshot.left_out > 0 {
        parts.push(t.snapshot_left_out(&format::count(snapshot.left_out)));
    }
    parts.join(" · ")
}

/// The filters of a file: those of the server, and those that the browser applied.
fn query_text(locale: Locale, clock: Clock, manifest: &Manifest) -> String {
    let zone = clock.time_zone.get();
    let t = locale.t();
    let query = Query::from_url(&manifest.query);
    let asked = query.active_filters().map(|param| {
        let value = shown_value(locale, &query, param, zone);
        [param_label(locale, param), ": ", &value].concat()
    });
    let filters = manifest.filters.iter();
    let narrowed = filters.map(|text| match Condition::parse(text) {
        Some(condition) => condition_text(locale, clock, &condition),
        None => text.clone(),
    });
    let text = asked.chain(narrowed).collect::<Vec<_>>().join(", ");
    if text.is_empty() {
        return t.snapshot_unfiltered().to_owned();
    }
    match text.char_indices().nth(QUERY_CHARACTERS) {
        Some((end, _)) => [text.get(..end).unwrap_or_default(), "…"].concat(),
        None => text,
    }
}

/// Why a file is not opened.
pub fn error_text(locale: Locale, name: &str, error: OpenError) -> String {
    let t = locale.t();
    let name = &*marked(name);
    let number = |number| format::number(number);
    let line = |line: usize| format::count(line);
    let OpenError::Snapshot(error) = error else {
        return t.open_unreadable(name);
    };
    match error {
        SnapshotError::NotASnapshot => t.open_foreign(name),
        SnapshotError::Newer { .. } => t.open_newer(name),
        SnapshotError::TooLarge | SnapshotError::TooManyRows => t.open_too_large(name),
        SnapshotError::LongLine { line: at } | SnapshotError::NotJson { line: at } => {
            t.open_damaged(name, &line(at))
        }
        SnapshotError::Repeated { line: at } => t.open_repeated(name, &line(at)),
        SnapshotError::CutOff { expected, found } => {
            t.open_cut_off(name, &number(found), &number(expected))
        }
    }
}
