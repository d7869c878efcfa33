//! When operations arrive: in office hours of UTC+8 with a dip at lunch, few in the evening and at
//! weekends, and those of scripts at night.

use chrono::{DateTime, Datelike as _, TimeDelta, Timelike as _, Utc, Weekday};

/// Who works when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// People, in office hours.
    Day,
    /// Scripts and the platform, at night.
    Night,
}

/// How busy people are in each hour of a working day.
const PEOPLE: [f64; 24] = [
    0.06, 0.03, 0.02, 0.01, 0.01, 0.02, 0.05, 0.15, 0.55, 1.05, 1.25, 1.0, 0.35, 0.6, 1.1, 1.25,
    1.15, 0.95, 0.5, 0.4, 0.38, 0.32, 0.22, 0.12,
];
/// How busy scripts are in each hour of any day.
const SCRIPTS: [f64; 24] = [
    0.05, 0.15, 0.2, 0.15, 0.1, 0.05, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
    0.0, 0.0, 0.0, 0.0, 0.0, 0.02,
];
/// What is left of people's work at a weekend.
const WEEKEND: f64 = 0.2;
/// How busy an average hour of an average week is: the sum of all hours of a week over 168.
const AVERAGE: f64 = 0.401;

/// How busy a shift is at a time; an average hour of an average week has about 0.4 in all.
pub fn activity(shift: Shift, at: DateTime<Utc>) -> f64 {
    let local = at + TimeDelta::hours(8);
    let hours = match shift {
        Shift::Day => &PEOPLE,
        Shift::Night => &SCRIPTS,
    };
    let of_hour = usize::try_from(local.hour())
        .ok()
        .and_then(|hour| hours.get(hour))
        .copied()
        .unwrap_or_default();
    match (shift, local.weekday()) {
        (Shift::Day, Weekday::Sat | Weekday::Sun) => of_hour * WEEKEND,
        _ => of_hour,
    }
}

/// How many operations arrive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ArrivalRate {
    /// This many an hour on average, more in office hours.
    OfficeHours(f64),
    /// This many an hour at any time.
    Steady(f64),
}

impl ArrivalRate {
    /// The time when `operations` more have arrived, counted from `start`. Returns `None` if that is
    /// never, or more than a year away.
    pub fn after(self, start: DateTime<Utc>, operations: f64) -> Option<DateTime<Utc>> {
        let mut left = operations;
        let mut at = start;
        let horizon = start + TimeDelta::days(366);
        while at < horizon {
            let (an_hour, until) = match self {
                Self::Steady(an_hour) => (an_hour, horizon),
                Self::OfficeHours(average) => {
                    let busy = activity(Shift::Day, at) + activity(Shift::Night, at);
                    (average * busy / AVERAGE, next_hour(at))
                }
            };
            let hours = seconds(until - at) / 3600.0;
            if an_hour > 0.0 && left < an_hour * hours {
                return Some(at + from_seconds(left / an_hour * 3600.0));
            }
            left -= an_hour * hours;
            at = until;
        }
        None
    }
}

fn next_hour(at: DateTime<Utc>) -> DateTime<Utc> {
    let into = i64::from(at.minute()) * 60 + i64::from(at.second());
    at - TimeDelta::nanoseconds(i64::from(at.nanosecond())) + TimeDelta::seconds(3600 - into)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "spans of a year in milliseconds fit a float"
)]
fn seconds(span: TimeDelta) -> f64 {
    span.num_milliseconds() as f64 / 1000.0
}

/// A span of so many seconds, to the millisecond.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a float that is too large is cut to the limit"
)]
pub fn from_seconds(seconds: f64) -> TimeDelta {
    TimeDelta::try_milliseconds((seconds * 1000.0) as i64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        operation_log::time::parse_zoned(text).unwrap()
    }

    #[test]
    fn the_average_is_that_of_the_tables() {
        let monday = at("2026-01-05T00:00:00+08:00");
        let busy: f64 = (0..168)
            .map(|hour| monday + TimeDelta::hours(hour))
            .map(|at| activity(Shift::Day, at) + activity(Shift::Night, at))
            .sum();
        assert!((busy / 168.0 - AVERAGE).abs() < 0.005, "{}", busy / 168.0);
    }

    #[test]
    fn office_hours_are_those_of_utc8() {
        let morning = activity(Shift::Day, at("2026-01-07T10:30:00+08:00"));
        let lunch = activity(Shift::Day, at("2026-01-07T12:30:00+08:00"));
        let night = activity(Shift::Day, at("2026-01-07T03:30:00+08:00"));
        let sunday = activity(Shift::Day, at("2026-01-11T10:30:00+08:00"));
        assert!(morning > 2.0 * lunch && lunch > 10.0 * night);
        assert!(sunday < 0.3 * morning && sunday > 0.0);
    }

    #[test]
    fn a_steady_rate_is_a_plain_division() {
        let start = at("2026-01-07T10:30:00Z");
        assert_eq!(
            ArrivalRate::Steady(240.0).after(start, 2.0),
            Some(start + TimeDelta::seconds(30))
        );
        assert_eq!(ArrivalRate::Steady(0.0).after(start, 1.0), None);
    }

    #[test]
    fn few_operations_arrive_at_night() {
        let evening = at("2026-01-07T20:00:00+08:00");
        let next = ArrivalRate::OfficeHours(0.5).after(evening, 1.0).unwrap();
        assert!(next > at("2026-01-07T21:00:00+08:00"), "{next}");
        assert!(next < at("2026-01-08T12:00:00+08:00"), "{next}");
    }
}
