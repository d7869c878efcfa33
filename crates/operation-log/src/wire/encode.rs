//! From the model to the API's JSON, for servers that speak it.

use crate::json::Json;
use crate::operation::{Operation, TimeField};
use crate::time::iso;

/// The row of an operation, with every field of the documented sample, in its order.
pub fn encode_operation(operation: &Operation) -> Json {
    let resources: Vec<&str> = operation
        .resource_ids
        .iter()
        .map(|id| id.as_str())
        .collect();
    let owner = operation.owner.as_ref().map_or("", |owner| owner.as_str());
    let fields = [
        ("action_describe", text(&operation.action_describe)),
        ("create_time", time(&operation.create_time)),
        ("error_codes", text(operation.error_codes.as_str())),
        ("job_action", text(&operation.job_action)),
        ("job_id", text(operation.job_id.as_str())),
        ("owner", text(owner)),
        ("resource_ids", text(&resources.join(" "))),
        ("status", text(operation.status.as_str())),
        ("status_time", time(&operation.status_time)),
        (
            "submitter",
            text(operation.submitter.as_deref().unwrap_or_default()),
        ),
        ("task_count", Json::Null),
    ];
    Json::Object(
        fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn time(field: &TimeField) -> Json {
    match field {
        TimeField::Absent => Json::Null,
        TimeField::Known(time) => Json::Text(iso(time.instant)),
        TimeField::Unreadable(text) => Json::Text(text.clone()),
    }
}
