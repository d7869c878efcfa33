//! Auto-refresh: what came after the view, and rows on screen that still run. Never while the page
//! is hidden, and throttled as the hourly quota is used up.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use super::list::ListState;
use super::preferences::RefreshEvery;
use super::store::Store;
use crate::platform::network;
use crate::remote::calls::Throttle;

/// The shortest time between two looks at rows on screen, in seconds.
const WATCH_SECONDS: i64 = 30;

/// The longest time between two tries while the server fails, in seconds.
const LONGEST_SECONDS: i64 = 300;

/// Why auto-refresh is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pause {
    /// The reader switched it off.
    Off,
    /// The browser has no network.
    Offline,
    /// 95 of 100 calls of the hour are used.
    HourUsed,
    /// The server's rate limit was reached.
    Refused,
}

/// Whether and how often the list is refreshed automatically.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// At the chosen interval, in seconds.
    Every(i64),
    /// At twice the chosen interval, in seconds.
    Slowed(i64),
    /// Not at all.
    Paused(Pause),
}

impl Pace {
    fn of(every: RefreshEvery, throttle: Throttle, online: bool) -> Self {
        let Some(seconds) = every.seconds() else {
            return Self::Paused(Pause::Off);
        };
        match throttle {
            _ if !online => Self::Paused(Pause::Offline),
            Throttle::Free => Self::Every(seconds),
            Throttle::Halved => Self::Slowed(2 * seconds),
            Throttle::Stopped => Self::Paused(Pause::HourUsed),
            Throttle::Refused => Self::Paused(Pause::Refused),
        }
    }

    const fn seconds(self) -> Option<i64> {
        match self {
            Self::Every(seconds) | Self::Slowed(seconds) => Some(seconds),
            Self::Paused(_) => None,
        }
    }
}

/// How often the list is refreshed automatically, now: as often as was chosen, unless the calls of the
/// hour or the network say otherwise.
pub fn pace(store: Store, every: Signal<RefreshEvery>, now: Signal<DateTime<Utc>>) -> Memo<Pace> {
    let Store {
        reader, records, ..
    } = store;
    // The hour passes without a call, too; a look each ten seconds is enough.
    let tenth = Memo::new(move |_| now.with(|now| now.timestamp() / 10));
    Memo::new(move |_| {
        records.track();
        let _ = tenth.get();
        let throttle = reader
            .calls
            .usage()
            .map_or(Throttle::Free, |usage| usage.throttle);
        Pace::of(every.get(), throttle, network::is_online())
    })
}

/// Reads the list again each time it is due. `now` stands still while the page is hidden, so
/// nothing is called then, and what is overdue is called once it can be seen.
pub fn auto_refresh(list: ListState, pace: Memo<Pace>, now: Signal<DateTime<Utc>>) {
    let begin = now.get_untracked();
    let last = StoredValue::new(LastRead {
        newer: begin,
        watch: begin,
        failures: 0,
    });
    Effect::new(move || {
        let now = now.get();
        let Some(seconds) = pace.get_untracked().seconds() else {
            return;
        };
        let failed = list
            .remote()
            .with_untracked(|remote| remote.error().is_some());
        let due = last.try_update_value(|last| last.due(now, seconds, failed));
        match due.flatten() {
            // The rows are what is missing.
            Some(_) if failed => list.recover(),
            Some(Due { watch }) => {
                list.look_for_newer();
                if watch {
                    list.watch();
                }
            }
            None => {}
        }
    });
}

/// When the list was last read in the background.
struct LastRead {
    newer: DateTime<Utc>,
    watch: DateTime<Utc>,
    /// How many reads failed since the last good one.
    failures: u32,
}

/// What is to be read now.
struct Due {
    /// Whether rows in progress are looked at as well.
    watch: bool,
}

impl LastRead {
    /// Notes what is read now, or returns `None` if it is too early.
    fn due(&mut self, now: DateTime<Utc>, seconds: i64, failed: bool) -> Option<Due> {
        let backoff = (seconds << self.failures.min(8)).min(LONGEST_SECONDS);
        let every = if failed { backoff } else { seconds };
        if !is_due(now, self.newer, every) {
            return None;
        }
        self.newer = now;
        self.failures = if failed { self.failures + 1 } else { 0 };
        let watch = !failed && is_due(now, self.watch, every.max(WATCH_SECONDS));
        if watch {
            self.watch = now;
        }
        Some(Due { watch })
    }
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
        for (every, throttle, online, pace) in [
            (every, Throttle::Free, true, Pace::Every(30)),
            (every, Throttle::Halved, true, Pace::Slowed(60)),
            (
                every,
                Throttle::Stopped,
                true,
                Pace::Paused(Pause::HourUsed),
            ),
            (every, Throttle::Refused, true, Pace::Paused(Pause::Refused)),
            (every, Throttle::Free, false, Pace::Paused(Pause::Offline)),
            (
                RefreshEvery::Off,
                Throttle::Refused,
                false,
                Pace::Paused(Pause::Off),
            ),
        ] {
            assert_eq!(Pace::of(every, throttle, online), pace);
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
