use std::collections::BTreeSet;

use chrono::DateTime;
use operation_log::operation::TimeField;
use operation_log::wire::{self, Answer, OperationRow, RawJson, Row, decode_operation};
use operation_log::{Elapsed, Operation, WireTime};
use serde_json::value::RawValue;

/// Any body of an answer is read or refused, and what was read survives being written.
pub fn decode_answer(body: &str) {
    let Ok(answer) = wire::decode_answer(body) else {
        return;
    };
    let page = match answer {
        Answer::Page(page) => page,
        Answer::Refused(refusal) => {
            assert_ne!(refusal.ret_code, 0);
            return;
        }
    };
    let mut seen = BTreeSet::new();
    for row in &page.rows {
        let raw = match row {
            Row::Entry(entry) => {
                let id = entry.operation.job_id.as_str();
                assert!(seen.insert(id.to_owned()), "{id} stands there twice");
                check_operation(&entry.operation);
                let read = decode_operation(entry.raw.as_str());
                assert_eq!(read.as_ref(), Ok(&entry.operation));
                &entry.raw
            }
            Row::Unreadable(unreadable) => {
                assert_eq!(
                    decode_operation(unreadable.raw.as_str()).as_ref().err(),
                    Some(&unreadable.reason)
                );
                &unreadable.raw
            }
        };
        check_raw(raw);
    }
}

/// The raw view says the same as the row, and nothing changes when it is laid out again.
fn check_raw(raw: &RawJson) {
    let pretty = raw.pretty();
    let laid_out = serde_json::from_str::<&RawValue>(&pretty).map(RawJson::from);
    assert!(
        laid_out.is_ok_and(|laid_out| laid_out.pretty() == pretty),
        "{pretty}"
    );
    assert_eq!(decode_operation(&pretty), decode_operation(raw.as_str()));
    let without_blanks = |text: &str| text.replace([' ', '\t', '\n', '\r'], "");
    assert_eq!(without_blanks(&pretty), without_blanks(raw.as_str()));
}

fn check_operation(operation: &Operation) {
    let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap_or_default();
    let _ = Elapsed::of(operation, now);
    let _ = operation.cluster();
    let _ = operation.error_codes.known();

    // A text that looks like a list is read as one, so it loses a layer each time.
    let is_list = |text: &str| text.starts_with('[');
    let resources = operation.resource_ids.first();
    if resources.is_some_and(|id| is_list(id.as_str())) || is_list(operation.error_codes.as_str()) {
        return;
    }
    let written = serde_json::to_string(&OperationRow::from(operation));
    let read = written.as_deref().map(decode_operation);
    assert!(
        read.is_ok_and(|read| read == Ok(as_written(operation))),
        "{written:?}"
    );
}

/// The operation as it is once its times name their zone.
fn as_written(operation: &Operation) -> Operation {
    let certain = |field: &TimeField| {
        let instant = field.instant();
        instant.map_or(field.clone(), |instant| {
            TimeField::Known(WireTime::utc(instant))
        })
    };
    Operation {
        create_time: certain(&operation.create_time),
        status_time: certain(&operation.status_time),
        ..operation.clone()
    }
}
