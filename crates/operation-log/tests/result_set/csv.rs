//! CSV, read with the `csv` crate.

use ::csv::ReaderBuilder;
use operation_log::ResultSet;
use operation_log::export::{CsvOptions, Format, is_formula};
use operation_log::operation::TimeField;
use operation_log::time::iso;
use proptest::prelude::*;

use crate::made::{file, model, rows, set};

const PLAIN: CsvOptions = CsvOptions {
    has_bom: false,
    neutralises_formulas: false,
    has_manifest: false,
};

/// The lines of a table, the header first.
fn read(file: &str) -> Vec<Vec<String>> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .from_reader(file.as_bytes());
    let record = |record: Result<::csv::StringRecord, _>| {
        let record: ::csv::StringRecord = record.expect("lines of one length");
        record.iter().map(str::to_owned).collect()
    };
    reader.records().map(record).collect()
}

fn csv(set: &ResultSet, options: CsvOptions) -> Vec<Vec<String>> {
    read(&file(set, Format::Csv(options)))
}

fn one(row: &str) -> ResultSet {
    set(&[row.to_owned()])
}

#[test]
fn a_table_has_the_fields_by_the_names_of_the_api() {
    let set = one(
        r#"{"job_id":"j-1","job_action":"Stop","action_describe":"关闭, \"集群\"","status":"failed","create_time":"2022-04-06T01:26:33Z","status_time":"2022-04-06T01:26:40Z","owner":"usr-a","resource_ids":"ehpc-1 cln-1","submitter":"nscca-hpc1","error_codes":"1400"}"#,
    );
    let expected = "job_id,job_action,action_describe,status,create_time,status_time,duration_seconds,owner,resource_ids,submitter,error_codes\r\n\
        j-1,Stop,\"关闭, \"\"集群\"\"\",failed,2022-04-06T01:26:33Z,2022-04-06T01:26:40Z,7,usr-a,ehpc-1 cln-1,nscca-hpc1,1400\r\n";
    assert_eq!(file(&set, Format::Csv(PLAIN)), expected);
}

#[test]
fn the_manifest_is_the_header_of_an_empty_column() {
    let options = CsvOptions {
        has_manifest: true,
        ..PLAIN
    };
    let lines = csv(&one(r#"{"job_id":"j-1"}"#), options);
    let expected = "hpc-operations rows; query: status=failed&owner=usr-a; zone: jinan1a; \
        as of: 2022-04-06T01:26:33Z; part: whole; rows: 1 of 9810; stopped: cancelled";
    assert_eq!(lines[0][11], expected);
    assert_eq!(lines[1][11], "");
}

#[test]
fn a_time_is_written_as_far_as_it_is_known() {
    let set = one(r#"{"job_id":"j-1","create_time":"2022-04-06 09:26:33","status_time":"soon"}"#);
    let line = csv(&set, PLAIN).remove(1);
    assert_eq!(line[4..7], ["2022-04-06T09:26:33", "soon", ""]);
}

#[test]
fn a_row_that_could_not_be_read_is_there_as_it_came() {
    let set = set(&[
        r#"{"job_id":"j-1"}"#.to_owned(),
        r#"{"job_id":"a/b"}"#.to_owned(),
    ]);
    let lines = csv(&set, PLAIN);
    assert_eq!(lines[0][11], "unreadable_row");
    assert_eq!(lines[1][11], "");
    assert_eq!(
        (lines[2][0].as_str(), lines[2][11].as_str()),
        ("", r#"{"job_id":"a/b"}"#)
    );
}

#[test]
fn excel_is_told_of_utf_8_if_wanted() {
    let set = one(r#"{"job_id":"j-1"}"#);
    let with_bom = CsvOptions {
        has_bom: true,
        ..PLAIN
    };
    assert!(file(&set, Format::Csv(with_bom)).starts_with("\u{feff}job_id,"));
}

#[test]
fn what_a_spreadsheet_would_run_gets_an_apostrophe() {
    for text in [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\tx",
        "\rx",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        " =1",
        "\u{3000}=1",
    ] {
        assert!(is_formula(text), "{text:?}");
    }
    for text in ["", "usr-a", "1-1", "a=b", "'=1", "从=", " "] {
        assert!(!is_formula(text), "{text:?}");
    }
    let set =
        one(r#"{"job_id":"j-1","job_action":"=HYPERLINK(\"http://127.0.0.1\",1)","owner":"-a"}"#);
    let line = csv(
        &set,
        CsvOptions {
            neutralises_formulas: true,
            ..PLAIN
        },
    )
    .remove(1);
    assert_eq!(line[1], "'=HYPERLINK(\"http://127.0.0.1\",1)");
    assert_eq!(line[7], "'-a");
    assert_eq!(csv(&set, PLAIN)[1][7], "-a");
}

fn time(field: &TimeField) -> Option<String> {
    match field {
        TimeField::Absent => Some(String::new()),
        TimeField::Unreadable(text) => Some(text.clone()),
        TimeField::Known(time) if !time.assumed_utc8 => Some(iso(time.instant)),
        TimeField::Known(_) => None,
    }
}

proptest! {
    #[test]
    fn a_table_is_read_as_it_was_written(rows in rows(40)) {
        let set = set(&rows);
        let model = model(&rows);
        let lines = csv(&set, PLAIN);
        prop_assert_eq!(lines.len(), model.len() + 1);
        for (line, operation) in lines.iter().skip(1).zip(&model) {
            let Some(operation) = operation else { continue };
            prop_assert_eq!(&line[0], operation.job_id.as_str());
            prop_assert_eq!(&line[1], &operation.job_action);
            prop_assert_eq!(&line[3], operation.status.as_str());
            for (cell, field) in [(4, &operation.create_time), (5, &operation.status_time)] {
                let expected = time(field);
                prop_assert!(expected.is_none_or(|expected| expected == line[cell]));
            }
            prop_assert_eq!(&line[10], operation.error_codes.as_str());
        }
    }

    #[test]
    fn any_text_is_read_as_it_was_written(action in "[\\PC\r\n\t]{0,40}") {
        let row = serde_json::json!({ "job_id": "j-1", "job_action": action });
        let set = one(&row.to_string());
        let kept = set.row(0).unwrap().text(operation_log::result_set::Field::Action);
        prop_assert_eq!(&csv(&set, PLAIN)[1][1], kept);
        let safe = csv(&set, CsvOptions { neutralises_formulas: true, ..PLAIN });
        prop_assert!(!is_formula(&safe[1][1]));
        prop_assert_eq!(safe[1][1].strip_prefix('\'').filter(|_| is_formula(kept)).unwrap_or(&safe[1][1]), kept);
    }
}
