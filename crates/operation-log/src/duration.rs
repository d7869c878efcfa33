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

/// The units of a span as people write it, with their seconds.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

/// Reads a span as people write it: `90` and `90s` are seconds, `5m`, `1h 30m`, `2d`. Returns `None` if
/// the text is none, or is longer than seconds can say.
pub fn parse_span(text: &str) -> Option<u64> {
    let mut seconds = 0_u64;
    let mut number: Option<u64> = None;
    let mut least_unit = u64::MAX;
    for character in text.chars().map(|character| character.to_ascii_lowercase()) {
        if let Some(digit) = character.to_digit(10) {
            let before = number.unwrap_or_default().checked_mul(10)?;
            number = Some(before.checked_add(u64::from(digit))?);
        } else if let Some((_, unit)) = UNITS.into_iter().find(|(sign, _)| *sign == character) {
            // From large to small, each unit once.
            if unit >= least_unit {
                return None;
            }
            least_unit = unit;
            seconds = seconds.checked_add(number.take()?.checked_mul(unit)?)?;
        } else if character != ' ' {
            return None;
        }
    }
    match number {
        Some(number) if least_unit == u64::MAX => Some(number),
        None if least_unit < u64::MAX => Some(seconds),
        _ => None,
    }
}

/// Writes a span as [`parse_span`] reads it: `1h 30m`.
pub fn print_span(seconds: u64) -> String {
    let mut text = String::new();
    let mut left = seconds;
    for (sign, unit) in UNITS {
        let count = left / unit;
        left %= unit;
        if count > 0 || (unit == 1 && text.is_empty()) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&count.to_string());
            text.push(sign);
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
        fn any_text_is_a_span_or_none(text in "[0-9dhms ]{0,30}") {
            let _ = parse_span(&text);
        }
    }
}
