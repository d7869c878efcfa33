//! Times as the API writes them and as the page shows them.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// An instant of the API. A few rows of the demo log spell theirs with fullwidth
/// colons, and a few in UTC+8 without a word, as the documentation's samples do.
/// Panics if it is no time.
pub fn instant(text: &str) -> DateTime<Utc> {
    let plain = text.replace('：', ":");
    let (local, zone) = match plain.strip_suffix('Z') {
        Some(utc) => (utc, TimeDelta::zero()),
        None => (plain.as_str(), TimeDelta::hours(8)),
    };
    match NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M:%S") {
        Ok(local) => local.and_utc() - zone,
        Err(error) => panic!("{text} is no time of the API: {error}"),
    }
}

/// `2022-04-06T01:26:33Z`, as addresses and calls have it.
pub fn iso(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// `2022-04-06 09:26:33`, as the page shows it on a clock this many hours ahead
/// of UTC.
pub fn wall_clock(time: DateTime<Utc>, hours: i64) -> String {
    let local = time + TimeDelta::hours(hours);
    local.format("%Y-%m-%d %H:%M:%S").to_string()
}
