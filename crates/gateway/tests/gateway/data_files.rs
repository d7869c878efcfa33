//! Logs read from files.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use gateway::source::file::FileLog;
use operation_log::ResultSet;
use operation_log::export::{Exporting, Format, Manifest, Part, Stopped};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::caller::{Caller, ids};
use crate::temp_folder::TempFolder;

const FIRST: &str = r#"{"job_id":"j-1","create_time":"2026-03-01T00:00:00Z","status":"failed","error_codes":"1400","resource_ids":"ehpc-1 cln-2","job_action":"HpcClusterStopCluster","owner":"usr-A","extra":{"kept":[1,2.50]},"directive":"{\"Zone\":\"q\"}"}"#;
const SECOND: &str = r#"{"job_id":"j-2","create_time":"2026-3-2T08：00：00","status":"successful","action_describe":"关闭集群"}"#;
const NO_TIME: &str = r#"{"job_id":"j-3"}"#;

fn summary<T: AsRef<[u8]> + ?Sized>(content: &T) -> String {
    let folder = TempFolder::new();
    let path = folder.write("log", content);
    match FileLog::open(path.as_ref()) {
        Ok((_, summary)) => summary.to_string(),
        Err(problem) => problem.to_string().replace(&path, "FILE"),
    }
}

async fn all_ids(content: &str) -> Vec<String> {
    let folder = TempFolder::new();
    let caller = Caller::new(&["--data", &folder.write("log", content)]);
    ids(&caller.page("reverse=0").await.0)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn a_saved_answer_a_list_and_lines_are_read_alike() {
    for content in [
        format!(r#"{{"action":"x","job_set":[{SECOND},{FIRST}],"ret_code":0,"total_count":2}}"#),
        format!("[\n  {SECOND},\n  {FIRST}\n]"),
        format!("{SECOND}\r\n\r\n{FIRST}"),
        format!("\u{feff}[{SECOND},{FIRST}]"),
        format!(r#"[{{"job_set":[{SECOND}]}},{{"job_set":[{FIRST}],"ret_code":0}}]"#),
        format!("{{\"job_set\":[{SECOND}]}}\n{{\"job_set\":[{FIRST}]}}\n"),
        json!({ "job_set": format!("[{SECOND},{FIRST}]") }).to_string(),
        format!(r#"{{"job_set":{{"a":{SECOND},"b":{FIRST}}}}}"#),
    ] {
        assert_eq!(all_ids(&content).await, ["j-1", "j-2"], "{content}");
        assert_eq!(summary(&content), "read 2 operations");
    }
    assert_eq!(all_ids(FIRST).await, ["j-1"]);
}

#[tokio::test]
async fn rows_are_served_as_the_file_has_them() {
    let folder = TempFolder::new();
    let caller = Caller::new(&[
        "--data",
        &folder.write("log", format!("[{FIRST},{SECOND}]")),
    ]);
    let text = caller.list("verbose=0").await.text();
    assert!(text.contains(FIRST), "{text}");
    assert!(text.contains(SECOND), "{text}");
}

#[tokio::test]
async fn filters_work_on_files_and_every_zone_has_all_rows() {
    let folder = TempFolder::new();
    let content = format!("{FIRST}\n{SECOND}\n{NO_TIME}\n[1]\n");
    let caller = Caller::new(&["--data", &folder.write("log", content)]);
    for (query, expected) in [
        ("status=failed", &["j-1"][..]),
        ("job_action=hpcclusterstopcluster", &["j-1"]),
        ("resource_ids=cln-2,x", &["j-1"]),
        ("owner=usr-A", &["j-1"]),
        ("directive=zone", &["j-1"]),
        ("action_describe=%E5%85%B3%E9%97%AD", &["j-2"]),
        ("search_word=USR-a", &["j-1"]),
        ("job_ids=j-2,j-3", &["j-3", "j-2"]),
        ("start_time=2026-03-02T00:00:00Z", &["j-2"]),
        ("end_time=2026-03-02T00:00:00Z", &["j-1", "j-2"]),
        ("start_time=2026-03-02T00:00:01Z", &[]),
        ("search_word=%21ret:5100", &[]),
    ] {
        let (rows, _) = caller.page(&format!("reverse=0&{query}")).await;
        assert_eq!(ids(&rows), expected, "{query}");
    }
    let path = caller.list_path("").replace("jinan1a", "anywhere");
    assert_eq!(caller.get(&path).await.json()["total_count"], 4);
}

#[tokio::test]
async fn rows_that_cannot_be_read_or_have_no_time_are_served_as_the_oldest() {
    let folder = TempFolder::new();
    let content = format!("{FIRST}\n{{\"status\":\"failed\"}}\n{{broken\n{NO_TIME}\n7");
    let caller = Caller::new(&["--data", &folder.write("log", content)]);
    let (rows, total) = caller.page("reverse=1").await;
    assert_eq!(total, 5);
    assert_eq!(rows[0]["job_id"], "j-1");
    assert_eq!(rows[1]["job_id"], "j-3");
    let mut unreadable = rows[2..].to_vec();
    unreadable.sort_by_key(Value::to_string);
    assert_eq!(
        unreadable,
        [json!("{broken"), json!(7), json!({"status": "failed"})]
    );
}

#[tokio::test]
async fn odd_but_valid_rows_are_read_and_served_byte_by_byte() {
    let deep = ["[".repeat(1000), "]".repeat(1000)].concat();
    let rows = [
        r#"{"job_id":"j-1","directive":{ "Zone": [1.50, "\u533a"] },"x":"\ud800"}"#.to_owned(),
        r#"{"job_id":"j-x", "directive":"none","directive":"\udeadZone", "job_id":"j-2"}"#
            .to_owned(),
        format!(r#"{{"job_id":"j-3","x":{deep},"directive":null}}"#),
    ];
    let folder = TempFolder::new();
    let caller = Caller::new(&["--data", &folder.write("log", rows.join("\n"))]);
    let path = caller.list_path("reverse=0&limit=100");
    let body = caller.get(&path).await.text();
    assert!(body.contains(&rows.join(",")), "{body}");
    for (query, total) in [
        ("directive=zone", 2),
        ("directive=%5B1.50,%22%E5%8C%BA%22%5D", 1),
        ("directive=%EF%BF%BDzone", 1),
        ("directive=null", 0),
        ("job_ids=j-2,j-3", 2),
    ] {
        let answer = caller.get(&caller.list_path(query)).await.text();
        assert!(
            answer.ends_with(&format!("\"total_count\":{total}}}")),
            "{query}: {answer}"
        );
    }
}

#[test]
fn what_was_read_is_said_in_one_line() {
    let lines: String = (0..1234)
        .map(|number| format!("{{\"job_id\":\"j-{number}\"}}\n"))
        .collect();
    assert_eq!(summary(&lines), "read 1,234 operations");
    assert_eq!(
        summary(&format!("{lines}{{}}\n{{}}\n")),
        "read 1,234 operations, 2 rows could not be read (first: line 1235: no job_id)"
    );
    assert_eq!(
        summary(&format!("[{FIRST},{{\"job_id\":\"a b\"}}]")),
        "read 1 operation, 1 row could not be read (first: row 2: job_id is no id)"
    );
    for empty in [
        "[]",
        r#"{"job_set":[],"ret_code":0}"#,
        r#"{"ret_code":0}"#,
        r#"{"job_set":null}"#,
    ] {
        assert!(
            summary(empty).starts_with("warning: the list is empty"),
            "{empty}"
        );
    }
}

#[cfg(unix)]
#[test]
fn what_another_program_writes_into_a_pipe_is_read() {
    let folder = TempFolder::new();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    let path = pipe.clone();
    let writer = std::thread::spawn(move || std::fs::write(path, "[{\"job_id\":\"j-1\"}]"));
    let (_, summary) = FileLog::open(&pipe).unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(summary.operations, 1);
}

#[test]
fn what_is_no_log_is_said_in_one_line() {
    for (content, problem) in [
        ("", "cannot serve FILE: the file is empty"),
        (" \n ", "cannot serve FILE: the file is empty"),
        ("hello", "cannot serve FILE: not JSON: line 1, column 1"),
        (
            "{\n  \"job_set\": [\n    {\"job_id\"",
            "cannot serve FILE: not JSON: line 3, column 13",
        ),
        (
            "[{\"job_id\":\"j-1\"},",
            "cannot serve FILE: not JSON: line 1, column 18",
        ),
        (
            "7",
            "cannot serve FILE: JSON, but neither an answer of the API nor a list of operations (there is no `job_set`)",
        ),
        (
            "{\"rows\":[]}",
            "cannot serve FILE: JSON, but neither an answer of the API nor a list of operations (there is no `job_set`)",
        ),
        (
            "{\"message\":\"PermissionDenied, x\",\"ret_code\":1400}",
            "cannot serve FILE: an error answer of the API, not a list: ret_code 1400, PermissionDenied, x",
        ),
    ] {
        assert_eq!(summary(content), problem);
    }
    let missing = FileLog::open("no/such/file".as_ref())
        .unwrap_err()
        .to_string();
    assert!(
        missing.starts_with("cannot serve no/such/file: "),
        "{missing}"
    );
    let folder = TempFolder::new();
    let path = folder.write("utf16", [0xff, 0xfe, b'[', 0, b']', 0]);
    let problem = FileLog::open(path.as_ref()).unwrap_err().to_string();
    assert!(problem.ends_with("not UTF-8 text (byte 1)"), "{problem}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_content_is_read_or_refused_without_a_panic(
        content in "(\\[|\\]|\\{|\\}|,|:|\"|job_set|job_id|\"job_id\":\"j-1\"|null|7|\\n|\\\\u0041|\\PC){0,60}"
    ) {
        let line = summary(&content);
        prop_assert_eq!(line.lines().count(), 1);
    }

    #[test]
    fn nothing_of_a_list_is_lost(rows in prop::collection::vec("(1|null|\"x\"|\\{\\}|\\[\\]|\\{\"job_id\":[0-9]\\})", 0..20)) {
        let folder = TempFolder::new();
        let path = folder.write("log", format!("[{}]", rows.join(",")));
        let (_, summary) = FileLog::open(path.as_ref()).unwrap();
        prop_assert_eq!(summary.operations + summary.unreadable, rows.len());
    }
}

/// A snapshot of these rows, as the panel writes it.
fn snapshot(rows: &[&str]) -> String {
    let mut set = ResultSet::new();
    for row in rows {
        set.push_json(serde_json::from_str(row).unwrap());
    }
    let mut manifest = Manifest::new("status=failed\u{1b}[31m".to_owned(), Part::Whole);
    manifest.of = Some(9);
    manifest.stopped = Some(Stopped::Cancelled);
    let mut exporting = Exporting::new(&set, set.rows(), Format::Ndjson, manifest);
    std::iter::from_fn(|| exporting.next_part(&set)).collect()
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::fast());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

#[tokio::test]
async fn a_snapshot_is_served_packed_or_not() {
    let text = snapshot(&[SECOND, FIRST, "7"]);
    let folder = TempFolder::new();
    for content in [text.clone().into_bytes(), packed(text.as_bytes())] {
        let caller = Caller::new(&["--data", &folder.write("log", &content)]);
        let (rows, total) = caller.page("reverse=1").await;
        assert_eq!(total, 3);
        assert_eq!(ids(&rows[..2]), ["j-2", "j-1"]);
        assert_eq!(
            summary(&content),
            "read 2 operations, 1 row could not be read (first: line 4: not an object) \
             (hpc-operations rows; query: status=failed\\u{1b}[31m; part: whole; rows: 3 of 9; \
             stopped: cancelled)"
        );
    }
}

#[test]
fn a_damaged_snapshot_or_package_is_refused() {
    let text = snapshot(&[SECOND, FIRST]);
    let cut = text.rsplit_once("{\"job_id").unwrap().0;
    assert_eq!(
        summary(cut),
        "cannot serve FILE: a snapshot of 2 rows that has 1"
    );
    let package = packed(text.as_bytes());
    let cut = &package[..package.len() - 20];
    assert!(
        summary(cut).starts_with("cannot serve FILE: "),
        "{}",
        summary(cut)
    );
}
