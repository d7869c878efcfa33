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

/// The moment up to which the time of an operation in progress counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until {
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// Whether that is not now: it may have ended since.
    pub is_stopped: bool,
}

impl Until {
    /// Now, unless it stopped being known before.
    pub fn of(now: DateTime<Utc>, stopped: Option<DateTime<Utc>>) -> Self {
        Self {
            at: stopped.unwrap_or(now),
            is_stopped: stopped.is_some(),
        }
    }
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
