//! Any body of an answer is read or refused, and what was read survives being written.

#![no_main]

use chrono::DateTime;
use libfuzzer_sys::fuzz_target;
use operation_log::operation::TimeField;
use operation_log::wire::{Answer, Row, decode_answer, decode_operation, encode_operation};
use operation_log::{Elapsed, Json, Operation, WireTime};
use std::collections::BTreeSet;

fuzz_target!(|body: &str| {
    let Ok(answer) = decode_answer(body) else {
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
                &entry.raw
            }
            Row::Unreadable(unreadable) => {
                assert_eq!(
                    decode_operation(&unreadable.raw).as_ref().err(),
                    Some(&unreadable.reason)
                );
                &unreadable.raw
            }
        };
        for text in [raw.compact(), raw.pretty()] {
            assert_eq!(Json::parse(&text).as_ref(), Ok(raw), "{text}");
        }
    }
});

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
    let text = encode_operation(operation).compact();
    let read = Json::parse(&text).map(|row| decode_operation(&row));
    assert_eq!(read, Ok(Ok(as_written(operation))), "{text}");
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
