//! Snapshots: read as written, refused if they are anything else, compared.

use operation_log::export::{Format, Stopped};
use operation_log::result_set::{MAX_ROWS, ResultSet};
use operation_log::snapshot::{
    Comparing, Difference, MAX_LINE_BYTES, Snapshot, SnapshotError, SnapshotReader, is_gzip,
};
use proptest::prelude::*;

use crate::made::{file, manifest, model, rows, set};

const HEAD: &str =
    r#"{"format":"hpc-operations rows","version":1,"query":"","part":"whole","rows":"#;

fn raw(set: &ResultSet) -> Vec<&str> {
    set.rows()
        .into_iter()
        .map(|row| set.row(row).unwrap().raw())
        .collect()
}

fn refused(file: &str) -> SnapshotError {
    Snapshot::read(file.as_bytes()).expect_err(file)
}

#[test]
fn what_is_no_snapshot_is_refused() {
    for text in [
        "",
        "\n",
        "{}",
        "[]",
        "not json",
        r#"{"ret_code":0,"job_set":[]}"#,
        r#"{"format":"other","version":1}"#,
        r#"{"format":"hpc-operations rows","version":0,"query":"","part":"whole","rows":0}"#,
        r#"{"format":"hpc-operations rows","version":1,"query":"","part":"whole","rows":-1}"#,
        r#"{"format":"hpc-operations rows","version":1,"query":"","part":"half","rows":0}"#,
        r#"{"format":"hpc-operations rows","version":1,"query":"","part":"whole","rows":0,"as_of":"soon"}"#,
    ] {
        assert_eq!(refused(text), SnapshotError::NotASnapshot, "{text}");
    }
    assert_eq!(
        Snapshot::read(b"\xff\xfe").unwrap_err(),
        SnapshotError::NotASnapshot
    );
    let newer = r#"{"format":"hpc-operations rows","version":2,"rows":"many"}"#;
    assert_eq!(refused(newer), SnapshotError::Newer { version: 2 });
    let long = "x".repeat(MAX_LINE_BYTES + 1);
    assert_eq!(refused(&long), SnapshotError::NotASnapshot);
}

#[test]
fn a_damaged_snapshot_is_refused_with_its_line() {
    let row = r#"{"job_id":"a"}"#;
    assert_eq!(
        refused(&format!("{HEAD}1}}\n{{\"job_id\"")),
        SnapshotError::NotJson { line: 2 }
    );
    assert_eq!(
        refused(&format!("{HEAD}1}}\n\n{row}")),
        SnapshotError::NotJson { line: 2 }
    );
    assert_eq!(
        refused(&format!("{HEAD}2}}\n{row}\n{row}\n")),
        SnapshotError::Repeated { line: 3 }
    );
    assert_eq!(
        refused(&format!("{HEAD}2}}\n{row}\n")),
        SnapshotError::CutOff {
            expected: 2,
            found: 1
        }
    );
    let long = format!("{HEAD}1}}\n\"{}\"\n", "x".repeat(MAX_LINE_BYTES));
    assert_eq!(refused(&long), SnapshotError::LongLine { line: 2 });
    let mut many = format!("{HEAD}60000}}\n");
    for _ in 0..=MAX_ROWS {
        many.push_str("5\n");
    }
    assert_eq!(refused(&many), SnapshotError::TooManyRows);
}

#[test]
fn a_row_that_is_nested_deeply_is_no_danger() {
    let deep = format!(
        "{HEAD}1}}\n{}{}\n",
        "[".repeat(200_000),
        "]".repeat(200_000)
    );
    let read = Snapshot::read(deep.as_bytes());
    assert!(matches!(
        read,
        Ok(_) | Err(SnapshotError::NotJson { line: 2 })
    ));
}

#[test]
fn a_packed_file_is_known_by_its_first_bytes() {
    assert!(is_gzip(&[0x1f, 0x8b, 8]) && !is_gzip(b"{\"format\"") && !is_gzip(&[]));
}

