//! Reading what servers send: the documented samples, and every oddity the documentation shows.

use operation_log::operation::TimeField;
use operation_log::time::iso;
use operation_log::wire::{
    Answer, DecodeError, OperationPage, Row, RowProblem, decode_answer, decode_operation,
    encode_operation,
};
use operation_log::{ErrorCodes, JobId, Json, Operation, Owner, ResourceId, Status, WireTime};
use proptest::prelude::*;

fn page(body: &str) -> OperationPage {
    match decode_answer(body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn only(fields: &str) -> Operation {
    let body = format!(r#"{{"ret_code":0,"job_set":[{fields}]}}"#);
    let page = page(&body);
    let operation = page.operations().next().cloned();
    operation.unwrap_or_else(|| panic!("no operation: {page:?}"))
}

#[test]
fn the_documented_list_is_read() {
    let page = page(include_str!("samples/list.json"));
    assert_eq!(
        (page.total, page.repeated, page.rows.len()),
        (Some(1), 0, 1)
    );
    let operation = page.operations().next().unwrap();
    assert_eq!(operation.job_id.as_str(), "j-8ajjp28fps8");
    assert_eq!(operation.job_action, "HpcQueueRemoveEhpcQueueNodes");
    assert_eq!(operation.action_describe, "从队列移除节点");
    assert_eq!(operation.status, Status::Successful);
    assert_eq!(
        operation.create_time.instant().map(iso).as_deref(),
        Some("2022-04-06T01:26:33Z")
    );
    assert_eq!(operation.resource_ids.len(), 3);
    assert!(operation.error_codes.is_empty());
    assert_eq!(operation.submitter.as_deref(), Some("nscca-hpc1"));
}

#[test]
fn the_documented_error_is_read() {
    let Ok(Answer::Refused(refusal)) = decode_answer(include_str!("samples/error.json")) else {
        panic!("not refused");
    };
    assert_eq!(refusal.ret_code, 1400);
    assert!(refusal.message.starts_with("PermissionDenied"));
}

#[test]
fn the_total_has_two_names_and_two_types() {
    assert_eq!(
        page(r#"{"ret_code":0,"job_set":[],"total_sum":7}"#).total,
        Some(7)
    );
    assert_eq!(
        page(r#"{"ret_code":"0","job_set":[],"total_count":"12"}"#).total,
        Some(12)
    );
    assert_eq!(page(r#"{"ret_code":0,"total_count":null}"#).total, None);
    assert_eq!(page(r#"{"ret_code":0,"total_count":-3}"#).total, None);
    assert_eq!(page(r#"{"ret_code":0.0,"total_count":3.0}"#).total, Some(3));
}

#[test]
fn a_whole_number_may_be_written_in_any_way() {
    for (number, total) in [
        ("3", Some(3)),
        ("3.0", Some(3)),
        ("3.000e0", Some(3)),
        ("0.3e1", Some(3)),
        ("300E-2", Some(3)),
        ("1e+3", Some(1000)),
        ("0.00000000000000000000000001e28", Some(100)),
        ("9007199254740993", Some(9_007_199_254_740_993)),
        ("-0", Some(0)),
        ("0.00e-9", Some(0)),
        ("0e99999999999", Some(0)),
        ("3.5", None),
        ("35e-1", None),
        ("1e19", None),
        ("1e99999999999999999999", None),
        ("1.5e-9223372036854775808", None),
        ("-3.0", None),
    ] {
        let body = format!(r#"{{"ret_code":0,"total_count":{number}}}"#);
        assert_eq!(page(&body).total, total, "{number}");
    }
}

#[test]
fn the_rows_may_be_null_a_text_or_an_object() {
    for body in [
        r#"{"ret_code":0}"#,
        r#"{"ret_code":0,"job_set":null}"#,
        r#"{"ret_code":0,"job_set":""}"#,
        r#"{"job_set":[]}"#,
    ] {
        assert!(page(body).rows.is_empty(), "{body}");
    }
    for body in [
        r#"{"ret_code":0,"job_set":"[{\"job_id\":\"j-1\"}]"}"#,
        r#"{"ret_code":0,"job_set":{"0":{"job_id":"j-1"}}}"#,
    ] {
        assert_eq!(page(body).operations().count(), 1, "{body}");
    }
}

#[test]
fn ids_may_be_numbers() {
    assert_eq!(only(r#"{"job_id":19453}"#).job_id.as_str(), "19453");
}

#[test]
fn a_number_as_an_id_is_not_rounded() {
    let id = "12345678901234567890123";
    assert_eq!(only(&format!(r#"{{"job_id":{id}}}"#)).job_id.as_str(), id);
}

#[test]
fn what_the_server_sent_is_kept_as_it_is() {
    let row = r#"{"z":1.50,"job_id":"j-1","a":[1e2,{"y":null,"x":true}],"z":2}"#;
    let page = page(&format!(r#"{{"ret_code":0,"job_set":[{row}]}}"#));
    let [Row::Entry(entry)] = page.rows.as_slice() else {
        panic!("no entry: {page:?}");
    };
    assert_eq!(entry.raw.to_string(), row);
}

#[test]
fn null_blank_and_missing_all_mean_nothing() {
    for fields in [
        r#"{"job_id":"j-1"}"#,
        r#"{"job_id":"j-1","owner":null,"submitter":null,"error_codes":null,"create_time":null,"resource_ids":null}"#,
        r#"{"job_id":"j-1","owner":" ","submitter":"","error_codes":" ","create_time":"","resource_ids":"  "}"#,
    ] {
        let operation = only(fields);
        assert_eq!(operation.owner, None, "{fields}");
        assert_eq!(operation.submitter, None, "{fields}");
        assert!(operation.error_codes.is_empty(), "{fields}");
        assert_eq!(operation.create_time, TimeField::Absent, "{fields}");
        assert!(operation.resource_ids.is_empty(), "{fields}");
    }
}

#[test]
fn an_unreadable_time_keeps_the_row_and_its_text() {
    let operation =
        only(r#"{"job_id":"j-1","create_time":"soon","status_time":"2022-4-6T09：26：33"}"#);
    assert_eq!(operation.create_time, TimeField::Unreadable("soon".into()));
    let TimeField::Known(time) = operation.status_time else {
        panic!("not read");
    };
    assert!(time.assumed_utc8);
    assert_eq!(iso(time.instant), "2022-04-06T01:26:33Z");
}

#[test]
fn error_codes_may_be_text_number_list_or_json_in_text() {
    for (value, text, codes) in [
        (r#""1400""#, "1400", vec![1400]),
        ("5200", "5200", vec![5200]),
        (
            r#"["1400", 5200, 1400]"#,
            "1400 5200 1400",
            vec![1400, 5200],
        ),
        (r#""[1400]""#, "1400", vec![1400]),
        (
            r#""PermissionDenied, [ehpc-1] (1400)""#,
            "PermissionDenied, [ehpc-1] (1400)",
            vec![1400],
        ),
        (r#""9999""#, "9999", vec![]),
    ] {
        let operation = only(&format!(r#"{{"job_id":"j-1","error_codes":{value}}}"#));
        assert_eq!(operation.error_codes.as_str(), text);
        let known: Vec<u32> = operation
            .error_codes
            .known()
            .iter()
            .map(|code| code.code)
            .collect();
        assert_eq!(known, codes, "{value}");
    }
}

#[test]
fn resource_ids_may_be_a_list() {
    let operation = only(r#"{"job_id":"j-1","resource_ids":["ehpc-1","cln-2"]}"#);
    assert_eq!(operation.resource_ids.len(), 2);
}

#[test]
fn an_unknown_status_is_kept() {
    assert_eq!(
        only(r#"{"job_id":"j-1","status":"working"}"#).status,
        Status::Other("working".into())
    );
}

#[test]
fn a_bad_row_never_costs_the_page() {
    let page = page(
        r#"{"ret_code":0,"job_set":[1,{"x":1},{"job_id":"a/b"},{"job_id":"j-1","new_field":[1]},{"job_id":"j-1"}]}"#,
    );
    let reasons: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Unreadable(unreadable) => Some(unreadable.reason.clone()),
            Row::Entry(entry) => {
                let kept = Json::List(vec![Json::Number("1".into())]);
                assert_eq!(entry.raw.get("new_field"), Some(&kept));
                None
            }
        })
        .collect();
    assert_eq!(
        reasons,
        [
            RowProblem::NotAnObject,
            RowProblem::NoJobId,
            RowProblem::BadJobId
        ]
    );
    assert_eq!((page.operations().count(), page.repeated), (1, 1));
}

#[test]
fn of_rows_with_one_id_the_first_is_kept_in_its_place() {
    let rows: Vec<String> = (0..5_000)
        .map(|row| {
            format!(
                r#"{{"job_id":"j-{}","owner":"o{row}"}}"#,
                row * 7919 % 2_500
            )
        })
        .collect();
    let body = format!(r#"{{"ret_code":0,"job_set":[{}]}}"#, rows.join(","));
    let page = page(&body);
    assert_eq!((page.rows.len(), page.repeated), (2_500, 2_500));
    for (row, operation) in page.operations().enumerate() {
        let id = format!("j-{}", row * 7919 % 2_500);
        assert_eq!(operation.job_id.as_str(), id);
        let owner = operation.owner.as_ref().map(Owner::as_str);
        assert_eq!(owner, Some(format!("o{row}").as_str()));
    }
}

#[test]
fn what_is_not_an_answer_is_named() {
    assert_eq!(decode_answer("\u{feff} "), Err(DecodeError::Empty));
    assert!(matches!(
        decode_answer("<html>Bad gateway</html>"),
        Err(DecodeError::NotJson {
            line: 1,
            column: 1,
            ..
        })
    ));
    assert!(matches!(
        decode_answer("{\"ret_code\":0,\n\"job_set\":[{\"job_"),
        Err(DecodeError::NotJson { line: 2, .. })
    ));
    for (body, place) in [
        ("[]", "$"),
        ("{}", "$.ret_code"),
        (r#"{"ret_code":[]}"#, "$.ret_code"),
        (r#"{"ret_code":0,"job_set":5}"#, "$.job_set"),
        (r#"{"ret_code":0,"job_set":"{"}"#, "$.job_set"),
    ] {
        assert!(
            matches!(decode_answer(body), Err(DecodeError::WrongShape { path, .. }) if path == place),
            "{body}"
        );
    }
    let Err(DecodeError::NotJson { excerpt, .. }) = decode_answer(&"错".repeat(1000)) else {
        panic!("read");
    };
    assert_eq!(excerpt.chars().count(), 300);
}

#[test]
fn deep_nesting_is_refused_and_does_not_overflow() {
    assert!(decode_answer(&"[".repeat(100_000)).is_err());
}

fn operation() -> impl Strategy<Value = Operation> {
    let time = prop_oneof![
        Just(TimeField::Absent),
        (0i64..4_000_000_000).prop_map(|seconds| {
            let instant = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
            TimeField::Known(WireTime::utc(instant))
        }),
        "[a-z]{1,8}".prop_map(TimeField::Unreadable),
    ];
    let status = prop_oneof!["pending", "successful", "failed", "[a-z]{0,8}"];
    (
        (
            "[a-z0-9-]{1,20}",
            "[A-Za-z]{0,20}",
            "[^\\p{Cc}\\s]{0,12}",
            status,
        ),
        (time.clone(), time),
        (
            prop::option::of("usr-[A-Za-z0-9]{8}"),
            prop::collection::vec("[a-z]{2,5}-[a-z0-9]{8}", 0..4),
            "[A-Za-z0-9,]{0,20}",
            prop::option::of("[a-z0-9-]{1,12}"),
        ),
    )
        .prop_map(
            |(
                (id, action, describe, status),
                (created, changed),
                (owner, resources, errors, submitter),
            )| {
                Operation {
                    job_id: JobId::parse(&id).unwrap(),
                    job_action: action,
                    action_describe: describe,
                    status: Status::from_wire(&status),
                    create_time: created,
                    status_time: changed,
                    owner: owner.map(|owner| Owner::parse(&owner).unwrap()),
                    resource_ids: resources
                        .iter()
                        .map(|id| ResourceId::parse(id).unwrap())
                        .collect(),
                    error_codes: ErrorCodes::new(&errors),
                    submitter,
                }
            },
        )
}

proptest! {
    #[test]
    fn an_operation_survives_the_wire(operation in operation()) {
        prop_assert_eq!(decode_operation(&encode_operation(&operation)), Ok(operation));
    }

    #[test]
    fn any_body_is_read_or_refused_without_a_panic(body in "\\PC*") {
        let _ = decode_answer(&body);
    }

    #[test]
    fn any_cut_of_an_answer_is_refused_without_a_panic(end in 0usize..600) {
        let body = include_str!("samples/list.json");
        let cut: String = body.chars().take(end).collect();
        let _ = decode_answer(&cut);
    }
}
