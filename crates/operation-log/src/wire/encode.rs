//! From the model to the API's JSON, for servers that speak it.

use serde_json::{Value, json};

use crate::operation::{Operation, TimeField};
use crate::time::iso;

/// The row of an operation, with every field of the documented sample.
pub fn encode_operation(operation: &Operation) -> Value {
    let resources: Vec<&str> = operation
        .resource_ids
        .iter()
        .map(|id| id.as_str())
        .collect();
    json!({
        "action_describe": operation.action_describe,
        "create_time": time(&operation.create_time),
        "error_codes": operation.error_codes.as_str(),
        "job_action": operation.job_action,
        "job_id": operation.job_id.as_str(),
        "owner": operation.owner.as_ref().map_or("", |owner| owner.as_str()),
        "resource_ids": resources.join(" "),
        "status": operation.status.as_str(),
        "status_time": time(&operation.status_time),
        "submitter": operation.submitter.as_deref().unwrap_or_default(),
        "task_count": Value::Null,
    })
}

fn time(field: &TimeField) -> Value {
    match field {
        TimeField::Absent => Value::Null,
        TimeField::Known(time) => Value::String(iso(time.instant)),
        TimeField::Unreadable(text) => Value::String(text.clone()),
    }
}
