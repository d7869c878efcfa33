//! The time as HTTP headers write it.

use std::time::{Duration, SystemTime};

use axum::http::HeaderValue;
use chrono::{DateTime, Utc};

/// The first second of the year 10000, which httpdate would panic at, as before 1970.
const TOO_LATE: u64 = 253_402_300_800;

/// A moment as `Sun, 06 Nov 1994 08:49:37 GMT`; `None` before 1970 and beyond the year 9999, which
/// `--clock-offset` can lead to.
pub fn http_date(moment: DateTime<Utc>) -> Option<HeaderValue> {
    let seconds = u64::try_from(moment.timestamp()).ok()?;
    if seconds >= TOO_LATE {
        return None;
    }
    let moment = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    HeaderValue::from_str(&httpdate::fmt_http_date(moment)).ok()
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
            ("9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"),
            ("2026-12-05T15:30:00+08:00", "Sat, 05 Dec 2026 07:30:00 GMT"),
        ] {
            assert_eq!(http_date(parse_zoned(moment).unwrap()).unwrap(), written);
        }
    }

    #[test]
    fn a_moment_that_no_header_can_hold_is_none() {
        for moment in [
            DateTime::<Utc>::MIN_UTC,
            DateTime::from_timestamp(-1, 0).unwrap(),
            DateTime::from_timestamp(253_402_300_800, 0).unwrap(),
            DateTime::<Utc>::MAX_UTC,
        ] {
            assert_eq!(http_date(moment), None);
        }
    }
}
