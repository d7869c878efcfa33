//! How many calls were made in the last hour, by all tabs of this browser.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, Utc};

use super::hour::{CALLS_AN_HOUR, Hour};
use super::purpose::Purpose;
use crate::api::Quota;
use crate::platform::storage;

/// Each tab writes its own key, so that no tab overwrites another's count.
const KEY: &str = "hpc-operations.calls.";

/// How freely background calls are made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Throttle {
    /// As often as was chosen.
    Free,
    /// Half as often: four fifths of the hour's calls are used.
    Halved,
    /// Not at all: 95 of 100 are used.
    Stopped,
    /// Not at all: the server's rate limit was reached (2500 or 429).
    Refused,
}

impl Throttle {
    fn of(used: u32, refused: bool) -> Self {
        match used {
            _ if refused => Self::Refused,
            used if used >= CALLS_AN_HOUR / 100 * 95 => Self::Stopped,
            used if used >= CALLS_AN_HOUR / 100 * 80 => Self::Halved,
            _ => Self::Free,
        }
    }

    /// Whether background calls are made at all.
    pub const fn allows_background(self) -> bool {
        matches!(self, Self::Free | Self::Halved)
    }
}

/// What was used of the hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// The calls of all tabs.
    pub hour: Hour,
    /// How freely background calls are made.
    pub throttle: Throttle,
    /// What the server last told of all calls with the key, if it did within the hour.
    pub quota: Option<Quota>,
}

/// The calls of this tab, beside those of the others.
pub struct Meter {
    key: String,
    own: RefCell<Hour>,
    /// What the server told, and in which minute.
    told: Cell<Option<(Quota, u32)>>,
}

impl Meter {
    /// A tab that has made no call.
    pub fn new() -> Self {
        // Two tabs of one number would count as one; there are four thousand million.
        let number = (js_sys::Math::random() * f64::from(u32::MAX)) as u32;
        Self {
            key: [KEY, &number.to_string()].concat(),
            own: RefCell::default(),
            told: Cell::new(None),
        }
    }

    /// Notes a call.
    pub fn note(&self, purpose: Purpose, now: DateTime<Utc>) {
        let mut own = self.own.borrow_mut();
        own.note(minute(now), purpose);
        storage::write_shared(&self.key, &own.print());
    }

    /// Notes what an answer of the server told of all calls with the key.
    pub fn told(&self, quota: Option<Quota>, now: DateTime<Utc>) {
        self.told.set(quota.map(|quota| (quota, minute(now))));
    }

    /// What was used up to now, and what follows from that if the server's rate limit was reached or not.
    /// What other tabs left behind an hour ago is cleared away.
    pub fn usage(&self, now: DateTime<Utc>, is_refused: bool) -> Usage {
        let minute = minute(now);
        let mut hour = self.own.borrow().clone();
        for (key, text) in storage::read_shared(KEY) {
            let mut other = Hour::parse(&text);
            other.forget_before(minute);
            if other.is_empty() {
                storage::remove_shared(&key);
            } else if key != self.key {
                hour.add(other);
            }
        }
        hour.forget_before(minute);
        let throttle = Throttle::of(hour.total(), is_refused);
        let told = self.told.get();
        let of_the_hour = told.filter(|(_, then)| minute.saturating_sub(*then) < 60);
        Usage {
            hour,
            throttle,
            quota: of_the_hour.map(|(quota, _)| quota),
        }
    }
}

impl Default for Meter {
    fn default() -> Self {
        Self::new()
    }
}

fn minute(now: DateTime<Utc>) -> u32 {
    u32::try_from(now.timestamp() / 60).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn background_calls_halve_at_80_stop_at_95_and_stop_at_once_when_refused() {
        assert_eq!(Throttle::of(1_599, false), Throttle::Free);
        assert_eq!(Throttle::of(1_600, false), Throttle::Halved);
        assert_eq!(Throttle::of(1_900, false), Throttle::Stopped);
        assert_eq!(Throttle::of(3, true), Throttle::Refused);
    }
}
