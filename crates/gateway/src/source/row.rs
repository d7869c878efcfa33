//! What filters and answers need of a row of a log.

use chrono::{DateTime, Utc};
use operation_log::Status;

use super::filter::Needle;

/// A row of a log.
///
/// `now` is the time of the request: the status of an operation depends on it.
pub trait Row {
    /// When the operation was created. Returns `None` if the row has no readable time.
    fn created_at(&self) -> Option<DateTime<Utc>>;

    /// The row's id; empty if it has none.
    fn job_id(&self) -> &str;

    /// The zone that the row is in. Returns `None` if it is in every zone.
    fn zone(&self) -> Option<&str>;

    /// When the status changes, for good. Returns `None` if it never does.
    fn ends(&self) -> Option<DateTime<Utc>>;

    /// The status of the operation.
    fn status(&self, now: DateTime<Utc>) -> &Status;

    /// `job_action`; may be empty.
    fn job_action(&self) -> &str;

    /// `owner`; may be empty.
    fn owner(&self) -> &str;

    /// The ids of `resource_ids`, separated by single blanks; may be empty.
    fn resources(&self) -> &str;

    /// Whether a text occurs in `action_describe`.
    fn describe_has(&self, text: &Needle) -> bool;

    /// Whether a text occurs in the row's directive.
    fn directive_has(&self, text: &Needle) -> bool;

    /// Whether a keyword occurs anywhere in the row.
    fn keyword_has(&self, text: &Needle, now: DateTime<Utc>) -> bool;

    /// The row as JSON, with its directive if `verbose`.
    fn json(&self, verbose: bool, now: DateTime<Utc>) -> String;
}
