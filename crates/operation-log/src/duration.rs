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