#[test]
fn what_is_said_of_the_rows_is_kept() {
    let set = set(&[r#"{"job_id":"a"}"#.to_owned()]);
    let mut expected = manifest();
    expected.rows = 1;
    let read = Snapshot::read(file(&set, Format::Ndjson).as_bytes()).unwrap();
    assert_eq!(read.manifest, expected);
    assert_eq!(read.manifest.stopped, Some(Stopped::Cancelled));
}

#[test]
fn what_came_went_and_changed_is_told_apart() {
    let row = |id: &str, status: &str, owner: &str| {
        format!(r#"{{"job_id":"{id}","status":"{status}","owner":"{owner}"}}"#)
    };
    let earlier = set(&[
        row("same", "failed", "a"),
        row("went", "failed", "a"),
        row("ended", "pending", "a"),
        row("given", "failed", "a"),
        row("written", "failed", "a"),
        "5".to_owned(),
    ]);
    let later = set(&[
        row("came", "pending", "a"),
        row("ended", "failed", "a"),
        row("given", "failed", "b"),
        row("same", "failed", "a"),
        r#"{ "owner": "\u0061", "status": "failed", "job_id": "written" }"#.to_owned(),
    ]);
    let expected = Difference {
        came: vec![0],
        went: vec![1],
        changed_status: vec![(2, 1)],
        changed_otherwise: vec![(3, 2)],
    };
    for budget in 1..6 {
        let mut comparing = Comparing::new();
        while !comparing.step(&earlier, &later, budget) {}
        assert_eq!(comparing.finish(&earlier, &later), expected);
    }
}

proptest! {
    #[test]
    fn a_snapshot_is_read_as_it_was_written_whatever_the_parts(rows in rows(40), size in 1usize..2_000) {
        let set = set(&rows);
        let file = file(&set, Format::Ndjson);
        let mut reader = SnapshotReader::new();
        for part in file.as_bytes().chunks(size) {
            reader.feed(part).unwrap();
        }
        prop_assert_eq!(reader.progress(), Some((set.len() as u64, set.len() as u64)));
        let read = reader.finish().unwrap();
        prop_assert_eq!(raw(&read.rows), raw(&set));
        prop_assert_eq!(self::file(&read.rows, Format::Ndjson), file);
    }

    #[test]
    fn any_bytes_are_read_or_refused(
        head in prop::option::of(0u64..4), bytes in prop::collection::vec(any::<u8>(), 0..200),
        text in "[\\[\\]{}\":,a0-9\n \\\\]{0,60}",
    ) {
        let mut file = head.map(|rows| format!("{HEAD}{rows}}}\n")).unwrap_or_default().into_bytes();
        file.extend_from_slice(text.as_bytes());
        let _ = Snapshot::read(&file);
        file.extend(bytes);
        let _ = Snapshot::read(&file);
    }

    #[test]
    fn results_differ_as_a_plain_comparison_says(earlier in rows(40), later in rows(40)) {
        let (a, b) = (model(&earlier), model(&later));
        let (a_set, b_set) = (set(&earlier), set(&later));
        let id = |row: &Option<operation_log::Operation>| row.as_ref().map(|row| row.job_id.clone());
        let has = |model: &[Option<operation_log::Operation>], own: &Option<_>| {
            model.iter().any(|row| row.is_some() && id(row) == id(own))
        };
        let only = |of: &[Option<operation_log::Operation>], not: &[Option<operation_log::Operation>]| {
            let rows = (0..).zip(of).filter(|(_, row)| row.is_some() && !has(not, row));
            rows.map(|(at, _)| at).collect::<Vec<u32>>()
        };
        let difference = Comparing::new().finish(&a_set, &b_set);
        prop_assert_eq!(&difference.came, &only(&b, &a));
        prop_assert_eq!(&difference.went, &only(&a, &b));
        for (before, after) in &difference.changed_status {
            let rows = (a[*before as usize].as_ref().unwrap(), b[*after as usize].as_ref().unwrap());
            prop_assert_eq!(&rows.0.job_id, &rows.1.job_id);
            prop_assert_ne!(&rows.0.status, &rows.1.status);
        }
        let changed = b.iter().flatten().filter(|after| {
            a.iter().flatten().any(|before| before.job_id == after.job_id && before.status != after.status)
        });
        prop_assert_eq!(difference.changed_status.len(), changed.count());
    }
}
