//! Answers of the API are compressed for whoever takes that.

use std::io::Read as _;

use flate2::read::GzDecoder;

use crate::caller::Caller;

#[tokio::test]
async fn a_page_of_100_rows_is_sent_in_a_few_kilobytes() {
    let caller = Caller::frozen(1000);
    let path = caller.list_path("limit=100");
    let plain = caller.get(&path).await;
    assert_eq!(plain.header("content-encoding"), "");
    assert!(plain.bytes.len() > 25_000, "{}", plain.bytes.len());
    let packed = caller
        .get_with(&path, &[("accept-encoding", "gzip, br")])
        .await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.header("vary").contains("accept-encoding"));
    assert!(packed.bytes.len() < 10_000, "{}", packed.bytes.len());
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.bytes.as_slice())
        .read_to_end(&mut unpacked)
        .unwrap();
    assert_eq!(unpacked, plain.bytes);
}

#[tokio::test]
async fn small_answers_and_failures_on_demand_are_sent_as_they_are() {
    let caller = Caller::frozen(1000);
    for query in [
        "search_word=!none",
        "limit=0",
        "search_word=!drip:0&limit=100",
    ] {
        let reply = caller
            .get_with(&caller.list_path(query), &[("accept-encoding", "gzip")])
            .await;
        assert_eq!(reply.header("content-encoding"), "", "{query}");
    }
}
