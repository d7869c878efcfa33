//! The log of calls.

use chrono::{DateTime, Utc};
use operation_log::conformance::Finding;

use super::purpose::Purpose;
use crate::api::{FailureKind, Params};

/// A call that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct CallRecord {
    /// Counts the calls of this tab, from 1.
    pub number: u64,
    /// What for.
    pub purpose: Purpose,
    /// The view it was made for, if for one.
    pub view: Option<u32>,
    /// What was sent.
    pub params: Params,
    /// When, by the server's clock as far as it was known when the answer came.
    pub sent: DateTime<Utc>,
    /// How long it took, in milliseconds.
    pub took: u32,
    /// What came of it.
    pub outcome: Outcome,
    /// What the rows of the answer contradict of the request.
    pub findings: Vec<Finding>,
}

/// What came of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Rows.
    Rows {
        /// How many.
        rows: usize,
        /// Of how many in all, if the server said.
        total: Option<u64>,
    },
    /// A failure.
    Failed(FailureKind),
    /// Superseded by a newer call.
    Aborted,
}
