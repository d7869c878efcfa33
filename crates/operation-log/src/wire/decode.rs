//! From the API's JSON to the model.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::Datelike;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::lenient::{self, Integer, Items, Text, Words};
use super::{Answer, Entry, OperationPage, Refusal, Row, RowProblem, Unreadable};
use crate::characters::trim;
use crate::ids::{JobId, Owner, ResourceId};
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
        /// Column of the first fault, in characters from 1; behind the last one if the text is cut.
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

/// Body of `GET /api/operation`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireAnswer<'a> {
    #[serde(borrow)]
    ret_code: Option<&'a RawValue>,
    message: Text,
    total_count: Integer,
    total_sum: Integer,
    #[serde(borrow, deserialize_with = "lenient::present")]
    job_set: Option<&'a RawValue>,
}

/// An item of `job_set`.
#[derive(Default, Deserialize)]
#[serde(default)]
struct WireRow {
    job_id: Text,
    job_action: Text,
    action_describe: Text,
    status: Text,
    create_time: Text,
    status_time: Text,
    owner: Text,
    resource_ids: Words,
    error_codes: Words,
    submitter: Text,
}

/// Reads the body of an answer. Rows stay text until each is read on its own, so that one bad row
/// costs only itself.
///
/// # Errors
/// If the body is empty, is not JSON or has neither a `ret_code` nor a `job_set`.
pub fn decode_answer(body: &str) -> Result<Answer, DecodeError> {
    let body = trim(body.trim_start_matches('\u{feff}'));
    if body.is_empty() {
        return Err(DecodeError::Empty);
    }
    let wrong = |path| DecodeError::WrongShape {
        path,
        excerpt: excerpt(body),
    };
    let answer: WireAnswer<'_> = lenient::object(body).map_err(|_| {
        // The first fault may be that it is no object, and there may be others behind it.
        match serde_json::from_str::<IgnoredAny>(body) {
            Ok(_) => wrong("$"),
            Err(fault) => not_json(body, &fault),
        }
    })?;
    let ret_code = match (answer.ret_code, answer.job_set) {
        (Some(code), _) => {
            let Integer(code) = Integer::read(code.get());
            code.ok_or_else(|| wrong("$.ret_code"))?
        }
        // Some gateways leave the code out of a good answer.
        (None, Some(_)) => 0,
        (None, None) => return Err(wrong("$.ret_code")),
    };
    if ret_code != 0 {
        return Ok(Answer::Refused(Refusal {
            message: answer.message.0.unwrap_or_default(),
            ret_code,
        }));
    }
    // The text of the documentation calls it `total_sum`, every sample `total_count`.
    let total = answer.total_count.0.or(answer.total_sum.0);
    let total = total.and_then(|total| u64::try_from(total).ok());
    answer
        .job_set
        .and_then(|job_set| page(job_set, total))
        .map(Answer::Page)
        .ok_or_else(|| wrong("$.job_set"))
}

fn not_json(body: &str, fault: &serde_json::Error) -> DecodeError {
    // serde_json counts bytes, and stops at the last one of a text that is cut.
    let line = body.split('\n').nth(fault.line().saturating_sub(1));
    let before = line.unwrap_or_default().char_indices();
    let column = before.take_while(|(at, _)| *at < fault.column()).count();
    DecodeError::NotJson {
        line: fault.line(),
        column: column.max(1) + usize::from(fault.is_eof()),
        excerpt: excerpt(body),
    }
}

/// The first characters of a body, for an error to show.
fn excerpt(body: &str) -> String {
    body.chars().take(EXCERPT_CHARS).collect()
}

/// The rows of a list, of nothing, of the JSON of a list in a string, or of an object keyed by
/// anything. Returns `None` if there are none in it.
fn page(job_set: &RawValue, total: Option<u64>) -> Option<OperationPage> {
    let json = job_set.get();
    if !json.starts_with('"') {
        return page_of(json, total);
    }
    let text = lenient::string(json);
    match trim(&text).chars().next() {
        None => page_of("null", total),
        Some('[') => page_of(&text, total),
        Some(_) => None,
    }
}

fn page_of(list: &str, total: Option<u64>) -> Option<OperationPage> {
    let Items(items) = serde_json::from_str(list).ok()?;
    let mut seen = BTreeSet::new();
    let mut repeated = 0;
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let row = match decode_operation(item.get()) {
            Ok(operation) if !seen.insert(operation.job_id.clone()) => {
                repeated += 1;
                continue;
            }
            Ok(operation) => Row::Entry(Arc::new(Entry {
                operation,
                raw: item.into(),
            })),
            Err(reason) => Row::Unreadable(Unreadable {
                raw: item.into(),
                reason,
            }),
        };
        rows.push(row);
    }
    Some(OperationPage {
        rows,
        total,
        repeated,
        findings: Vec::new(),
    })
}

/// Reads the JSON of one row.
///
/// # Errors
/// If it is no object or has no usable `job_id`. Every other field may be missing, null, of
/// another type or unreadable.
pub fn decode_operation(row: &str) -> Result<Operation, RowProblem> {
    let row: WireRow = lenient::object(row).map_err(|_| RowProblem::NotAnObject)?;
    let job_id = row.job_id.0.ok_or(RowProblem::NoJobId)?;
    let job_id = JobId::parse(&job_id).map_err(|_| RowProblem::BadJobId)?;
    Ok(Operation {
        job_id,
        job_action: row.job_action.0.unwrap_or_default(),
        action_describe: row.action_describe.0.unwrap_or_default(),
        status: Status::from_wire(row.status.0.as_deref().unwrap_or_default()),
        create_time: time(row.create_time),
        status_time: time(row.status_time),
        owner: row.owner.0.and_then(|owner| Owner::as_sent(&owner)),
        resource_ids: ResourceId::split(&row.resource_ids.0),
        error_codes: ErrorCodes::new(&row.error_codes.0),
        submitter: row.submitter.0,
    })
}

fn time(field: Text) -> TimeField {
    let Text(Some(text)) = field else {
        return TimeField::Absent;
    };
    match WireTime::parse(&text) {
        // The last year that can be written stands for "never".
        Some(time) if time.instant.year() < 9999 => TimeField::Known(time),
        _ => TimeField::Unreadable(text),
    }
}
