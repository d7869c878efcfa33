//! Rows that are made up, odd ones included, and what a plain model makes of them.

use chrono::{DateTime, Utc};
use operation_log::export::{Exporting, Format, Manifest, Part, Stopped};
use operation_log::result_set::{Field, ResultSet};
use operation_log::wire::{Answer, Row, decode_answer, decode_operation};
use operation_log::{JobId, Operation};
use proptest::prelude::*;
use serde_json::json;

/// Some time after every made row.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_650_000_000, 0).unwrap()
}

/// The JSON of a row; its id is one of few, so that some come again.
pub fn row() -> impl Strategy<Value = String> {
    let word = |words: &'static [&'static str]| prop::sample::select(words);
    let time = (0i64..5, 0u32..90).prop_map(|(kind, second)| match kind {
        0 => json!(null),
        1 => json!("soon"),
        2 => json!(format!("2022-04-06T00:01:{:02}", second % 60)),
        _ => json!(format!(
            "2022-04-06T00:{:02}:{:02}Z",
            second / 60,
            second % 60
        )),
    });
    let operation = (
        0u32..40,
        word(&["", "HpcClusterStart", "HpcClusterStop", "HpcQueueDel"]),
        word(&["pending", "successful", "failed", "failed", "working", ""]),
        (time.clone(), time),
        word(&["", "usr-a", "usr-b", "ACME\\zhang"]),
        word(&[
            "",
            "ehpc-1",
            "ehpc-1 cln-1",
            "ehpc-2 cln-1 cln-2",
            "cln-2,cln-2",
        ]),
        word(&["", "", "1400", "1400, 5000", "node cln-1400 is gone"]),
        word(&["", "nscca-hpc1", "NSCCA-hpc2"]),
    );
    let operation = operation.prop_map(
        |(id, action, status, (created, changed), owner, resources, errors, submitter)| {
            json!({
                "job_id": format!("j-{id}"), "job_action": action, "action_describe": "创建集群",
                "status": status, "create_time": created, "status_time": changed, "owner": owner,
                "resource_ids": resources, "error_codes": errors, "submitter": submitter,
            })
            .to_string()
        },
    );
    let odd = word(&["5", "{}", r#"{"job_id":"a/b"}"#, r#"{"job_id":""}"#]).prop_map(str::to_owned);
    prop_oneof![20 => operation, 1 => odd]
}

pub fn rows(most: usize) -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(row(), 0..most)
}

/// A set of these rows, each as the row of an answer.
pub fn set(rows: &[String]) -> ResultSet {
    let mut set = ResultSet::new();
    for row in rows {
        let body = format!(r#"{{"ret_code":0,"job_set":[{row}]}}"#);
        let Ok(Answer::Page(page)) = decode_answer(&body) else {
            panic!("{body}");
        };
        for row in &page.rows {
            set.push(row);
        }
    }
    set
}

/// The rows of a set by the plainest means: a list of operations, the last reading of each in the
/// place of the first. `None` could not be read.
pub fn model(rows: &[String]) -> Vec<Option<Operation>> {
    let mut model: Vec<Option<Operation>> = Vec::new();
    for row in rows {
        let read = decode_operation(row).ok();
        let is_same = |known: &&mut Option<Operation>| {
            let id = |operation: &Option<Operation>| operation.as_ref().map(|it| it.job_id.clone());
            read.is_some() && id(known) == id(&read)
        };
        match model.iter_mut().find(is_same) {
            Some(known) => *known = read,
            None => model.push(read),
        }
    }
    model
}

/// The values of a field, each once.
pub fn values(operation: Option<&Operation>, field: Field) -> Vec<String> {
    let Some(operation) = operation else {
        return Vec::new();
    };
    let one = |text: &str| vec![text.to_owned()];
    let mut values = match field {
        Field::JobId => one(operation.job_id.as_str()),
        Field::Action => one(&operation.job_action),
        Field::Describe => one(&operation.action_describe),
        Field::Status => one(operation.status.as_str()),
        Field::Owner => one(operation.owner.as_ref().map_or("", |owner| owner.as_str())),
        Field::Submitter => one(operation.submitter.as_deref().unwrap_or_default()),
        Field::Error => one(operation.error_codes.as_str()),
        Field::Resource => {
            let ids = operation.resource_ids.iter();
            ids.map(|id| id.to_string()).collect()
        }
        Field::ErrorCode => match operation.error_codes.known() {
            known if known.is_empty() => one(operation.error_codes.as_str()),
            known => known.iter().map(|known| known.code.to_string()).collect(),
        },
    };
    let mut seen = Vec::new();
    values.retain(|value| {
        !value.is_empty() && !seen.contains(value) && {
            seen.push(value.clone());
            true
        }
    });
    values
}

/// The row of an index as an operation.
pub fn operation(set: &ResultSet, row: u32) -> Option<Operation> {
    match set.row(row)?.to_row()? {
        Row::Entry(entry) => Some(entry.operation.clone()),
        Row::Unreadable(_) => None,
    }
}

pub fn id(text: &str) -> JobId {
    JobId::parse(text).unwrap()
}

/// What is said of some rows.
pub fn manifest() -> Manifest {
    let mut manifest = Manifest::new("status=failed&owner=usr-a".to_owned(), Part::Whole);
    manifest.zone = Some("jinan1a".to_owned());
    manifest.as_of = DateTime::from_timestamp(1_649_208_393, 0);
    manifest.of = Some(9_810);
    manifest.stopped = Some(Stopped::Cancelled);
    manifest
}

/// The rows of a set as a file.
pub fn file(set: &ResultSet, format: Format) -> String {
    let mut exporting = Exporting::new(set, set.rows(), format, manifest());
    let mut file = String::new();
    while let Some(part) = exporting.next_part(set) {
        file.push_str(&part);
    }
    assert_eq!(exporting.progress(), (set.len(), set.len()));
    file
}
