//! The API's JSON. Reading is lenient, as the documentation contradicts itself in its types and
//! spellings; what comes out is strict.

mod decode;
mod encode;
mod integer;
pub mod lenient;
mod raw_json;
mod same_value;

pub use decode::{DecodeError, decode_answer, decode_operation};
pub use encode::OperationRow;
pub use raw_json::RawJson;
pub use same_value::{changed_fields, is_same_value};

use std::sync::Arc;

use serde::Serialize;

use crate::conformance::Finding;
use crate::ids::JobId;
use crate::operation::Operation;

/// What the server answered, once it is known to be the API's JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `ret_code` 0.
    Page(OperationPage),
    /// Any other `ret_code`.
    Refused(Refusal),
}

/// A page of the operation log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OperationPage {
    /// The rows in the server's order; no `job_id` occurs twice.
    pub rows: Vec<Row>,
    /// How many entries match in all, if the server said so.
    pub total: Option<u64>,
    /// How many rows were left out because their `job_id` stood on the page already.
    pub repeated: usize,
    /// What the rows contradict of the request; empty until that was checked.
    pub findings: Vec<Finding>,
}

/// A row of a page.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// An operation that could be read.
    Entry(Arc<Entry>),
    /// A row that could not be read; it never costs the rest of the page.
    Unreadable(Unreadable),
}

/// An operation with the JSON it was read from.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The operation.
    pub operation: Operation,
    /// Everything the server sent for it, unknown fields included.
    pub raw: RawJson,
}

/// A row that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    /// What the server sent.
    pub raw: RawJson,
    /// Why it is no operation.
    pub reason: RowProblem,
}

/// Why a row is no operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowProblem {
    /// It is not a JSON object.
    NotAnObject,
    /// It has no `job_id`.
    NoJobId,
    /// Its `job_id` cannot be an id.
    BadJobId,
}

/// The server refused the request: `{"message": "PermissionDenied, …", "ret_code": 1400}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    /// The server's words; may be empty.
    pub message: String,
    /// The code; never 0.
    pub ret_code: i64,
}

impl OperationPage {
    /// The row of an operation, if it could be read.
    pub fn entry(&self, id: &JobId) -> Option<&Arc<Entry>> {
        self.rows.iter().find_map(|row| match row {
            Row::Entry(entry) if entry.operation.job_id == *id => Some(entry),
            Row::Entry(_) | Row::Unreadable(_) => None,
        })
    }

    /// The operations that could be read.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.rows.iter().filter_map(|row| match row {
            Row::Entry(entry) => Some(&entry.operation),
            Row::Unreadable(_) => None,
        })
    }
}
