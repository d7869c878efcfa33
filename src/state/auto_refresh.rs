//! Auto-refresh: how often what is on screen is read again. Never while the page is hidden, and
//! throttled as the hourly quota is used up.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::preferences::RefreshEvery;
use super::store::Store;
use crate::platform::network;
use crate::remote::calls::Throttle;

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

impl Pause {
    /// Why nothing is read in the background, whatever the reader chose.
    const fn of(throttle: Throttle, online: bool) -> Option<Self> {
        match throttle {
            _ if !online => Some(Self::Offline),
            Throttle::Free | Throttle::Halved => None,
            Throttle::Stopped => Some(Self::HourUsed),
            Throttle::Refused => Some(Self::Refused),
        }
    }
}

impl Pace {
    fn of(every: RefreshEvery, throttle: Throttle, online: bool) -> Self {
        let Some(seconds) = every.seconds() else {
            return Self::Paused(Pause::Off);
        };
        match Pause::of(throttle, online) {
            Some(pause) => Self::Paused(pause),
            None if throttle == Throttle::Halved => Self::Slowed(2 * seconds),
            None => Self::Every(seconds),
        }
    }

    /// The interval, in seconds; `None` while there is none.
    pub const fn seconds(self) -> Option<i64> {
        match self {
            Self::Every(seconds) | Self::Slowed(seconds) => Some(seconds),
            Self::Paused(_) => None,
        }
    }
}

/// How often the list is refreshed automatically, now: as often as was chosen, unless the calls of the
/// hour or the network say otherwise.
pub fn pace(store: Store, every: Signal<RefreshEvery>, now: Signal<DateTime<Utc>>) -> Memo<Pace> {
    let throttle = throttle(store, now);
    Memo::new(move |_| Pace::of(every.get(), throttle(), network::is_online()))
}

/// Why nothing is read in the background, now, whatever the reader chose; `None` if it is.
pub fn pause(store: Store, now: Signal<DateTime<Utc>>) -> Memo<Option<Pause>> {
    let throttle = throttle(store, now);
    Memo::new(move |_| Pause::of(throttle(), network::is_online()))
}

/// How freely background calls are made; tracked.
fn throttle(store: Store, now: Signal<DateTime<Utc>>) -> impl Fn() -> Throttle + Send + Sync {
    let Store {
        reader, records, ..
    } = store;
    // The hour passes without a call, too; a look each ten seconds is enough.
    let tenth = Memo::new(move |_| now.with(|now| now.timestamp() / 10));
    move || {
        records.track();
        let _ = tenth.get();
        let usage = reader.calls.usage();
        usage.map_or(Throttle::Free, |usage| usage.throttle)
    }
}

/// Calls back each second with the time by the browser's clock and the interval in seconds, unless
/// auto-refresh is off. `ticks` stand still while the page is hidden, so nothing is called then, and
/// what is overdue is called once it can be seen.
pub fn auto_refresh(
    pace: Memo<Pace>,
    ticks: Signal<DateTime<Utc>>,
    tick: impl Fn(DateTime<Utc>, i64) + 'static,
) {
    Effect::new(move || {
        let now = ticks.get();
        if let Some(seconds) = pace.get_untracked().seconds() {
            tick(now, seconds);
        }
    });
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
}
