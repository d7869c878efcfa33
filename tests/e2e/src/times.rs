//! Times as the API writes them and as the page shows them.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// Parses a time of the API. A few rows of the demo log have fullwidth colons, and a
/// few are in UTC+8 without saying so, like samples of the documentation. Panics if
/// it is no time.
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

/// Formats a time as in addresses and calls: `2022-04-06T01:26:33Z`.
pub fn iso(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// A time of the API as the page shows it, this many hours ahead of UTC; one that does
/// not say its zone with its mark.
pub fn shown_time(text: &str, hours: i64) -> String {
    let mark = if text.ends_with('Z') { "" } else { " ?" };
    wall_clock(instant(text), hours) + mark
}

/// Formats a time as the page shows it, this many hours ahead of UTC:
/// `2022-04-06 09:26:33`.
pub fn wall_clock(time: DateTime<Utc>, hours: i64) -> String {
    let local = time + TimeDelta::hours(hours);
    local.format("%Y-%m-%d %H:%M:%S").to_string()
}
