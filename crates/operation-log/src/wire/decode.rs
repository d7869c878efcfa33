//! From the API's JSON to the model.

use std::sync::Arc;

use super::{Answer, Entry, OperationPage, Refusal, Row, RowProblem, Unreadable};
use crate::characters::{trim, whole_number};
use crate::ids::{JobId, Owner, ResourceId};
use crate::json::Json;
use crate::operation::{ErrorCodes, Operation, TimeField};
use crate::status::Status;
use crate::time::WireTime;

/// How much of a body that could not be read is kept, in characters.
const EXCERPT_CHARS: usize = 300;

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
        /// Its first 300 characters.
        excerpt: String,
    },
    /// JSON, but not of the API's shape.
    WrongShape {
        /// Which part is wrong, as a JSON path such as `$.job_set`.
        path: &'static str,
        /// Its first 300 characters.
        excerpt: String,
    },
}

/// Reads the body of an answer.
///
/// # Errors
/// If the body is empty, is not JSON or has neither a `ret_code` nor a `job_set`.
pub fn decode_answer(body: &str) -> Result<Answer, DecodeError> {
    let mut body = body;
    while let Some(rest) = body.strip_prefix('\u{feff}') {
        body = rest;
    }
    let body = trim(body);
    if body.is_empty() {
        return Err(DecodeError::Empty);
    }
    let answer = Json::parse(body).map_err(|fault| DecodeError::NotJson {
        line: fault.line,
        column: fault.column,
        excerpt: excerpt(body),
    })?;
    let wrong = |path| DecodeError::WrongShape {
        path,
        excerpt: excerpt(body),
    };
    if !matches!(answer, Json::Object(_)) {
        return Err(wrong("$"));
    }
    match answer.get("ret_code") {
        // Some gateways leave the code out of a good answer.
        None | Some(Json::Null) if answer.get("job_set").is_some() => {}
        None | Some(Json::Null) => return Err(wrong("$.ret_code")),
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
        .find_map(|key| answer.get(key).and_then(integer))
        .and_then(|total| u64::try_from(total).ok());
    let rows = list(field(answer, "job_set")).ok_or_else(|| wrong("$.job_set"))?;
    Ok(Answer::Page(page(rows, total)))
}

/// A field out of an object.
fn field(object: Json, name: &str) -> Option<Json> {
    let Json::Object(fields) = object else {
        return None;
    };
    fields
        .into_iter()
        .rfind(|(known, _)| known == name)
        .map(|(_, value)| value)
}

fn page(values: Vec<Json>, total: Option<u64>) -> OperationPage {
    // In ascending order of ids, so that even a page of many thousand rows is searched quickly.
    let mut seen: Vec<Arc<Entry>> = Vec::new();
    let mut repeated = 0;
    let mut rows = Vec::with_capacity(values.len());
    for raw in values {
        match decode_operation(&raw) {
            Ok(operation) => match place_of(&operation.job_id, &seen) {
                Ok(_) => repeated += 1,
                Err(place) => {
                    let entry = Arc::new(Entry { operation, raw });
                    seen.insert(place, Arc::clone(&entry));
                    rows.push(Row::Entry(entry));
                }
            },
            Err(reason) => rows.push(Row::Unreadable(Unreadable { raw, reason })),
        }
    }
    OperationPage {
        rows,
        total,
        repeated,
    }
}

/// Where an id stands among entries, or would have to stand.
fn place_of(id: &JobId, entries: &[Arc<Entry>]) -> Result<usize, usize> {
    entries.binary_search_by(|entry| entry.operation.job_id.as_str().cmp(id.as_str()))
}

/// Reads one row.
///
/// # Errors
/// If it is no object or has no usable `job_id`. Every other field may be missing, null, of
/// another type or unreadable.
pub fn decode_operation(raw: &Json) -> Result<Operation, RowProblem> {
    if !matches!(raw, Json::Object(_)) {
        return Err(RowProblem::NotAnObject);
    }
    let job_id = text(raw.get("job_id")).ok_or(RowProblem::NoJobId)?;
    let job_id = JobId::parse(&job_id).map_err(|_| RowProblem::BadJobId)?;
    Ok(Operation {
        job_id,
        job_action: string(raw, "job_action"),
        action_describe: string(raw, "action_describe"),
        status: Status::from_wire(&string(raw, "status")),
        create_time: time(raw.get("create_time")),
        status_time: time(raw.get("status_time")),
        owner: text(raw.get("owner")).and_then(|owner| Owner::parse(&owner).ok()),
        resource_ids: ResourceId::split(&words(raw.get("resource_ids"))),
        error_codes: ErrorCodes::new(&words(raw.get("error_codes"))),
        submitter: text(raw.get("submitter")),
    })
}

/// The first characters of a body, for an error to show.
fn excerpt(body: &str) -> String {
    body.chars().take(EXCERPT_CHARS).collect()
}

fn string(row: &Json, name: &str) -> String {
    text(row.get(name)).unwrap_or_default()
}

/// A text, or a number or flag written out. Null, blanks and missing are all "nothing".
fn text(value: Option<&Json>) -> Option<String> {
    let text = match value? {
        Json::Text(text) => trim(text),
        Json::Number(number) => number,
        Json::Bool(true) => "true",
        Json::Bool(false) => "false",
        Json::Null | Json::List(_) | Json::Object(_) => return None,
    };
    (!text.is_empty()).then(|| text.to_owned())
}

/// A text, or a list or JSON text of a list, as words with blanks between them.
fn words(value: Option<&Json>) -> String {
    match value {
        Some(Json::List(items)) => join(items),
        Some(object @ Json::Object(_)) => object.compact(),
        Some(Json::Text(json)) if trim(json).starts_with('[') => match Json::parse(json) {
            Ok(Json::List(items)) => join(&items),
            _ => trim(json).to_owned(),
        },
        other => text(other).unwrap_or_default(),
    }
}

fn join(items: &[Json]) -> String {
    let mut words = String::new();
    for item in items {
        let word = match item {
            Json::List(_) | Json::Object(_) => item.compact(),
            _ => match text(Some(item)) {
                Some(word) => word,
                None => continue,
            },
        };
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(&word);
    }
    words
}

fn integer(value: &Json) -> Option<i64> {
    match value {
        Json::Number(number) => whole(number),
        Json::Text(text) => signed(trim(text)),
        _ => None,
    }
}

fn signed(text: &str) -> Option<i64> {
    match text.strip_prefix('-') {
        Some(digits) => 0i64.checked_sub_unsigned(whole_number(digits)?),
        None => 0i64.checked_add_unsigned(whole_number(text.strip_prefix('+').unwrap_or(text))?),
    }
}

/// The value of a number that is whole, however it is written: `3`, `3.0`, `0.3e1`.
fn whole(number: &str) -> Option<i64> {
    let mut digits = String::new();
    let mut noughts: i64 = 0;
    let mut is_fraction = false;
    let mut characters = number.chars();
    while let Some(character) = characters.next() {
        match character {
            '.' => is_fraction = true,
            'e' | 'E' => {
                noughts = noughts.checked_add(signed(characters.as_str())?)?;
                break;
            }
            _ => {
                digits.push(character);
                noughts -= i64::from(is_fraction);
            }
        }
    }
    if !digits.chars().any(|digit| matches!(digit, '1'..='9')) {
        return Some(0);
    }
    while noughts < 0 && digits.ends_with('0') {
        digits.pop();
        noughts += 1;
    }
    // With more, the number is beyond the type.
    while (1..20).contains(&noughts) {
        digits.push('0');
        noughts -= 1;
    }
    if noughts == 0 { signed(&digits) } else { None }
}

fn time(value: Option<&Json>) -> TimeField {
    let Some(text) = text(value) else {
        return TimeField::Absent;
    };
    match WireTime::parse(&text) {
        Some(time) => TimeField::Known(time),
        None => TimeField::Unreadable(text),
    }
}

/// The rows: a list, nothing, a JSON text of a list, or an object keyed by anything.
fn list(value: Option<Json>) -> Option<Vec<Json>> {
    match value {
        None | Some(Json::Null) => Some(Vec::new()),
        Some(Json::List(rows)) => Some(rows),
        Some(Json::Object(rows)) => Some(rows.into_iter().map(|(_, row)| row).collect()),
        Some(Json::Text(json)) if trim(&json).is_empty() => Some(Vec::new()),
        Some(Json::Text(json)) => match Json::parse(&json) {
            Ok(Json::List(rows)) => Some(rows),
            _ => None,
        },
        Some(Json::Bool(_) | Json::Number(_)) => None,
    }
}
