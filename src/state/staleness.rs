//! Until when what was read may be shown as going on.

use chrono::{DateTime, TimeDelta, Utc};

/// How long an operation that was seen in progress is shown as such without another look, in
/// seconds: a little more than the longest interval between two looks.
const CLAIM_SECONDS: i64 = 150;

/// The moment up to which an operation in progress is known to have been so, if that is not now:
/// nobody has looked at it since `looked`, or `failed` to.
pub fn stopped_at(
    looked: DateTime<Utc>,
    now: DateTime<Utc>,
    failed: bool,
) -> Option<DateTime<Utc>> {
    let is_old = now - looked > TimeDelta::seconds(CLAIM_SECONDS);
    (failed || is_old).then_some(looked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_stops_where_nobody_looks_or_a_look_fails() {
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        let stopped = |now, failed| stopped_at(at(100), at(now), failed);
        assert_eq!(stopped(130, false), None);
        assert_eq!(stopped(130, true), Some(at(100)));
        assert_eq!(stopped(250, false), None);
        assert_eq!(stopped(251, false), Some(at(100)));
    }
}
