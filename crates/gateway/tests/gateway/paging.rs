//! Pages: their size, order and offset.

use std::collections::HashSet;

use crate::caller::{Caller, ids, operation, text};

#[tokio::test]
async fn a_page_has_10_rows_unless_asked_and_never_more_than_100() {
    let caller = Caller::frozen(300);
    for (query, rows) in [
        ("", 10),
        ("limit=1", 1),
        ("limit=100", 100),
        ("limit=101", 100),
        ("limit=99999999999", 100),
    ] {
        assert_eq!(caller.page(query).await.0.len(), rows, "{query}");
    }
}

#[tokio::test]
async fn the_newest_row_comes_first_unless_asked_otherwise() {
    let caller = Caller::frozen(300);
    let (by_default, _) = caller.page("limit=100").await;
    let (descending, _) = caller.page("limit=100&reverse=1").await;
    let (ascending, total) = caller.page("limit=100&reverse=0").await;
    assert_eq!(by_default, descending);
    assert_ne!(ids(&ascending), ids(&descending));
    let (mut end, _) = caller
        .page(&format!("limit=100&reverse=1&offset={}", total - 100))
        .await;
    end.reverse();
    assert_eq!(end, ascending);
}

#[tokio::test]
async fn pages_put_together_are_the_whole_log_in_one_order() {
    let caller = Caller::frozen(500);
    let mut rows = Vec::new();
    let mut total = 1;
    while rows.len() < usize::try_from(total).unwrap() {
        let query = format!("limit=37&offset={}", rows.len());
        let (page, count) = caller.page(&query).await;
        assert!(!page.is_empty());
        rows.extend(page);
        total = count;
    }
    let distinct: HashSet<&str> = ids(&rows).into_iter().collect();
    assert_eq!(distinct.len(), rows.len());
    let order: Vec<(String, &str)> = rows
        .iter()
        .map(|row| {
            let created = operation(row).create_time.instant().unwrap();
            (operation_log::time::iso(created), text(row, "job_id"))
        })
        .collect();
    assert!(order.is_sorted_by(|a, b| a > b));
}

#[tokio::test]
async fn an_offset_behind_the_end_gives_no_rows_but_the_total() {
    let caller = Caller::frozen(300);
    let (_, total) = caller.page("").await;
    for offset in ["100000", "18446744073709551615"] {
        let (rows, count) = caller.page(&format!("offset={offset}")).await;
        assert_eq!((rows.len(), count), (0, total));
    }
}
