//! Reading what servers send: the documented samples, and every oddity the documentation shows.

use operation_log::operation::TimeField;
use operation_log::time::iso;
use operation_log::wire::{
    Answer, DecodeError, Entry, OperationPage, OperationRow, Refusal, Row, RowProblem,
    decode_answer, decode_operation, lenient,
};
use operation_log::{Elapsed, ErrorCodes, JobId, Operation, Owner, ResourceId, Status, WireTime};
use proptest::prelude::*;

fn page(body: &str) -> OperationPage {
    match decode_answer(body) {
        Ok(Answer::Page(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn encoded(operation: &Operation) -> String {
    serde_json::to_string(&OperationRow::from(operation)).unwrap()
}

fn entries(page: &OperationPage) -> impl Iterator<Item = &Entry> {
    page.rows.iter().filter_map(|row| match row {
        Row::Entry(entry) => Some(entry.as_ref()),
        Row::Unreadable(_) => None,
    })
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
    for (count, total) in [
        ("null", None),
        ("-3", None),
        (r#""many""#, None),
        ("3.0", Some(3)),
    ] {
        let body = format!(r#"{{"ret_code":0.0,"job_set":null,"total_count":{count}}}"#);
        assert_eq!(page(&body).total, total, "{count}");
    }
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
        let body = format!(r#"{{"ret_code":0,"job_set":[],"total_count":{number}}}"#);
        assert_eq!(page(&body).total, total, "{number}");
    }
}

#[test]
fn the_rows_may_be_null_a_text_or_an_object() {
    for body in [
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
    let entry =
        r#"{"z":1.50, "job_id":"j-1","a":[1e2,{"y":null, "x":true}],"z":2,"\u4e2d":"\ud800"}"#;
    let unreadable = r#"{"z" : -0.0, "z":12345678901234567890123}"#;
    let page = page(&format!(
        "{{\"ret_code\":0,\"job_set\":[ {entry} ,\n{unreadable}]}}"
    ));
    let [Row::Entry(read), Row::Unreadable(unread)] = page.rows.as_slice() else {
        panic!("other rows: {page:?}");
    };
    assert_eq!(read.raw.as_str(), entry);
    assert_eq!(unread.raw.as_str(), unreadable);
}

#[test]
fn of_repeated_fields_the_last_counts() {
    assert_eq!(
        only(r#"{"job_id":"j-1","owner":"a","job_id":"j-2","owner":null}"#),
        only(r#"{"job_id":"j-2"}"#)
    );
    let twice = r#"{"ret_code":1400,"job_set":5,"ret_code":0,"job_set":[{"job_id":"j-1"}]}"#;
    assert_eq!(page(twice).operations().count(), 1);
}

#[test]
fn rows_keyed_by_anything_keep_their_order_and_repeated_keys() {
    let page = page(
        r#"{"job_set":{"10":{"job_id":"j-1"},"2":{"job_id":"j-2"},"10":{"job_id":"j-3"},"\udead":7}}"#,
    );
    let ids: Vec<_> = page.operations().map(|row| row.job_id.as_str()).collect();
    assert_eq!(ids, ["j-1", "j-2", "j-3"]);
    assert_eq!(page.rows.len(), 4);
}

#[test]
fn half_a_surrogate_pair_is_a_replacement_character() {
    for (written, read) in [
        (r"\ud83d\ude00", "😀"),
        (r"\uD83D\uDE00\u0041", "😀A"),
        (r"x\ud83d", "x\u{fffd}"),
        (r"\ude00x", "\u{fffd}x"),
        (r"\ud83d\u0041", "\u{fffd}A"),
        (r"\ud83d\n移", "\u{fffd}\n移"),
        (r"\ud83d\ud83d\ude00", "\u{fffd}😀"),
    ] {
        let row = format!(
            r#"{{"job_id":"j-1","action_describe":"{written}","{written}":1,"owner":"o"}}"#
        );
        let operation = only(&row);
        assert_eq!(operation.action_describe, read, "{written}");
        assert_eq!(operation.owner, Owner::parse("o").ok(), "{written}");
    }
    let body = r#"{"\ud800":1,"ret_code":0,"job_set":[{"job_id":"j-\ud800"},{"job_id":"j-1"}]}"#;
    assert_eq!(page(body).operations().count(), 2);
    let refused = decode_answer(r#"{"ret_code":1,"message":"\udfff!"}"#);
    let message = "\u{fffd}!".to_owned();
    let ret_code = 1;
    assert_eq!(refused, Ok(Answer::Refused(Refusal { message, ret_code })));
}

#[test]
fn a_nul_or_another_control_character_is_only_read_as_an_escape() {
    let operation = only(r#"{"job_id":"j-1","action_describe":"a\u0000b"}"#);
    assert_eq!(operation.action_describe, "a\0b");
    for body in ["{\"ret_code\":0,\"x\":\"\0\"}", "\0", "{}\0"] {
        let fault = decode_answer(body);
        assert!(
            matches!(fault, Err(DecodeError::NotJson { line: 1, .. })),
            "{body:?}: {fault:?}"
        );
    }
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
        (
            r#"{ "1400": "\u6743\u9650\/", "n": [1.50] }"#,
            r#"{"1400":"权限/","n":[1.50]}"#,
            vec![1400],
        ),
        (r#""9999""#, "9999", vec![]),
        (
            r#""1400: denied on 5000""#,
            "1400: denied on 5000",
            vec![1400],
        ),
        (
            r#""node cln-1400 did not answer in 5000 ms""#,
            "node cln-1400 did not answer in 5000 ms",
            vec![],
        ),
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
fn names_and_paths_are_kept_as_they_came() {
    for owner in ["Zhang San", r"ACME\\zhang", "张三"] {
        let row = only(&format!(
            r#"{{"job_id":"j-1","owner":"{owner}","resource_ids":"/mnt/share ehpc-1"}}"#
        ));
        let kept = row.owner.expect("an owner").to_string();
        assert_eq!(kept, owner.replace(r"\\", r"\"));
        let resources: Vec<&str> = row.resource_ids.iter().map(|id| id.as_str()).collect();
        assert_eq!(resources, ["/mnt/share", "ehpc-1"]);
    }
}

#[test]
fn an_answer_without_rows_is_broken_and_one_with_no_rows_is_empty() {
    for body in [
        r#"{"ret_code":0}"#,
        r#"{"ret_code":0,"jobs":[],"total_count":0}"#,
    ] {
        assert!(
            matches!(
                decode_answer(body),
                Err(DecodeError::WrongShape {
                    path: "$.job_set",
                    ..
                })
            ),
            "{body}"
        );
    }
    assert!(page(r#"{"ret_code":0,"job_set":null}"#).rows.is_empty());
}

#[test]
fn the_end_of_all_years_is_shown_as_it_came() {
    let row =
        only(r#"{"job_id":"j-1","create_time":"9999-12-31T23:59:59Z","status_time":1649203200}"#);
    assert_eq!(
        row.create_time,
        TimeField::Unreadable("9999-12-31T23:59:59Z".into())
    );
    assert_eq!(row.status_time, TimeField::Unreadable("1649203200".into()));
}

#[test]
fn a_guessed_zone_gives_no_span_to_a_known_one() {
    let seconds = |status: &str, start: &str, end: &str| {
        let row = only(&format!(
            r#"{{"job_id":"j-1","status":"{status}","create_time":"{start}","status_time":"{end}"}}"#
        ));
        let now = chrono::DateTime::from_timestamp(1_649_203_260, 0).expect("a time");
        Elapsed::of(&row, now).map(|elapsed| elapsed.seconds)
    };
    let [zoned, zoneless] = ["2022-04-06T00:00:00Z", "2022-04-06 08:00:00"];
    assert_eq!(seconds("pending", zoned, ""), Some(60));
    assert_eq!(seconds("pending", zoneless, ""), None);
    assert_eq!(
        seconds("failed", zoneless, "2022-04-06 08:00:07"),
        Some(7),
        "whatever the zone is, both have the same"
    );
    assert_eq!(seconds("failed", zoneless, "2022-04-06T00:00:07Z"), None);
    assert_eq!(seconds("failed", zoned, "2022-04-06 08:00:07"), None);
}

#[test]
fn an_unknown_status_is_neither_running_nor_ended() {
    let row = only(
        r#"{"job_id":"j-1","status":"working","create_time":"2022-04-06T00:00:00Z","status_time":"2022-04-06T00:00:02Z"}"#,
    );
    assert_eq!(Elapsed::of(&row, chrono::DateTime::UNIX_EPOCH), None);
    assert!(!row.status.is_final());
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
        r#"{"ret_code":0,"job_set":[["j-0","A"],{"x":1},{"job_id":"a/b"},{"job_id":"j-1","new_field":[1]},{"job_id":"j-1"}]}"#,
    );
    let reasons: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Unreadable(unreadable) => Some(unreadable.reason.clone()),
            Row::Entry(_) => None,
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
        ("\"<html>\"", "$"),
        (r#"[0,"",1,1,[{"job_id":"j-1"}]]"#, "$"),
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
fn a_field_of_another_type_costs_only_itself() {
    #[derive(Debug, Default, PartialEq, Eq, serde::Deserialize)]
    #[serde(default)]
    struct Fields {
        #[serde(deserialize_with = "lenient::string_or_empty")]
        string: String,
        #[serde(deserialize_with = "lenient::string_or_json")]
        text: String,
    }
    for (json, string, text) in [
        (r#"{"string":" a\ud800","text":"b"}"#, " a\u{fffd}", "b"),
        (r#"{"string":null,"text":null}"#, "", ""),
        (
            r#"{"string":{"a":[1]},"text":{ "a": [1.50] }}"#,
            "",
            r#"{"a":[1.50]}"#,
        ),
        (r#"{"string":7,"text":-0.0,"x":[]}"#, "", "-0.0"),
        (r#"{"string":"a","string":"b"}"#, "b", ""),
        ("{}", "", ""),
    ] {
        let (string, text) = (string.to_owned(), text.to_owned());
        assert_eq!(
            lenient::object::<Fields>(json).unwrap(),
            Fields { string, text },
            "{json}"
        );
    }
    for json in ["", "null", "7", r#"["a","b"]"#, r#"{"string":"a""#, "{} x"] {
        assert!(lenient::object::<Fields>(json).is_err(), "{json}");
    }
}

#[test]
fn a_fault_is_placed_by_line_and_character() {
    for (body, place) in [
        ("<html>", (1, 1)),
        ("nul", (1, 4)),
        ("{\"a\":1,}", (1, 8)),
        ("{a:1}", (1, 2)),
        ("[\n\"错误\", 错]", (2, 7)),
        ("\u{feff}\n {\"a\":\n\"错\" \"", (2, 5)),
        ("{\"ret_code\":0} x", (1, 16)),
        ("{\"a\":\"\\x\"}", (1, 8)),
    ] {
        match decode_answer(body) {
            Err(DecodeError::NotJson { line, column, .. }) => {
                assert_eq!((line, column), place, "{body:?}");
            }
            other => panic!("{body:?}: {other:?}"),
        }
    }
}

#[test]
fn deep_nesting_costs_at_most_its_row_and_does_not_overflow() {
    const DEPTH: usize = 100_000;
    let deep = ["[".repeat(DEPTH), "]".repeat(DEPTH)].concat();
    let fields = [r#"{"a":"#.repeat(DEPTH), "1".into(), "}".repeat(DEPTH)].concat();
    let body = format!(
        r#"{{"extra":{deep},"ret_code":0,"job_set":[{{"job_id":"j-1","x":{fields}}},{deep},{{"job_id":"j-2","resource_ids":{deep},"error_codes":[{fields}]}},{{"job_id":{deep}}}]}}"#
    );
    let page = page(&body);
    assert_eq!(page.operations().count(), 2);
    let reasons: Vec<_> = page
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Unreadable(unreadable) => Some(&unreadable.reason),
            Row::Entry(_) => None,
        })
        .collect();
    assert_eq!(reasons, [&RowProblem::NotAnObject, &RowProblem::NoJobId]);
    for entry in entries(&page) {
        assert!(entry.raw.pretty().len() < 2 * entry.raw.as_str().len() + 10_000);
    }
    assert!(decode_answer(&"[".repeat(DEPTH)).is_err());
    assert!(decode_answer(&r#"{"a":"#.repeat(DEPTH)).is_err());
    assert!(matches!(
        decode_answer(&deep),
        Err(DecodeError::WrongShape { path: "$", .. })
    ));
}

#[test]
fn an_operation_is_written_as_the_documentation_shows() {
    let body = include_str!("samples/list.json");
    let read = page(body);
    let sample: serde_json::Value = serde_json::from_str(body).unwrap();
    let written: Vec<serde_json::Value> = read
        .operations()
        .map(|operation| serde_json::from_str(&encoded(operation)).unwrap())
        .collect();
    assert_eq!(sample["job_set"], serde_json::Value::Array(written));
    let raw: Vec<_> = entries(&read).map(|entry| entry.raw.pretty()).collect();
    let pretty = serde_json::to_string_pretty(&sample["job_set"][0]).unwrap();
    assert_eq!(raw, [pretty]);
}

/// JSON with whatever the API is known to put into its fields, and more.
fn odd_json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        prop::sample::select(vec![
            "null",
            "true",
            "\"\"",
            "\" \"",
            "0",
            "-3.0e0",
            "1e400",
            "\"\\ud800\"",
            "\"[1]\"",
            "\"[\"",
            "\"{}\"",
            "\"2022-4-6T09：26：33\"",
            "\"ehpc-1 cln-2\"",
            "\"\\u0000\"",
            "\"pending\"",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}".prop_map(|text| serde_json::to_string(&text).unwrap()),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let key = prop::sample::select(vec![
            "job_id",
            "owner",
            "resource_ids",
            "error_codes",
            "create_time",
            "status",
            "ret_code",
            "job_set",
            "total_count",
            "message",
            "\\ud800",
            "x",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4)
                .prop_map(|items| format!("[{}]", items.join(" ,"))),
            prop::collection::vec((key, inner), 0..6).prop_map(|fields| {
                let fields: Vec<_> = fields
                    .iter()
                    .map(|(key, value)| format!("\"{key}\": {value}"))
                    .collect();
                format!("{{{}}}", fields.join(","))
            }),
        ]
    })
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
        prop_assert_eq!(decode_operation(&encoded(&operation)), Ok(operation));
    }

    #[test]
    fn any_body_is_read_or_refused_without_a_panic(body in "\\PC*") {
        let _ = decode_answer(&body);
    }

    #[test]
    fn rows_of_any_json_are_all_kept_and_each_as_it_was(
        rows in prop::collection::vec(odd_json(), 0..5),
        ret_code in prop_oneof![Just("0"), Just("null"), Just("\"0\"")],
    ) {
        let body = format!("{{\"ret_code\":{ret_code},\"job_set\":[{}]}}", rows.join("\n, "));
        let page = page(&body);
        prop_assert_eq!(page.rows.len() + page.repeated, rows.len());
        for row in &page.rows {
            let raw = match row {
                Row::Entry(entry) => &entry.raw,
                Row::Unreadable(unreadable) => &unreadable.raw,
            };
            prop_assert!(rows.iter().any(|row| row == raw.as_str()), "{}", raw);
        }
    }

    #[test]
    fn any_json_is_an_answer_or_of_the_wrong_shape(body in odd_json()) {
        if let Err(error) = decode_answer(&body) {
            prop_assert!(matches!(error, DecodeError::WrongShape { .. }), "{body}: {error:?}");
        }
    }

    #[test]
    fn any_cut_of_an_answer_is_refused_without_a_panic(end in 0usize..600) {
        let body = include_str!("samples/list.json");
        let cut: String = body.chars().take(end).collect();
        let _ = decode_answer(&cut);
    }
}
