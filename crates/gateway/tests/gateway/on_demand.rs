//! Each failure on demand is the failure it says.

use axum::http::StatusCode;
use operation_log::percent::encode;
use operation_log::wire::{Answer, DecodeError, Row, RowProblem, decode_answer};

use crate::caller::{Caller, Reply};
use crate::temp_folder::TempFolder;

async fn demand(caller: &Caller, words: &str) -> Reply {
    caller.list(&format!("search_word={}", encode(words))).await
}

#[tokio::test]
async fn a_refusal_has_the_code_and_a_marked_message() {
    let caller = Caller::frozen(50);
    for (code, name) in [
        (5100, "ServerBusy"),
        (1400, "PermissionDenied"),
        (12345, "UnknownError"),
    ] {
        let reply = demand(&caller, &format!("!ret:{code}")).await;
        assert_eq!(reply.status, StatusCode::OK);
        let Ok(Answer::Refused(refusal)) = decode_answer(&reply.text()) else {
            panic!("not refused: {}", reply.text());
        };
        assert_eq!(refusal.ret_code, code);
        assert!(
            refusal.message.starts_with(&format!("{name}, ")),
            "{}",
            refusal.message
        );
        assert!(refusal.message.contains("[demo]"));
    }
}

#[tokio::test]
async fn a_status_comes_with_text_that_is_no_json() {
    let caller = Caller::frozen(50);
    for code in [401, 403, 429, 500, 502, 503, 504] {
        let reply = demand(&caller, &format!("!status:{code}")).await;
        assert_eq!(reply.status.as_u16(), code);
        assert!(reply.header("content-type").starts_with("text/plain"));
        assert!(matches!(
            decode_answer(&reply.text()),
            Err(DecodeError::NotJson { .. })
        ));
    }
    assert!(demand(&caller, "!status:204").await.bytes.is_empty());
}

