//! Which failed calls are made again, and when.

use crate::api::{ApiError, FailureKind};

/// How often a call is made again by itself.
const MOST_RETRIES: u32 = 3;

/// The first wait, in milliseconds; each wait after it is twice as long.
const FIRST_WAIT: u32 = 1_000;

/// The longest `Retry-After` that is waited for by itself, in seconds.
const LONGEST_WAIT: u32 = 60;

/// How long to wait before a call is made again, in milliseconds. Returns `None` if it is not.
///
/// Only transient failures are retried: an overloaded server, a broken connection, 5000, and a rate
/// limit where the server says how long it holds. `retries` were made before; `retry_after` is the
/// server's header in seconds; `jitter`, 0 to 1, spreads the waits of many browsers.
pub fn wait(error: &ApiError, retries: u32, retry_after: Option<u32>, jitter: f64) -> Option<u32> {
    let passes =
        passes_by_itself(error) || retry_after.is_some() && error.kind() == FailureKind::OverQuota;
    if retries >= MOST_RETRIES || !passes {
        return None;
    }
    if let Some(seconds) = retry_after {
        return (seconds <= LONGEST_WAIT).then(|| seconds.saturating_mul(1_000));
    }
    let wait = FIRST_WAIT << retries;
    // Between the half and the whole; a wait of seconds fits.
    Some(wait / 2 + (f64::from(wait / 2) * jitter) as u32)
}

fn passes_by_itself(error: &ApiError) -> bool {
    match error {
        ApiError::Unreachable { .. } => true,
        ApiError::Refused(refusal) => matches!(refusal.ret_code, 5000 | 5100 | 5300),
        ApiError::Http { .. } => error.kind() == FailureKind::Busy,
        ApiError::Aborted
        | ApiError::Offline
        | ApiError::HostFetch { .. }
        | ApiError::TimedOut { .. }
        | ApiError::Redirected
        | ApiError::TooLarge { .. }
        | ApiError::Broken { .. } => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::wire::Refusal;

    fn refused(ret_code: i64) -> ApiError {
        let message = String::new();
        ApiError::Refused(Refusal { ret_code, message })
    }

    fn http(status: u16) -> ApiError {
        let excerpt = String::new();
        ApiError::Http { status, excerpt }
    }

    #[test]
    fn only_what_passes_by_itself_is_tried_again() {
        for error in [
            refused(5000),
            refused(5100),
            refused(5300),
            http(502),
            http(503),
            http(504),
        ] {
            assert_eq!(wait(&error, 0, None, 1.0), Some(1_000), "{error:?}");
        }
        for error in [
            refused(1100),
            refused(1300),
            refused(2500),
            refused(5200),
            http(429),
            http(500),
            http(401),
            ApiError::Offline,
            ApiError::TimedOut { seconds: 30 },
            ApiError::Redirected,
        ] {
            assert_eq!(wait(&error, 0, None, 1.0), None, "{error:?}");
        }
    }

    #[test]
    fn waits_double_are_spread_and_end() {
        let waits =
            |jitter| [0, 1, 2, 3].map(|retries| wait(&refused(5100), retries, None, jitter));
        assert_eq!(waits(0.0), [Some(500), Some(1_000), Some(2_000), None]);
        assert_eq!(waits(1.0), [Some(1_000), Some(2_000), Some(4_000), None]);
    }

    #[test]
    fn the_server_says_how_long_within_reason() {
        assert_eq!(wait(&http(503), 0, Some(7), 0.3), Some(7_000));
        assert_eq!(wait(&http(503), 0, Some(3_600), 0.3), None);
        assert_eq!(wait(&http(429), 0, Some(7), 0.3), Some(7_000));
        assert_eq!(wait(&refused(2500), 0, Some(7), 0.3), Some(7_000));
        assert_eq!(wait(&refused(1100), 0, Some(7), 0.3), None);
    }
}
