//! Figures, spans and time zones in the reader's language.

use operation_log::Elapsed;
use operation_log::query::TimeZone;

use crate::i18n::{Locale, Texts};
use crate::platform::{clock, intl};

// Not by `Intl`: a page is slower to start by its first use, 35 ms, and 140 on a slow device.
pub use operation_log::figure::grouped as number;

/// `now`, `12s ago`, `3 minutes ago`: from a minute on by `Intl`, long after the start.
pub fn ago(locale: Locale, seconds: i64) -> String {
    match seconds {
        ..=0 => locale.t().now().to_owned(),
        1..=59 => locale.t().seconds_ago(&seconds.to_string()),
        _ => intl::relative(locale.tag(), seconds),
    }
}

/// `2.2%`, of thousandths.
pub fn permille(permille: u64) -> String {
    let percent = number(permille / 10);
    [&percent, ".", &(permille % 10).to_string(), "%"].concat()
}

/// A count of rows.
pub fn count(count: usize) -> String {
    number(u64::try_from(count).unwrap_or(u64::MAX))
}

/// A figure with its unit.
type Unit = fn(Texts, &str) -> String;

/// `7 s`, `5 min 12 s`, `2 h 5 min`, `3 d 4 h`: the two largest units that are not zero.
pub fn span(locale: Locale, elapsed: Elapsed) -> String {
    let t = locale.t();
    let parts = elapsed.parts();
    let units: [(u64, Unit); 4] = [
        (parts.days, Texts::span_days),
        (parts.hours, Texts::span_hours),
        (parts.minutes, Texts::span_minutes),
        (parts.seconds, Texts::span_seconds),
    ];
    let first = units.iter().position(|(count, _)| *count > 0).unwrap_or(3);
    let words: Vec<String> = units
        .into_iter()
        .enumerate()
        .skip(first)
        .take(2)
        .filter(|(index, (count, _))| *count > 0 || *index == first)
        .map(|(_, (count, unit))| unit(t, &count.to_string()))
        .collect();
    words.join(" ")
}

/// `Europe/Berlin`, `UTC`, `Beijing (UTC+8)`. A browser that hides its zone gives its offset of now.
pub fn zone(locale: Locale, zone: TimeZone) -> String {
    match zone {
        TimeZone::Browser => Some(intl::browser_zone_name())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| clock::offset_label(zone, clock::now())),
        TimeZone::Utc => "UTC".to_owned(),
        TimeZone::Utc8 => locale.t().zone_beijing().to_owned(),
    }
}

/// A span of so many seconds.
pub fn seconds(locale: Locale, seconds: u64) -> String {
    let running = false;
    span(locale, Elapsed { seconds, running })
}

/// A span, with a word for "still running", or for "at least" where its clock has `stopped`.
pub fn duration(locale: Locale, elapsed: Elapsed, stopped: bool) -> String {
    let span = span(locale, elapsed);
    match (elapsed.running, stopped) {
        (false, _) => span,
        (true, false) => locale.t().running(&span),
        (true, true) => locale.t().running_at_least(&span),
    }
}
