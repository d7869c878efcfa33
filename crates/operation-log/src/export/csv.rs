//! Rows as CSV, as RFC 4180 describes it.
//!
//! A few lines here and not the `csv` crate: its writer would bring buffers, errors and `io::Write` into
//! the panel, for quoting. Tests read with that crate what is written here.

use chrono::TimeDelta;

use super::Manifest;
use crate::characters::is_blank;
use crate::operation::TimeField;
use crate::result_set::{Field, ResultRow};
use crate::time::{UNMARKED_OFFSET_HOURS, WireTime, iso};
use crate::wire::Row;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// Whether it begins with a byte order mark, by which Excel knows UTF-8.
    pub has_bom: bool,
    /// Whether a text that a spreadsheet would take for a formula gets an apostrophe before it.
    pub neutralises_formulas: bool,
    /// Whether the header of a last, empty column is the manifest.
    pub has_manifest: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self {
            has_bom: true,
            neutralises_formulas: true,
            has_manifest: true,
        }
    }
}

/// The columns, by the API's names; the duration in seconds of what has ended is added.
const COLUMNS: [&str; 11] = [
    "job_id",
    "job_action",
    "action_describe",
    "status",
    "create_time",
    "status_time",
    "duration_seconds",
    "owner",
    "resource_ids",
    "submitter",
    "error_codes",
];

/// The column for the JSON of rows that could not be read, if there are any.
const UNREADABLE: &str = "unreadable_row";

/// Whether a spreadsheet may take a text for a formula: it begins with one of `= + - @`, also in their
/// fullwidth forms and behind blanks, or with a tab or the end of a line.
pub fn is_formula(text: &str) -> bool {
    let first = text.chars().find(|character| !is_blank(*character));
    let is_sign = |character| {
        matches!(
            character,
            '=' | '+'
                | '-'
                | '@'
                | '＝'
                | '＋'
                | '－'
                | '＠'
                | '\u{fe66}'
                | '\u{fe62}'
                | '\u{fe63}'
                | '\u{fe6b}'
        )
    };
    text.starts_with(['\t', '\r', '\n']) || first.is_some_and(is_sign)
}

pub(super) fn head(
    out: &mut String,
    options: CsvOptions,
    manifest: &Manifest,
    has_unreadable: bool,
) {
    if options.has_bom {
        out.push('\u{feff}');
    }
    let mut line = Line::new(out, options);
    for name in COLUMNS {
        line.cell(name);
    }
    if has_unreadable {
        line.cell(UNREADABLE);
    }
    if options.has_manifest {
        line.cell(&manifest.to_line());
    }
    line.end();
}

pub(super) fn row(out: &mut String, options: CsvOptions, row: ResultRow<'_>, has_unreadable: bool) {
    let mut line = Line::new(out, options);
    for field in [Field::JobId, Field::Action, Field::Describe, Field::Status] {
        line.cell(row.text(field));
    }
    for time in times(row) {
        line.cell(&time);
    }
    let lasted = row.lasted().map(|seconds| seconds.to_string());
    line.cell(&lasted.unwrap_or_default());
    line.cell(row.text(Field::Owner));
    let resources: Vec<&str> = row.texts(Field::Resource).collect();
    line.cell(&resources.join(" "));
    line.cell(row.text(Field::Submitter));
    line.cell(row.text(Field::Error));
    if has_unreadable {
        line.cell(if row.is_readable() { "" } else { row.raw() });
    }
    if options.has_manifest {
        line.cell("");
    }
    line.end();
}

/// `create_time` and `status_time`: in UTC, without a zone if it came without one, and as it came if it
/// could not be read.
fn times(row: ResultRow<'_>) -> [String; 2] {
    let known = row.wire_times();
    if known.iter().all(Option::is_some) {
        return known.map(|time| time.map(time_text).unwrap_or_default());
    }
    let Some(Row::Entry(entry)) = row.to_row() else {
        return [String::new(), String::new()];
    };
    [&entry.operation.create_time, &entry.operation.status_time].map(|field| match field {
        TimeField::Absent => String::new(),
        TimeField::Unreadable(text) => text.clone(),
        TimeField::Known(time) => time_text(*time),
    })
}

fn time_text(time: WireTime) -> String {
    if !time.assumed_utc8 {
        return iso(time.instant);
    }
    let mut text = iso(time.instant + TimeDelta::hours(UNMARKED_OFFSET_HOURS));
    text.pop();
    text
}

/// A line that cells are appended to.
struct Line<'a> {
    out: &'a mut String,
    options: CsvOptions,
    is_first: bool,
}

impl<'a> Line<'a> {
    const fn new(out: &'a mut String, options: CsvOptions) -> Self {
        Self {
            out,
            options,
            is_first: true,
        }
    }

    fn cell(&mut self, text: &str) {
        if !std::mem::take(&mut self.is_first) {
            self.out.push(',');
        }
        let is_neutralised = self.options.neutralises_formulas && is_formula(text);
        let apostrophe = if is_neutralised { "'" } else { "" };
        let is_special = |byte| matches!(byte, b',' | b'"' | b'\r' | b'\n');
        let is_quoted = text.bytes().any(is_special);
        if !is_quoted {
            self.out.push_str(apostrophe);
            self.out.push_str(text);
            return;
        }
        self.out.push('"');
        self.out.push_str(apostrophe);
        for (number, part) in text.split('"').enumerate() {
            if number > 0 {
                self.out.push_str("\"\"");
            }
            self.out.push_str(part);
        }
        self.out.push('"');
    }

    fn end(self) {
        self.out.push_str("\r\n");
    }
}
