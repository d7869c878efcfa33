//! JSON and NDJSON, parts, names.

use operation_log::export::{Exporting, Format, PART_BYTES, Part};
use operation_log::result_set::{Condition, Field};
use operation_log::wire::{Answer, decode_answer};
use proptest::prelude::*;

use crate::made::{file, manifest, model, rows, set};

#[test]
fn json_is_an_answer_of_the_api_with_a_manifest() {
    let set = set(&[r#"{"job_id":"j-1", "x": 1.50}"#.to_owned(), "5".to_owned()]);
    let expected = r#"{"manifest":{"format":"hpc-operations rows","version":1,"query":"status=failed&owner=usr-a","zone":"jinan1a","as_of":"2022-04-06T01:26:33Z","part":"whole","rows":2,"of":9810,"stopped":"cancelled"},"ret_code":0,"total_count":2,"job_set":[
{"job_id":"j-1", "x": 1.50},
5
]}
"#;
    assert_eq!(file(&set, Format::Json), expected);
}

#[test]
fn a_row_of_several_lines_is_one_line() {
    let set = set(&["{\n  \"job_id\":\r\n\"j-1\" }".to_owned()]);
    let file = file(&set, Format::Ndjson);
    assert_eq!(file.lines().nth(1), Some(r#"{   "job_id":  "j-1" }"#));
    assert_eq!(file.lines().count(), 2);
}

#[test]
fn a_file_comes_in_parts() {
    let rows: Vec<String> = (0..2_000)
        .map(|number| format!(r#"{{"job_id":"j-{number}","x":"{}"}}"#, "节".repeat(100)))
        .collect();
    let set = set(&rows);
    let mut exporting = Exporting::new(&set, set.rows(), Format::Ndjson, manifest());
    let mut parts = Vec::new();
    while let Some(part) = exporting.next_part(&set) {
        parts.push(part.len());
    }
    assert!(parts.len() > 8, "{parts:?}");
    assert!(
        parts.iter().all(|part| *part < PART_BYTES + 1_000),
        "{parts:?}"
    );
}

#[test]
fn the_name_of_a_file_tells_what_is_in_it() {
    let mut manifest = manifest();
    manifest.rows = 2_300;
    assert_eq!(
        manifest.file_name("csv"),
        "operations-jinan1a-20220406T012633Z-2300-of-9810.csv"
    );
    manifest.zone = Some("../\u{202e}x".to_owned());
    manifest.as_of = None;
    manifest.of = None;
    assert_eq!(manifest.file_name("json"), "operations-x-2300.json");
}

#[test]
fn only_a_result_that_was_read_to_its_end_is_complete() {
    let mut manifest = manifest();
    manifest.rows = 9_810;
    assert!(!manifest.is_complete());
    manifest.stopped = None;
    assert!(manifest.is_complete());
    manifest.rows = 9_000;
    assert!(!manifest.is_complete());
    let filtered = manifest
        .clone()
        .filtered_by(&[Condition::Has(Field::Owner, "usr-a".to_owned())]);
    assert_eq!(filtered.filters, ["owner=usr-a"]);
    assert!(filtered.is_complete());
    manifest.of = None;
    manifest.part = Part::Page;
    assert!(!manifest.is_complete());
}

proptest! {
    #[test]
    fn every_format_has_the_servers_text_of_each_row(rows in rows(40)) {
        let set = set(&rows);
        let json = file(&set, Format::Json);
        let Ok(Answer::Page(page)) = decode_answer(&json) else {
            panic!("{json}");
        };
        let expected = model(&rows);
        prop_assert_eq!(page.rows.len(), expected.len());
        let expected: Vec<_> = expected.iter().flatten().collect();
        prop_assert_eq!(page.operations().collect::<Vec<_>>(), expected);
        let ndjson = file(&set, Format::Ndjson);
        let lines: Vec<&str> = ndjson.lines().skip(1).collect();
        let raw: Vec<&str> = set.rows().iter().map(|row| set.row(*row).unwrap().raw()).collect();
        prop_assert_eq!(lines, raw);
    }
}
