//! How long an operation took, or has been running.

use chrono::{DateTime, Utc};

use crate::operation::Operation;
use crate::status::Status;
use crate::time::WireTime;

/// A span of whole seconds, never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Elapsed {
    /// Whole seconds.
    pub seconds: u64,
    /// Whether the operation still runs, so that the span grows.
    pub running: bool,
}

/// A span split for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Whole days.
    pub days: u64,
    /// 0–23.
    pub hours: u64,
    /// 0–59.
    pub minutes: u64,
    /// 0–59.
    pub seconds: u64,
}

impl Elapsed {
    /// From creation to the last status change, or to `now` while the operation is pending.
    ///
    /// Returns `None` if a time is missing, if the state is unknown, if the zone of one end is
    /// known and that of the other guessed, or if the end lies before the start, as clocks that
    /// differ have it: no figure is better than a false one.
    pub fn of(operation: &Operation, now: DateTime<Utc>) -> Option<Self> {
        let start = operation.create_time.known()?;
        let running = operation.status == Status::Pending;
        let end = if running {
            WireTime::utc(now.max(start.instant))
        } else if operation.status.is_final() {
            operation.status_time.known()?
        } else {
            return None;
        };
        if start.assumed_utc8 != end.assumed_utc8 {
            return None;
        }
        let seconds = u64::try_from((end.instant - start.instant).num_seconds()).ok()?;
        Some(Self { seconds, running })
    }

    /// The span split into days, hours, minutes and seconds.
    pub const fn parts(self) -> Parts {
        Parts {
            days: self.seconds / 86_400,
            hours: self.seconds / 3_600 % 24,
            minutes: self.seconds / 60 % 60,
            seconds: self.seconds % 60,
        }
    }
}

/// The units of a span with their seconds, and what else people write for them, as the panel does.
const UNITS: [(&str, u64, &[&str]); 4] = [
    ("d", 86_400, &["day", "days", "天", "日"]),
    ("h", 3_600, &["hr", "hrs", "hour", "hours", "小时", "时"]),
    ("m", 60, &["min", "mins", "minute", "minutes", "分", "分钟"]),
    ("s", 1, &["sec", "secs", "second", "seconds", "秒"]),
];

/// Reads a span as people write it: `90` and `90s` are seconds, `5m`, `1 min 8 s`, `1h 30m`, `2d`, `3 分`.
/// Returns `None` if the text is none, or is longer than seconds can say.
pub fn parse_span(text: &str) -> Option<u64> {
    let text = text.to_ascii_lowercase();
    let mut rest = text.trim();
    if let Ok(seconds) = rest.parse() {
        return rest
            .bytes()
            .all(|byte| byte.is_ascii_digit())
            .then_some(seconds);
    }
    let mut seconds = 0_u64;
    let mut least_unit = u64::MAX;
    while !rest.is_empty() {
        let (number, after) = split_where(rest, |character| !character.is_ascii_digit());
        let is_end = |character: char| character.is_ascii_digit() || character.is_whitespace();
        let (word, after) = split_where(after.trim_start(), is_end);
        let unit = unit(word)?;
        // From large to small, each unit once.
        if unit >= least_unit {
            return None;
        }
        least_unit = unit;
        let number: u64 = number.parse().ok()?;
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = after.trim_start();
    }
    (least_unit < u64::MAX).then_some(seconds)
}

/// The seconds of a unit by its sign or a word for it.
fn unit(word: &str) -> Option<u64> {
    let is_unit = |(sign, _, words): &(&str, u64, &[&str])| *sign == word || words.contains(&word);
    let (_, seconds, _) = UNITS.into_iter().find(is_unit)?;
    Some(seconds)
}

fn split_where(text: &str, is_end: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_end).unwrap_or(text.len()))
}

/// Writes a span as [`parse_span`] reads it: `1h 30m`.
pub fn print_span(seconds: u64) -> String {
    let mut text = String::new();
    let mut left = seconds;
    for (sign, unit, _) in UNITS {
        let count = left / unit;
        left %= unit;
        if count > 0 || (unit == 1 && text.is_empty()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&count.to_string());
            text.push_str(sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_span_is_read_as_people_write_it() {
        for (text, seconds) in [
            ("90", Some(90)),
            ("90s", Some(90)),
            ("5m", Some(300)),
            ("1h 30m", Some(5_400)),
            ("1H30M", Some(5_400)),
            ("2d", Some(172_800)),
            ("0", Some(0)),
            ("1\u{a0}min 8\u{a0}s", Some(68)),
            ("1 Hour 30 minutes", Some(5_400)),
            ("2 小时 3 分", Some(7_380)),
            ("3分钟20秒", Some(200)),
            ("1.5h", None),
            ("+5", None),
            ("5 m i n", None),
            ("", None),
            ("m", None),
            ("5x", None),
            ("-5", None),
            ("30m 1h", None),
            ("1h 30", None),
            ("1m 1m", None),
            ("99999999999999999999", None),
            ("9999999999999999d", None),
        ] {
            assert_eq!(parse_span(text), seconds, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_span_is_read_as_it_was_written(seconds: u64) {
            prop_assert_eq!(parse_span(&print_span(seconds)), Some(seconds));
        }

        #[test]
        fn any_text_is_a_span_or_none(text in "[0-9dhmsin分时秒 ]{0,30}") {
            let _ = parse_span(&text);
        }
    }
}
