//! Reading in the background: when, and what became of it. One policy for all that is read again
//! by itself.
//!
//! An answer is waited for until the next reading is due; then it counts as failed. After a failure
//! the interval doubles, up to five minutes, so that a failing server is asked less often than a
//! healthy one, and never before the time that the server itself has named.

use std::future::Future;
use std::pin::Pin;

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, FailureKind};
use crate::platform::clock;
use crate::remote::calls::Calls;
use crate::remote::{Latest, Ticket};

/// The longest time between two tries while the server fails, in seconds.
const LONGEST_SECONDS: i64 = 300;

/// After how many failures the interval is at its longest, whatever was chosen.
const MOST_DOUBLINGS: u32 = 8;

/// The last reading, which failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedCheck {
    /// What kind of failure.
    pub kind: FailureKind,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
}

/// When something is read again; all of it by the browser's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// When the last reading began or failed.
    last: DateTime<Utc>,
    /// How many failed since the last good one.
    failures: u32,
    /// What the server asked to wait after the last failure, in seconds.
    asked: i64,
    /// Spreads the tries of many browsers: 0 to 1.
    jitter: f64,
    /// The last reading, if it failed.
    failed: Option<FailedCheck>,
    /// When the last good reading ended, by the server's clock.
    checked: Option<DateTime<Utc>>,
}

impl Rhythm {
    /// Something that was read just now.
    pub const fn new(now: DateTime<Utc>) -> Self {
        Self {
            last: now,
            failures: 0,
            asked: 0,
            jitter: 0.0,
            failed: None,
            checked: None,
        }
    }

    /// The seconds from the last reading to the next, if the reader chose so many between two.
    fn interval(&self, chosen: i64) -> i64 {
        if self.failures == 0 {
            return chosen;
        }
        let doubled = chosen << self.failures.min(MOST_DOUBLINGS);
        let backoff = doubled.min(LONGEST_SECONDS.max(chosen));
        // At most a quarter more; minutes fit.
        let spread = (backoff as f64 * self.jitter / 4.0) as i64;
        (backoff + spread).max(self.asked)
    }

    /// When the next reading is due.
    pub fn next(&self, chosen: i64) -> DateTime<Utc> {
        self.last + TimeDelta::seconds(self.interval(chosen))
    }

    /// Whether it is time; also where the clock was set back by more than an interval.
    pub fn is_due(&self, now: DateTime<Utc>, chosen: i64) -> bool {
        (now - self.last).num_seconds().abs() >= self.interval(chosen)
    }

    /// A reading begins.
    pub fn begin(&mut self, now: DateTime<Utc>) {
        self.last = now;
    }

    /// A reading was good.
    pub fn succeed(&mut self) {
        self.failures = 0;
        self.asked = 0;
        self.failed = None;
    }

    /// A reading failed; the server asked to wait so many seconds.
    pub fn fail(&mut self, now: DateTime<Utc>, asked: i64, jitter: f64) {
        self.last = now;
        self.failures = self.failures.saturating_add(1);
        self.asked = asked;
        self.jitter = jitter;
    }
}

/// A reading under way.
pub type Reading = Pin<Box<dyn Future<Output = Result<(), ApiError>>>>;

/// Begins a reading; boxed, so that all readings share one code.
pub type Read = Box<dyn FnOnce(Ticket) -> Reading>;

/// The background reading of one screen.
#[derive(Clone, Copy)]
pub struct Background {
    rhythm: RwSignal<Rhythm>,
    in_flight: StoredValue<bool>,
    line: Latest,
    calls: Calls,
}

impl Background {
    /// Nothing has been read yet. Ends with the current owner.
    pub fn new(calls: Calls) -> Self {
        Self {
            rhythm: RwSignal::new(Rhythm::new(clock::now())),
            in_flight: StoredValue::new(false),
            line: Latest::new(),
            calls,
        }
    }

    /// The last reading, if it failed; tracked.
    pub fn failed(self) -> Option<FailedCheck> {
        self.rhythm.try_with(|rhythm| rhythm.failed)?
    }

    /// When the last good reading ended, by the server's clock; tracked.
    pub fn checked(self) -> Option<DateTime<Utc>> {
        self.rhythm.try_with(|rhythm| rhythm.checked)?
    }

    /// When the next reading is due, by the browser's clock, if the reader chose so many seconds
    /// between two; tracked.
    pub fn next(self, chosen: i64) -> Option<DateTime<Utc>> {
        self.rhythm.try_with(|rhythm| rhythm.next(chosen))
    }

