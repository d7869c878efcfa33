//! Figures, spans and time zones in the reader's language.

use operation_log::Elapsed;
use operation_log::query::TimeZone;

use crate::i18n::{Locale, Texts};
use crate::platform::{clock, intl};

/// A whole number, `12,345`.
pub fn number(locale: Locale, number: u64) -> String {
    intl::number(locale.tag(), number)
}

/// `2.2%`, of thousandths.
pub fn permille(locale: Locale, permille: u64) -> String {
    let percent = number(locale, permille / 10);
    [&percent, ".", &(permille % 10).to_string(), "%"].concat()
}

/// A count of rows.
pub fn count(locale: Locale, count: usize) -> String {
    number(locale, u64::try_from(count).unwrap_or(u64::MAX))
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
