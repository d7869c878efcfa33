//! The time as HTTP headers write it.

use std::sync::{Mutex, PoisonError};
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

/// The header of a time, which is written once a second at most.
#[derive(Debug, Default)]
pub struct DateHeader(Mutex<Option<(i64, HeaderValue)>>);

impl DateHeader {
    /// The header of a moment, as [`http_date`] writes it.
    pub fn at(&self, moment: DateTime<Utc>) -> Option<HeaderValue> {
        let second = moment.timestamp();
        let mut written = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &*written {
            Some((known, header)) if *known == second => Some(header.clone()),
            _ => {
                let header = http_date(moment)?;
                *written = Some((second, header.clone()));
                Some(header)
            }
        }
    }
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
    fn the_header_changes_with_the_second_in_either_direction() {
        let header = DateHeader::default();
        for moment in [
            "1994-11-06T08:49:37Z",
            "1994-11-06T08:49:37.9Z",
            "1994-11-06T08:49:38Z",
            "1994-11-06T08:49:36Z",
        ] {
            let moment = parse_zoned(moment).unwrap();
            assert_eq!(header.at(moment), http_date(moment));
        }
        assert_eq!(header.at(DateTime::<Utc>::MAX_UTC), None);
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
