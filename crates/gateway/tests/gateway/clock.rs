//! The gateway's own clock, as its callers see it.

use std::time::{SystemTime, UNIX_EPOCH};

use axum::http::header;
use chrono::{DateTime, TimeDelta, Utc};
use operation_log::time::{iso, parse_zoned};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::caller::{Caller, NOW, text};
use crate::process::Running;

fn shifted(seconds: &str, more: &[&str]) -> Caller {
    Caller::new(&[&["--clock-offset", seconds], more].concat())
}

async fn ret_code_at(caller: &Caller, timestamp: DateTime<Utc>) -> i64 {
    let path = format!("/api/operation?timestamp={}&zone=jinan1a", iso(timestamp));
    caller.get(&path).await.json()["ret_code"].as_i64().unwrap()
}

#[tokio::test]
async fn every_answer_of_the_api_has_one_date_that_of_the_gateways_clock() {
    for (seconds, date) in [
        ("0", "Wed, 11 Mar 2026 07:30:00 GMT"),
        ("3600", "Wed, 11 Mar 2026 08:30:00 GMT"),
        ("-86400", "Tue, 10 Mar 2026 07:30:00 GMT"),
    ] {
        let caller = shifted(seconds, &["--demo", "50"]);
        for path in [
            &caller.list_path(""),
            &caller.list_path("search_word=!status:503"),
            &"/api/operation".to_owned(),
            &"/api/other".to_owned(),
        ] {
            let reply = caller.get(path).await;
            let dates: Vec<_> = reply.headers.get_all(header::DATE).iter().collect();
            assert_eq!(dates, [date], "{path}");
        }
    }
}

#[tokio::test]
async fn timestamps_are_held_against_the_gateways_clock() {
    let now = parse_zoned(NOW).unwrap();
    for (seconds, offset) in [("600", 600), ("-600", -600)] {
        let caller = shifted(seconds, &["--demo", "50"]);
        assert_eq!(ret_code_at(&caller, now).await, 1300, "{seconds}");
        let there = now + TimeDelta::seconds(offset);
        assert_eq!(ret_code_at(&caller, there).await, 0, "{seconds}");
    }
}

#[tokio::test]
async fn the_demo_ends_at_the_gateways_present() {
    let caller = shifted("86400", &["--demo", "200", "--arrivals-per-hour", "0"]);
    let tomorrow = iso(parse_zoned(NOW).unwrap() + TimeDelta::days(1));
    let path = format!("/api/operation?timestamp={tomorrow}&zone=jinan1a&limit=1");
    let answer = caller.get(&path).await.json();
    let newest = parse_zoned(text(&answer["job_set"][0], "create_time")).unwrap();
    let age = parse_zoned(&tomorrow).unwrap() - newest;
    assert!(
        age >= TimeDelta::zero() && age < TimeDelta::hours(6),
        "{age}"
    );
}

/// The only `Date` on the wire, as seconds since 1970.
async fn date_on_the_wire(running: &Running, words: &str) -> i64 {
    let mut stream = TcpStream::connect(running.address()).await.unwrap();
    let request = running.request(words);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut received = Vec::new();
    let _ = stream.read_to_end(&mut received).await;
    let received = String::from_utf8_lossy(&received).to_lowercase();
    let dates: Vec<&str> = received
        .lines()
        .filter_map(|line| line.strip_prefix("date: "))
        .collect();
    let [date] = dates[..] else {
        panic!("{dates:?}");
    };
    chrono::NaiveDateTime::parse_from_str(date, "%a, %d %b %Y %H:%M:%S gmt")
        .unwrap()
        .and_utc()
        .timestamp()
}

#[tokio::test]
async fn the_server_adds_no_date_of_its_own() {
    let hour = 3600;
    let running = Running::start(&["--demo", "50", "--clock-offset", "-3600"]);
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let before = i64::try_from(since.as_secs()).unwrap() - hour;
    // The request's own timestamp is right, and so an hour off for this server.
    for words in ["plain", "!none"] {
        let date = date_on_the_wire(&running, words).await;
        assert!((before..before + 60).contains(&date), "{date} {before}");
    }
}
