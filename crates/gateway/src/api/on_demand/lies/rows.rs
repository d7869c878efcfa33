//! Rows as a lying server writes them.

use chrono::{DateTime, Utc};
use operation_log::time::{WireTime, iso, wall_clock};
use serde_json::{Map, Value};

use super::{Lies, Times};

/// How long the undocumented field of a big row is, in bytes.
pub const BIG: usize = 4_000_000;
/// How deep the undocumented field of a deep row is nested.
const DEEP: usize = 140;
/// Of so many rows of a later page, one is a row of the first page.
const REPEATED: usize = 3;

impl Lies {
    /// Whether rows are written differently.
    pub(super) fn changes_rows(&self) -> bool {
        self.times.is_some() || self.status.is_some() || !self.ahead.is_zero()
    }

    /// Writes a row as the server does.
    pub(super) fn rewrite(&self, row: &mut String) {
        let Ok(mut fields) = serde_json::from_str::<Map<String, Value>>(row) else {
            return;
        };
        if let (Some(word), Some(status)) = (&self.status, fields.get_mut("status")) {
            *status = word.as_str().into();
        }
        for name in ["create_time", "status_time"] {
            if let Some(field) = fields.get_mut(name)
                && let Some(time) = field.as_str().and_then(WireTime::parse)
            {
                *field = self.written(self.server_time(time.instant));
            }
        }
        if let Ok(changed) = serde_json::to_string(&fields) {
            *row = changed;
        }
    }

    fn written(&self, time: DateTime<Utc>) -> Value {
        match self.times {
            None => iso(time).into(),
            Some(Times::Zoneless) => wall_clock(time.naive_utc()).replace(' ', "T").into(),
            Some(Times::Unix) => time.timestamp().into(),
            Some(Times::YearEnd9999) => "9999-12-31T23:59:59Z".into(),
        }
    }
}

/// Replaces every third row by the row of the first page at the same place.
pub fn repeat(rows: &mut [String], first_page: Vec<String>) {
    let places = rows.iter_mut().zip(first_page).skip(REPEATED - 1);
    for (row, repeated) in places.step_by(REPEATED) {
        *row = repeated;
    }
}

/// Puts rows out of order, in the same way each time.
pub fn shuffle(rows: &mut Vec<String>) {
    let mut numbered: Vec<(u64, String)> = (1_u64..).zip(rows.drain(..)).collect();
    // A multiplicative hash of the place.
    numbered.sort_by_key(|(place, _)| place.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    rows.extend(numbered.into_iter().map(|(_, row)| row));
}

/// Adds an undocumented field of nested lists to a row.
pub fn add_deep_field(row: &mut String) {
    add_field(row, "extra", |row| {
        row.extend(std::iter::repeat_n('[', DEEP));
        row.extend(std::iter::repeat_n(']', DEEP));
    });
}

/// Adds an undocumented field of so many bytes to a row.
pub fn add_big_field(row: &mut String, bytes: usize) {
    add_field(row, "padding", |row| {
        row.push('"');
        row.extend(std::iter::repeat_n('x', bytes));
        row.push('"');
    });
}

fn add_field(row: &mut String, name: &str, write: impl FnOnce(&mut String)) {
    if row.pop() == Some('}') {
        row.push_str(",\"");
        row.push_str(name);
        row.push_str("\":");
        write(row);
        row.push('}');
    }
}