#[tokio::test]
async fn bodies_are_cut_empty_or_html() {
    let caller = Caller::frozen(50);
    let cut = demand(&caller, "!cut").await;
    assert_eq!(cut.status, StatusCode::OK);
    assert!(cut.text().starts_with(r#"{"action":"HpcOperation"#));
    assert!(matches!(
        decode_answer(&cut.text()),
        Err(DecodeError::NotJson { .. })
    ));
    assert!(!demand(&caller, "!cut !odd").await.bytes.is_empty());
    let html = demand(&caller, "!html").await;
    assert_eq!(html.header("content-type"), "text/html; charset=utf-8");
    assert!(html.text().contains("<form"));
    let empty = demand(&caller, "!empty").await;
    assert_eq!((empty.status, empty.bytes.len()), (StatusCode::OK, 0));
}

#[tokio::test]
async fn none_is_an_empty_list() {
    let caller = Caller::frozen(50);
    let answer = demand(&caller, "!none").await.json();
    assert_eq!(answer["total_count"], 0);
    assert_eq!(answer["job_set"].as_array().map(Vec::len), Some(0));
    assert_eq!(answer["ret_code"], 0);
}

#[tokio::test]
async fn a_flaky_call_works_the_second_time() {
    let caller = Caller::frozen(50);
    let codes = [
        caller.ret_code("search_word=!flaky:a").await,
        caller.ret_code("search_word=!flaky:b").await,
        caller.ret_code("search_word=!flaky:a").await,
        caller.ret_code("search_word=!flaky:a").await,
    ];
    assert_eq!(codes, [5100, 5100, 0, 0]);
    let plain = caller.page("status=failed").await;
    assert_eq!(
        caller.page("status=failed&search_word=!flaky:a").await,
        plain
    );
}

#[tokio::test(start_paused = true)]
async fn a_delay_holds_the_answer_back() {
    let caller = Caller::frozen(50);
    for (words, milliseconds) in [
        ("!delay:3000", 3_000),
        ("!delay:1500 !ret:5100", 1_500),
        ("!delay:999999", 60_000),
    ] {
        let begun = tokio::time::Instant::now();
        let reply = demand(&caller, words).await;
        assert_eq!(begun.elapsed().as_millis(), milliseconds, "{words}");
        let refused = reply.json()["ret_code"] == 5100;
        assert_eq!(refused, words.contains("ret"));
    }
    let plain = caller.page("").await;
    assert_eq!(caller.page("search_word=!delay:5").await, plain);
}

#[tokio::test]
async fn required_parameters_come_first() {
    let caller = Caller::frozen(50);
    let answer = caller.get("/api/operation?search_word=!status:503").await;
    assert_eq!(answer.json()["ret_code"], 1100);
}

#[tokio::test]
async fn an_unknown_word_is_a_keyword() {
    let caller = Caller::frozen(50);
    assert_eq!(caller.page("search_word=!important").await.1, 0);
    assert_eq!(caller.page("search_word=!cut+nodes").await.1, 0);
}

#[tokio::test]
async fn the_odd_page_has_every_oddity_and_is_still_readable() {
    let caller = Caller::frozen(50);
    let text = demand(&caller, "!odd").await.text();
    for oddity in [
        "T01：26：33Z",
        "2026-4-6T",
        "\"total_sum\"",
        "<script>alert(1)</script>",
        "\\u202e",
        "👩‍💻",
        "\"status\": \"working\"",
        "\"error_codes\": [",
        "\"job_id\": 1547554",
        "\"extras\"",
    ] {
        assert!(text.contains(oddity), "{oddity}");
    }
    assert!(!text.contains("total_count"));
    let Ok(Answer::Page(page)) = decode_answer(&text) else {
        panic!("no page");
    };
    assert_eq!(page.repeated, 1);
    assert!(page.operations().count() >= 15);
    let problems: Vec<&RowProblem> = page
        .rows
        .iter()
        .filter_map(|row| match row {
            Row::Entry(_) => None,
            Row::Unreadable(row) => Some(&row.reason),
        })
        .collect();
    assert_eq!(problems, [&RowProblem::NoJobId, &RowProblem::NotAnObject]);
}

#[tokio::test]
async fn files_know_no_demands() {
    let folder = TempFolder::new();
    let path = folder.write("log", r#"[{"job_id":"j-1","action_describe":"!ret:5100"}]"#);
    let caller = Caller::new(&["--data", &path]);
    assert_eq!(caller.page("search_word=!ret:5100").await.1, 1);
}

#[tokio::test]
async fn some_calls_fail_and_later_ones_are_answered_as_without_a_keyword() {
    let caller = Caller::frozen(50);
    let plain = caller.page("status=failed").await;
    let words = "!times:2:nonce !status:503 !retry-after:7";
    for _ in 0..2 {
        let reply = demand(&caller, words).await;
        assert_eq!(reply.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(reply.header("retry-after"), "7");
    }
    let query = format!("status=failed&search_word={}", encode(words));
    assert_eq!(caller.page(&query).await, plain);
    assert!(
        demand(&caller, words)
            .await
            .header("retry-after")
            .is_empty()
    );
    // Another word has not been seen yet, and none is needed to be refused.
    let others = [
        caller.ret_code("search_word=!times:1:a%20!ret:2500").await,
        caller.ret_code("search_word=!times:1:b%20!ret:2500").await,
        caller.ret_code("search_word=!times:1:a%20!ret:2500").await,
        caller.ret_code("search_word=!times:0%20!ret:2500").await,
    ];
    assert_eq!(others, [2500, 2500, 0, 0]);
}

#[tokio::test]
async fn every_row_stands_twice() {
    let caller = Caller::frozen(50);
    let (rows, total) = caller.page("limit=7").await;
    let (doubled, same_total) = caller.page("limit=7&search_word=!twice").await;
    assert_eq!(doubled.len(), 14);
    assert_eq!(total, same_total);
    for (row, pair) in rows.iter().zip(doubled.chunks(2)) {
        assert_eq!(pair, [row.clone(), row.clone()]);
    }
    let text = caller.list("search_word=!twice").await.text();
    let Ok(Answer::Page(page)) = decode_answer(&text) else {
        panic!("no page");
    };
    assert_eq!(page.repeated, 10);
}
