//! From the model to the API's JSON, for servers that speak it.

use std::borrow::Cow;

use serde::Serialize;

use crate::operation::{Operation, TimeField};
use crate::time::iso;

/// An item of `job_set` with every field of the documented sample, in its order. A server that
/// spells something in another way changes the field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OperationRow<'a> {
    /// `action_describe`
    pub action_describe: &'a str,
    /// `create_time`; null if there is none.
    pub create_time: Option<Cow<'a, str>>,
    /// `error_codes`; empty if nothing went wrong.
    pub error_codes: &'a str,
    /// `job_action`
    pub job_action: &'a str,
    /// `job_id`
    pub job_id: &'a str,
    /// `owner`; empty if there is none.
    pub owner: &'a str,
    /// `resource_ids`, with blanks between them.
    pub resource_ids: String,
    /// `status`
    pub status: &'a str,
    /// `status_time`; null if there is none.
    pub status_time: Option<Cow<'a, str>>,
    /// `submitter`; left out if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub submitter: Option<&'a str>,
    /// `task_count`
    pub task_count: Option<u64>,
    /// `directive`, which only some answers have; left out if `None`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub directive: Option<String>,
}

impl<'a> From<&'a Operation> for OperationRow<'a> {
    fn from(operation: &'a Operation) -> Self {
        let resources: Vec<&str> = operation
            .resource_ids
            .iter()
            .map(|id| id.as_str())
            .collect();
        Self {
            action_describe: &operation.action_describe,
            create_time: time(&operation.create_time),
            error_codes: operation.error_codes.as_str(),
            job_action: &operation.job_action,
            job_id: operation.job_id.as_str(),
            owner: operation.owner.as_ref().map_or("", |owner| owner.as_str()),
            resource_ids: resources.join(" "),
            status: operation.status.as_str(),
            status_time: time(&operation.status_time),
            submitter: Some(operation.submitter.as_deref().unwrap_or_default()),
            task_count: None,
            directive: None,
        }
    }
}

fn time(field: &TimeField) -> Option<Cow<'_, str>> {
    match field {
        TimeField::Absent => None,
        TimeField::Known(time) => Some(Cow::Owned(iso(time.instant))),
        TimeField::Unreadable(text) => Some(Cow::Borrowed(text)),
    }
}
