//! From the API's JSON to the model.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Answer, Entry, OperationPage, Refusal, Row, RowProblem, Unreadable};
use crate::ids::{JobId, Owner, ResourceId};
use crate::operation::{ErrorCodes, Operation, TimeField};
use crate::status::Status;
use crate::time::WireTime;

/// How much of a body that could not be read is kept, in characters.
pub const EXCERPT_CHARS: usize = 300;

/// Why a body is not an answer of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing, or nothing but blanks.
    Empty,
    /// Not JSON: an HTML page, or JSON that was cut off.
    NotJson {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
        /// The first [`EXCERPT_CHARS`] characters.
        excerpt: String,
    },
    /// JSON, but not of the API's shape.
    WrongShape {
        /// Which part is wrong, as a JSON path such as `$.job_set`.
        path: &'static str,
        /// The first [`EXCERPT_CHARS`] characters.
        excerpt: String,
    },
}

/// Reads the body of an answer.
///
/// # Errors
/// If the body is empty, is not JSON or has neither a `ret_code` nor a `job_set`.
pub fn decode_answer(body: &str) -> Result<Answer, DecodeError> {
    let body = body.trim_start_matches('\u{feff}').trim();
    if body.is_empty() {
        return Err(DecodeError::Empty);
    }
    let value: Value = serde_json::from_str(body).map_err(|error| DecodeError::NotJson {
        line: error.line(),
        column: error.column(),
        excerpt: excerpt(body),
    })?;
    let wrong = |path| DecodeError::WrongShape {
        path,
        excerpt: excerpt(body),
    };
    let Value::Object(mut answer) = value else {
        return Err(wrong("$"));
    };
    match answer.get("ret_code").filter(|code| !code.is_null()) {
        // Some gateways leave the code out of a good answer.
        None if answer.contains_key("job_set") => {}
        None => return Err(wrong("$.ret_code")),
        Some(code) => match integer(code) {
            Some(0) => {}
            Some(ret_code) => {
                return Ok(Answer::Refused(Refusal {
                    ret_code,
                    message: text(answer.get("message")).unwrap_or_default(),
                }));
            }
            None => return Err(wrong("$.ret_code")),
        },
    }
    // The text of the documentation calls it `total_sum`, every sample `total_count`.
    let total = ["total_count", "total_sum"]
        .iter()
        .find_map(|key| answer.get(*key).and_then(integer))
        .and_then(|total| u64::try_from(total).ok());
    let rows = list(answer.remove("job_set")).ok_or_else(|| wrong("$.job_set"))?;
    Ok(Answer::Page(page(rows, total)))
}

fn page(values: Vec<Value>, total: Option<u64>) -> OperationPage {
    let mut seen: HashSet<JobId> = HashSet::new();
    let mut repeated = 0;
    let mut rows = Vec::with_capacity(values.len());
    for raw in values {
        match decode_operation(&raw) {
            Ok(operation) if seen.contains(&operation.job_id) => repeated += 1,
            Ok(operation) => {
                seen.insert(operation.job_id.clone());
                rows.push(Row::Entry(Arc::new(Entry { operation, raw })));
            }
            Err(reason) => rows.push(Row::Unreadable(Unreadable { raw, reason })),
        }
    }
    OperationPage {
        rows,
        total,
        repeated,
    }
}

/// Reads one row.
///
/// # Errors
/// If it is no object or has no usable `job_id`. Every other field may be missing, null, of
/// another type or unreadable.
pub fn decode_operation(raw: &Value) -> Result<Operation, RowProblem> {
    let Value::Object(fields) = raw else {
        return Err(RowProblem::NotAnObject);
    };
    let job_id = text(fields.get("job_id")).ok_or(RowProblem::NoJobId)?;
    let job_id = JobId::parse(&job_id).map_err(|_| RowProblem::BadJobId)?;
    Ok(Operation {
        job_id,
        job_action: string(fields, "job_action"),
        action_describe: string(fields, "action_describe"),
        status: Status::from_wire(&string(fields, "status")),
        create_time: time(fields.get("create_time")),
        status_time: time(fields.get("status_time")),
        owner: text(fields.get("owner")).and_then(|owner| Owner::parse(&owner).ok()),
        resource_ids: ResourceId::split(&words(fields.get("resource_ids"))),
        error_codes: ErrorCodes::new(&words(fields.get("error_codes"))),
        submitter: text(fields.get("submitter")),
    })
}

/// The first characters of a body, for an error to show.
pub fn excerpt(body: &str) -> String {
    body.chars().take(EXCERPT_CHARS).collect()
}

fn string(fields: &Map<String, Value>, key: &str) -> String {
    text(fields.get(key)).unwrap_or_default()
}

/// A text, or a number or flag written out. Null, blanks and missing are all "nothing".
fn text(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A text, or a list or JSON text of a list, as words with blanks between them.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::Array(items)) => join(items),
        Some(Value::Object(object)) => Value::Object(object.clone()).to_string(),
        Some(Value::String(json)) if json.trim_start().starts_with('[') => {
            match serde_json::from_str::<Vec<Value>>(json) {
                Ok(items) => join(&items),
                Err(_) => json.trim().to_owned(),
            }
        }
        other => text(other).unwrap_or_default(),
    }
}

fn join(items: &[Value]) -> String {
    let words: Vec<String> = items
        .iter()
        .filter_map(|item| text(Some(item)).or_else(|| nested(item)))
        .collect();
    words.join(" ")
}

fn nested(item: &Value) -> Option<String> {
    (item.is_object() || item.is_array()).then(|| item.to_string())
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn whole(number: f64) -> Option<i64> {
    let text = format!("{number:.0}");
    let fits = number.fract() == 0.0 && number.abs() < 9.0e15;
    fits.then(|| text.parse().ok()).flatten()
}

fn time(value: Option<&Value>) -> TimeField {
    let Some(text) = text(value) else {
        return TimeField::Absent;
    };
    match WireTime::parse(&text) {
        Some(time) => TimeField::Known(time),
        None => TimeField::Unreadable(text),
    }
}

/// The rows: a list, nothing, a JSON text of a list, or an object keyed by anything.
fn list(value: Option<Value>) -> Option<Vec<Value>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(rows)) => Some(rows),
        Some(Value::Object(rows)) => Some(rows.into_iter().map(|(_, row)| row).collect()),
        Some(Value::String(json)) if json.trim().is_empty() => Some(Vec::new()),
        Some(Value::String(json)) => serde_json::from_str(&json).ok(),
        Some(Value::Bool(_) | Value::Number(_)) => None,
    }
}
