//! A row of a log as filters and answers see it.

use chrono::{DateTime, Utc};
use operation_log::Status;

use super::filter::Needle;

/// A row of a log.
///
/// `now` is the moment a question is asked at: what runs has another status once it is done.
pub trait Row {
    /// When the operation was created; none if the row does not say so in a way that can be read.
    fn created_at(&self) -> Option<DateTime<Utc>>;

    /// The row's id; empty if it has none.
    fn job_id(&self) -> &str;

    /// Whether the row belongs to a zone.
    fn is_in_zone(&self, zone: &str) -> bool;

    /// The state the operation is in.
    fn status(&self, now: DateTime<Utc>) -> &Status;

    /// `job_action`; may be empty.
    fn job_action(&self) -> &str;

    /// `owner`; may be empty.
    fn owner(&self) -> &str;

    /// The ids of `resource_ids`, with single blanks between; may be empty.
    fn resources(&self) -> &str;

    /// Whether a text occurs in `action_describe`.
    fn describe_has(&self, text: &Needle) -> bool;

    /// Whether a text occurs in the row's directive.
    fn directive_has(&self, text: &Needle) -> bool;

    /// Whether a keyword occurs anywhere in the row.
    fn keyword_has(&self, text: &Needle, now: DateTime<Utc>) -> bool;

    /// The row as JSON, with its directive if that is asked for.
    fn json(&self, verbose: bool, now: DateTime<Utc>) -> String;
}
