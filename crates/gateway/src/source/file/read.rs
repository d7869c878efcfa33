//! Finds the rows in a file: a saved answer of the API, a JSON list of rows, or a row per line.
//! Items of a list and lines may also be saved answers, as when several pages were saved.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A row with its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRow<'a> {
    /// The row as it is in the file.
    pub json: Cow<'a, str>,
    /// Its place in the file.
    pub place: Place,
}

/// The place of a row in a file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The number of the row in a list.
    Row(usize),
    /// The number of the line.
    Line(usize),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row(number) => write!(f, "row {number}"),
            Self::Line(number) => write!(f, "line {number}"),
        }
    }
}

/// Why a text cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is blank.
    Empty,
    /// It is neither JSON nor a JSON object per line.
    NotJson {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
    },
    /// It is JSON, but neither a list nor an answer of the API nor a row.
    NotALog,
    /// It is a refusal of the API.
    Refused {
        /// Its `ret_code`.
        ret_code: i64,
        /// Its `message`.
        message: String,
    },
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the file is empty"),
            Self::NotJson { line, column } => {
                write!(f, "not JSON: line {line}, column {column}")
            }
            Self::NotALog => f.write_str(
                "JSON, but neither an answer of the API nor a list of operations \
                 (there is no `job_set`)",
            ),
            Self::Refused { ret_code, message } => write!(
                f,
                "an error answer of the API, not a list: ret_code {ret_code}, {message}"
            ),
        }
    }
}

/// The fields that tell whether an object is an answer of the API. A null field counts as present.
#[derive(Deserialize)]
struct Shape<'a> {
    #[serde(borrow, default, deserialize_with = "present")]
    job_set: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    job_id: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    ret_code: Option<&'a RawValue>,
    #[serde(borrow, default, deserialize_with = "present")]
    message: Option<&'a RawValue>,
}

fn present<'de, D: Deserializer<'de>>(field: D) -> Result<Option<&'de RawValue>, D::Error> {
    <&RawValue>::deserialize(field).map(Some)
}

/// Finds the rows of a text.
///
/// # Errors
/// If it is not JSON in one of the known shapes.
pub fn rows(text: &str) -> Result<Vec<FoundRow<'_>>, Unusable> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(Unusable::Empty);
    }
    match serde_json::from_str::<&RawValue>(text) {
        Ok(whole) => rows_of_value(whole),
        Err(fault) => rows_of_lines(text).ok_or(Unusable::NotJson {
            line: fault.line(),
            column: fault.column(),
        }),
    }
}

fn rows_of_value(whole: &RawValue) -> Result<Vec<FoundRow<'_>>, Unusable> {
    let mut rows = Vec::new();
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(whole.get()) {
        for item in items {
            push(item.get(), Place::Row(rows.len() + 1), &mut rows);
        }
        return Ok(rows);
    }
    let shape: Shape<'_> = serde_json::from_str(whole.get()).map_err(|_| Unusable::NotALog)?;
    match shape {
        Shape {
            job_set: Some(_), ..
        }
        | Shape {
            job_id: Some(_), ..
        } => {
            push(whole.get(), Place::Row(1), &mut rows);
            Ok(rows)
        }
        Shape {
            ret_code: Some(code),
            message,
            ..
        } => match code.get().trim_matches('"').parse() {
            Ok(0) => Ok(rows),
            Ok(ret_code) => Err(Unusable::Refused {
                ret_code,
                message: message
                    .and_then(|message| serde_json::from_str(message.get()).ok())
                    .unwrap_or_default(),
            }),
            Err(_) => Err(Unusable::NotALog),
        },
        _ => Err(Unusable::NotALog),
    }
}

/// A row per line. Returns `None` if the first line is not a JSON object. Any other line that is not
/// JSON is a row that cannot be read.
fn rows_of_lines(text: &str) -> Option<Vec<FoundRow<'_>>> {
    let mut lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()))
        .filter(|(_, line)| !line.is_empty())
        .peekable();
    let (_, first) = lines.peek()?;
    let is_object = first.starts_with('{') && serde_json::from_str::<&RawValue>(first).is_ok();
    if !is_object {
        return None;
    }
    let mut rows = Vec::new();
    for (number, line) in lines {
        if serde_json::from_str::<&RawValue>(line).is_ok() {
            push(line, Place::Line(number), &mut rows);
        } else {
            rows.push(FoundRow {
                json: Cow::Owned(serde_json::Value::from(line).to_string()),
                place: Place::Line(number),
            });
        }
    }
    Some(rows)
}

/// Appends a row, or the rows of a saved answer.
fn push<'a>(json: &'a str, place: Place, rows: &mut Vec<FoundRow<'a>>) {
    let answer = serde_json::from_str::<Shape<'a>>(json).ok();
    match answer.and_then(|answer| unwrapped(answer.job_set?)) {
        None => rows.push(FoundRow {
            json: Cow::Borrowed(json),
            place,
        }),
        Some(items) => {
            for json in items {
                let place = match place {
                    Place::Row(_) => Place::Row(rows.len() + 1),
                    Place::Line(_) => place,
                };
                rows.push(FoundRow { json, place });
            }
        }
    }
}

/// The items of a `job_set`, which some servers send as a string of JSON. Returns `None` if it is
/// no list.
fn unwrapped(job_set: &RawValue) -> Option<Vec<Cow<'_, str>>> {
    match serde_json::from_str::<String>(job_set.get()) {
        Ok(list) => {
            let items = items(&list)?.into_iter();
            Some(items.map(|item| Cow::Owned(item.to_owned())).collect())
        }
        Err(_) => Some(
            items(job_set.get())?
                .into_iter()
                .map(Cow::Borrowed)
                .collect(),
        ),
    }
}

/// The items of a list, or the values of an object. Nothing and null have no items.
fn items(list: &str) -> Option<Vec<&str>> {
    if list.trim().is_empty() || list == "null" {
        return Some(Vec::new());
    }
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(list) {
        return Some(items.into_iter().map(RawValue::get).collect());
    }
    let keyed: BTreeMap<String, &RawValue> = serde_json::from_str(list).ok()?;
    Some(keyed.into_values().map(RawValue::get).collect())
}
