//! The clock. Tests use one of their own.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, TimeDelta, Utc};

/// A source of the current time.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> DateTime<Utc>;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| {
                let seconds = i64::try_from(since.as_secs()).ok()?;
                DateTime::from_timestamp(seconds, since.subsec_nanos())
            })
            // A clock before 1970 or beyond the calendar is unusable.
            .unwrap_or(DateTime::UNIX_EPOCH)
    }
}

/// A clock that runs ahead of another, or behind it.
pub struct OffsetClock {
    /// The other clock.
    pub clock: Arc<dyn Clock>,
    /// How far ahead; behind if negative.
    pub ahead: TimeDelta,
}

impl Clock for OffsetClock {
    fn now(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        now.checked_add_signed(self.ahead).unwrap_or(now)
    }
}
