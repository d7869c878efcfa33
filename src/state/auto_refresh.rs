//! Reading again by itself: what came after the view, and rows on screen that still run. Never
//! while the page is hidden, and less the more of the hour's calls are used.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};

use super::list::ListState;
use super::preferences::{Preferences, RefreshEvery};
use crate::platform::network;
use crate::reactive::{Memo, Read, Signal, StoredValue, follow};
use crate::remote::calls::{Calls, Stance};

/// The shortest time between two looks at rows on screen, in seconds.
const WATCH_SECONDS: i64 = 30;

/// The longest time between two tries while the server fails, in seconds.
const LONGEST_SECONDS: i64 = 300;

/// Why nothing is read again by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The reader switched it off.
    Off,
    /// The browser has no network.
    Offline,
    /// 95 of 100 calls of the hour are used.
    HourUsed,
    /// The server refused a call for its number.
    Refused,
}

/// Whether the list is read again by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// So often, in seconds.
    Every(i64),
    /// Half as often as was chosen: in seconds.
    Slowed(i64),
    /// Not at all.
    Paused(Pause),
}

impl Pace {
    fn of(every: RefreshEvery, stance: Stance, online: bool) -> Self {
        let Some(seconds) = every.seconds() else {
            return Self::Paused(Pause::Off);
        };
        match stance {
            _ if !online => Self::Paused(Pause::Offline),
            Stance::Free => Self::Every(seconds),
            Stance::Halved => Self::Slowed(2 * seconds),
            Stance::Stopped => Self::Paused(Pause::HourUsed),
            Stance::Refused => Self::Paused(Pause::Refused),
        }
    }

    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Every(seconds) | Self::Slowed(seconds) => Some(seconds),
            Self::Paused(_) => None,
        }
    }
}

/// How often the list is read again by itself, now.
pub fn pace(calls: Calls, preferences: Preferences, now: Signal<DateTime<Utc>>) -> Memo<Pace> {
    let (every, records) = (preferences.refresh_every(), calls.records());
    // The hour passes without a call, too; a look each ten seconds is enough.
    let tenth = Memo::new(move |_| now.with(|now| now.timestamp() / 10));
    Memo::new(move |_| {
        let _ = (records.value(), tenth.value());
        let stance = calls.usage().map_or(Stance::Free, |usage| usage.stance);
        Pace::of(every.get(), stance, network::is_online())
    })
}

/// Reads the list again each time it is due. `now` stands still while the page is hidden, so
/// nothing is called then, and what is overdue is called once it can be seen.
pub fn refresh_by_itself(list: ListState, pace: Memo<Pace>, now: Signal<DateTime<Utc>>) {
    let begin = now.get_untracked();
    let last = StoredValue::new((Cell::new(begin), Cell::new(begin)));
    let failures = StoredValue::new(Cell::new(0_u32));
    follow(move || {
        let now = now.get();
        let Some(seconds) = pace.with_untracked(|pace| pace.seconds()) else {
            return;
        };
        let (Some(last), Some(failures)) = (last.try_value(), failures.try_value()) else {
            return;
        };
        let failed = list
            .remote()
            .with_untracked(|remote| remote.error().is_some());
        let spread = seconds << failures.get().min(8);
        let every = if failed {
            spread.min(LONGEST_SECONDS)
        } else {
            seconds
        };
        let (newer, watch) = &*last;
        if !is_due(now, newer.get(), every) {
            return;
        }
        newer.set(now);
        failures.set(if failed { failures.get() + 1 } else { 0 });
        if failed {
            // The rows are what is missing.
            list.recover();
            return;
        }
        list.look_for_newer();
        if is_due(now, watch.get(), every.max(WATCH_SECONDS)) {
            watch.set(now);
            list.watch();
        }
    });
}

/// Due as well where the clock was set back.
fn is_due(now: DateTime<Utc>, last: DateTime<Utc>, seconds: i64) -> bool {
    !(TimeDelta::zero()..TimeDelta::seconds(seconds)).contains(&(now - last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_follows_the_choice_the_hour_and_the_network() {
        let every = RefreshEvery::Seconds30;
        for (every, stance, online, pace) in [
            (every, Stance::Free, true, Pace::Every(30)),
            (every, Stance::Halved, true, Pace::Slowed(60)),
            (every, Stance::Stopped, true, Pace::Paused(Pause::HourUsed)),
            (every, Stance::Refused, true, Pace::Paused(Pause::Refused)),
            (every, Stance::Free, false, Pace::Paused(Pause::Offline)),
            (
                RefreshEvery::Off,
                Stance::Refused,
                false,
                Pace::Paused(Pause::Off),
            ),
        ] {
            assert_eq!(Pace::of(every, stance, online), pace);
        }
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_the_list() {
        let at = |seconds| DateTime::from_timestamp(seconds, 0).expect("a time");
        assert!(!is_due(at(29), at(0), 30));
        assert!(is_due(at(30), at(0), 30));
        assert!(is_due(at(0), at(3_600), 30));
    }
}
