//! The time as HTTP headers write it.

use axum::http::HeaderValue;
use chrono::{DateTime, Datelike as _, Timelike as _, Utc, Weekday};

/// A moment as `Sun, 06 Nov 1994 08:49:37 GMT`; none beyond the year 9999.
pub fn http_date(moment: DateTime<Utc>) -> Option<HeaderValue> {
    let year = moment.year();
    if !(0..=9999).contains(&year) {
        return None;
    }
    let weekday = match moment.weekday() {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    };
    let month = match moment.month() {
        1 => "Jan",
        2 => "Feb",
        3 => "Mar",
        4 => "Apr",
        5 => "May",
        6 => "Jun",
        7 => "Jul",
        8 => "Aug",
        9 => "Sep",
        10 => "Oct",
        11 => "Nov",
        _ => "Dec",
    };
    let (day, hour, minute, second) = (
        moment.day(),
        moment.hour(),
        moment.minute(),
        moment.second(),
    );
    let text =
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT");
    HeaderValue::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::time::parse_zoned;

    #[test]
    fn a_moment_is_written_as_the_standard_shows() {
        for (moment, written) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT"),
            ("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
            ("2026-12-05T15:30:00+08:00", "Sat, 05 Dec 2026 07:30:00 GMT"),
        ] {
            assert_eq!(http_date(parse_zoned(moment).unwrap()).unwrap(), written);
        }
        assert_eq!(http_date(DateTime::<Utc>::MAX_UTC), None);
    }
}
