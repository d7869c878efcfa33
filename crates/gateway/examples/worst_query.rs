//! Measures the slowest queries over a large demo log: prints the fastest, the median and the
//! slowest of many runs, from the decoded parameters to the finished JSON.
//!
//! `cargo run -p gateway --profile server --example worst_query [OPERATIONS]`

use std::time::{Duration, Instant};

use chrono::DateTime;
use gateway::api::{answer, request};
use gateway::source::demo::{Demo, DemoSettings};
use operation_log::percent::query_pairs;

const RUNS: usize = 41;

const QUERIES: [(&str, &str); 17] = [
    ("first page", "limit=100"),
    ("last page", "limit=100&offset=999000000"),
    ("last rows, oldest first", "limit=100&reverse=0"),
    ("keyword nothing has", "search_word=nosuchthing"),
    ("keyword of one letter", "search_word=e&limit=100"),
    ("keyword in Chinese", "search_word=移除节点&limit=100"),
    ("directive nothing has", "directive=nosuchthing"),
    ("directive all have", "directive=usr-&limit=100&verbose=1"),
    ("description", "action_describe=节点&limit=100"),
    ("resource nothing has", "resource_ids=cln-00000000"),
    (
        "twenty resources",
        "resource_ids=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
    ),
    ("one entry", "job_ids=j-00000000000"),
    (
        "twenty entries",
        "job_ids=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t",
    ),
    ("failed", "status=failed&limit=100"),
    (
        "last page of failed",
        "status=failed&limit=100&offset=10000",
    ),
    ("in progress", "status=pending&limit=100"),
    (
        "narrow time",
        "start_time=2026-01-15T00:00:00Z&end_time=2026-01-15T01:00:00Z",
    ),
];

fn main() {
    let operations = std::env::args()
        .nth(1)
        .and_then(|argument| argument.parse().ok())
        .unwrap_or(200_000);
    let now = DateTime::from_timestamp(1_770_000_000, 0).unwrap_or_default();
    let begun = Instant::now();
    let demo = Demo::new(
        DemoSettings {
            operations,
            arrivals_per_hour: 0.0,
            seed: 1,
            office_time: None,
        },
        now,
    );
    println!(
        "{operations} operations generated in {:.2?}",
        begun.elapsed()
    );
    println!(
        "{:>10} {:>10} {:>10} {:>8}  query",
        "fastest", "median", "slowest", "total"
    );
    for (name, query) in QUERIES {
        let pairs = query_pairs(&format!(
            "timestamp={}&zone=jinan1a&{query}",
            operation_log::time::iso(now)
        ));
        let Ok(request) = request::parse(&pairs, now) else {
            println!("refused: {query}");
            continue;
        };
        let mut total = 0;
        let mut times: Vec<Duration> = (0..RUNS)
            .map(|_| {
                let begun = Instant::now();
                let page = demo.page(&request, now);
                total = page.total;
                std::hint::black_box(answer::page(&page));
                begun.elapsed()
            })
            .collect();
        times.sort_unstable();
        let fastest = times.first().copied().unwrap_or_default();
        let median = times.get(RUNS / 2).copied().unwrap_or_default();
        let slowest = times.last().copied().unwrap_or_default();
        println!(
            "{:>10} {:>10} {:>10} {total:>8}  {name}: {query}",
            format!("{fastest:.2?}"),
            format!("{median:.2?}"),
            format!("{slowest:.2?}"),
        );
    }
}