    /// Reads if it is time: `chosen` is the interval in seconds.
    pub fn tick(self, now: DateTime<Utc>, chosen: i64, read: Read) {
        let is_due = self
            .rhythm
            .try_with_untracked(|rhythm| rhythm.is_due(now, chosen));
        if is_due != Some(true) {
            return;
        }
        if self.in_flight.try_get_value() == Some(true) {
            // What is this late is no answer.
            self.line.abort();
            self.finish(Err(FailureKind::TimedOut));
            return;
        }
        self.read_now(now, read);
    }

    /// Reads, whether it is time or not.
    pub fn read_now(self, now: DateTime<Utc>, read: Read) {
        let Some(ticket) = self.line.begin() else {
            return;
        };
        let current = ticket.clone();
        let reading = read(ticket);
        self.in_flight.try_set_value(true);
        self.rhythm.try_update(|rhythm| rhythm.begin(now));
        spawn_local(async move {
            let result = reading.await;
            if !current.is_current() {
                return;
            }
            match result {
                Ok(()) => self.finish(Ok(())),
                // The hour has no room for it, or the reader has asked for something else.
                Err(ApiError::Aborted) => {
                    self.in_flight.try_set_value(false);
                }
                Err(error) => self.finish(Err(error.kind())),
            }
        });
    }

    /// The reader asks for what is read here, so that nothing needs to be read behind that, and what
    /// failed before is no news.
    pub fn restart(self) {
        self.line.abort();
        self.in_flight.try_set_value(false);
        self.rhythm.try_update(|rhythm| {
            rhythm.begin(clock::now());
            rhythm.failed = None;
        });
    }

    /// What was read, for the reader or in the background, was good or failed.
    pub fn finish(self, result: Result<(), FailureKind>) {
        self.in_flight.try_set_value(false);
        self.rhythm.try_update(|rhythm| match result {
            Ok(()) => {
                rhythm.succeed();
                rhythm.checked = Some(self.calls.server_now());
            }
            Err(kind) => {
                let asked = self.calls.closed_seconds();
                rhythm.fail(clock::now(), asked, js_sys::Math::random());
                let at = self.calls.server_now();
                rhythm.failed = Some(FailedCheck { kind, at });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    /// When a server is asked in so many seconds, if each call takes `takes` and `answer` says what
    /// comes of the call of a second.
    fn asked(
        chosen: i64,
        during: i64,
        takes: i64,
        answer: impl Fn(i64) -> Result<(), i64>,
    ) -> Vec<i64> {
        let mut rhythm = Rhythm::new(at(0));
        let mut asked = Vec::new();
        let mut under_way = None;
        for now in 0..during {
            if under_way.is_some_and(|began| now - began >= takes) {
                under_way = None;
                match answer(now) {
                    Ok(()) => rhythm.succeed(),
                    Err(asks) => rhythm.fail(at(now), asks, 0.5),
                }
            }
            if rhythm.is_due(at(now), chosen) && under_way.is_none() {
                rhythm.begin(at(now));
                asked.push(now);
                under_way = Some(now);
            }
        }
        asked
    }

    #[test]
    fn a_healthy_server_is_asked_at_the_chosen_interval() {
        assert_eq!(asked(30, 151, 1, |_| Ok(())), [30, 60, 90, 120, 150]);
    }

    #[test]
    fn a_failing_server_is_asked_less_and_less_and_recovers_at_once() {
        let answer = |now| if now < 1_000 { Err(0) } else { Ok(()) };
        let asked = asked(30, 1_400, 1, answer);
        let gaps: Vec<i64> = asked.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(gaps[..4], [68, 136, 271, 338]);
        assert!(gaps[5..].iter().all(|gap| *gap == 30), "{gaps:?}");
    }

    #[test]
    fn the_server_says_when_it_may_be_asked_again() {
        let asked = asked(15, 1_000, 0, |_| Err(400));
        assert_eq!(asked, [15, 416, 817]);
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_stop_anything() {
        let rhythm = Rhythm::new(at(3_600));
        assert!(!rhythm.is_due(at(3_599), 30), "ticks lag behind");
        assert!(!rhythm.is_due(at(3_629), 30));
        assert!(rhythm.is_due(at(3_630), 30));
        assert!(rhythm.is_due(at(0), 30));
    }

    #[test]
    fn a_failing_server_is_never_asked_more_often_than_a_healthy_one() {
        for chosen in [15, 30, 60, 120] {
            for asks in [0, 90, 100_000] {
                for jitter in [0.0, 0.5, 1.0] {
                    let mut rhythm = Rhythm::new(at(0));
                    for failures in 1..40 {
                        rhythm.fail(at(0), asks, jitter);
                        let next = (rhythm.next(chosen) - at(0)).num_seconds();
                        assert!(next > chosen && next >= asks, "{failures}: {rhythm:?}");
                        assert!(next <= (LONGEST_SECONDS * 5 / 4).max(asks), "{rhythm:?}");
                    }
                }
            }
        }
    }
}
