//! Rations the calls that a key may make in an hour, and makes none for a while after the API said
//! that there were too many.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// The window that calls are counted in.
pub const HOUR: TimeDelta = TimeDelta::hours(1);
/// How long no call is made after the first refusal for too many, in seconds.
pub const FIRST_PAUSE: i64 = 60;
/// How long no call is made after further ones at most, in seconds.
pub const LONGEST_PAUSE: i64 = 900;
/// How long a call that tries whether the API answers again may take, in seconds.
pub const TRIAL: i64 = 30;

/// Who waits for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody who looks at the screen.
    Interactive,
    /// Nobody.
    Background,
}

/// How many calls an hour has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ration {
    /// In all.
    pub per_hour: usize,
    /// Of these, how many are kept for [`Urgency::Interactive`].
    pub reserve: usize,
}

impl Ration {
    /// How many calls may be made for somebody.
    pub const fn allowed(self, urgency: Urgency) -> usize {
        match urgency {
            Urgency::Interactive => self.per_hour,
            Urgency::Background => self.per_hour.saturating_sub(self.reserve),
        }
    }
}

/// How many calls are left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left {
    /// The calls of an hour.
    pub limit: usize,
    /// Those that can still be made now.
    pub remaining: usize,
    /// In how many seconds there is one more.
    pub reset: i64,
}

/// Why a call is not made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused {
    /// In how many seconds it may be made; at least 1.
    pub retry_after: i64,
}

/// The calls of the last hour.
#[derive(Debug)]
pub struct Budget {
    ration: Ration,
    spent: Mutex<Spent>,
}

#[derive(Debug, Default)]
struct Spent {
    /// When each call of the last hour was made, oldest first.
    at: VecDeque<DateTime<Utc>>,
    /// Until when no call is made.
    paused_until: Option<DateTime<Utc>>,
    /// How often the API has refused in a row.
    refusals: u32,
}

impl Budget {
    /// A budget of which nothing is spent.
    pub fn new(ration: Ration) -> Self {
        Self {
            ration,
            spent: Mutex::default(),
        }
    }

    /// How many calls an hour has.
    pub const fn ration(&self) -> Ration {
        self.ration
    }

    /// So many calls have been made in the last hour, if not more.
    pub fn spend_at_least(&self, count: usize, now: DateTime<Utc>) {
        let mut spent = self.lock(now);
        let missing = count.saturating_sub(spent.at.len());
        spent.at.extend(std::iter::repeat_n(now, missing));
    }

    /// Takes a call out of the budget.
    ///
    /// # Errors
    /// If there is none left for it.
    pub fn spend(&self, urgency: Urgency, now: DateTime<Utc>) -> Result<(), Refused> {
        let mut spent = self.lock(now);
        if let Some(until) = spent.paused_until
            && now < until
        {
            return Err(Refused::until(until, now));
        }
        let allowed = self.ration.allowed(urgency);
        if let Some(over) = (spent.at.len() + 1).checked_sub(allowed)
            && over > 0
        {
            // So many of the oldest have to leave the window first.
            let freed = spent.at.get(over - 1).copied().unwrap_or(now);
            return Err(Refused::until(freed + HOUR, now));
        }
        spent.at.push_back(now);
        if spent.paused_until.is_some() {
            // This call tries whether the API answers again; the others wait for it.
            spent.paused_until = Some(now + TimeDelta::seconds(TRIAL));
        }
        Ok(())
    }

    /// The API answered.
    pub fn succeed(&self) {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        spent.paused_until = None;
        spent.refusals = 0;
    }

    /// The API refused a call because there were too many. It may have said in how many seconds to
    /// try again.
    pub fn pause(&self, retry_after: Option<i64>, now: DateTime<Utc>) {
        let mut spent = self.lock(now);
        let own = FIRST_PAUSE
            .saturating_mul(1 << spent.refusals.min(4))
            .min(LONGEST_PAUSE);
        let pause = retry_after.unwrap_or(own).clamp(1, HOUR.num_seconds());
        spent.refusals = spent.refusals.saturating_add(1);
        spent.paused_until = Some(now + TimeDelta::seconds(pause));
    }

    /// How many calls are left for whoever looks at the screen.
    pub fn left(&self, now: DateTime<Utc>) -> Left {
        let spent = self.lock(now);
        let is_paused = spent.paused_until.is_some_and(|until| now < until);
        let remaining = if is_paused {
            0
        } else {
            self.ration.per_hour.saturating_sub(spent.at.len())
        };
        let freed = spent.at.front().map(|oldest| *oldest + HOUR);
        let reset = match spent.paused_until.filter(|_| is_paused) {
            Some(until) => until - now,
            None => freed.map_or(TimeDelta::zero(), |freed| freed - now),
        };
        Left {
            limit: self.ration.per_hour,
            remaining,
            reset: seconds_up(reset),
        }
    }

    fn lock(&self, now: DateTime<Utc>) -> std::sync::MutexGuard<'_, Spent> {
        let mut spent = self.spent.lock().unwrap_or_else(PoisonError::into_inner);
        while spent.at.front().is_some_and(|oldest| *oldest + HOUR <= now) {
            spent.at.pop_front();
        }
        spent
    }
}

impl Refused {
    fn until(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        Self {
            retry_after: seconds_up(until - now).max(1),
        }
    }
}

/// Whole seconds, rounded up.
fn seconds_up(span: TimeDelta) -> i64 {
    (span.num_milliseconds().max(0) + 999) / 1000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RATION: Ration = Ration {
        per_hour: 10,
        reserve: 4,
    };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_share_is_kept_for_whoever_looks_at_the_screen() {
        let budget = Budget::new(RATION);
        for second in 0..6 {
            assert_eq!(budget.spend(Urgency::Background, at(second)), Ok(()));
        }
        let wait = budget.spend(Urgency::Background, at(10));
        assert_eq!(wait, Err(Refused { retry_after: 3590 }));
        for second in 10..14 {
            assert_eq!(budget.spend(Urgency::Interactive, at(second)), Ok(()));
        }
        let wait = budget.spend(Urgency::Interactive, at(20));
        assert_eq!(wait, Err(Refused { retry_after: 3580 }));
        // In the background only once the fifth has left the window.
        let wait = budget.spend(Urgency::Background, at(20));
        assert_eq!(wait, Err(Refused { retry_after: 3584 }));
        let left = Left {
            limit: 10,
            remaining: 0,
            reset: 3580,
        };
        assert_eq!(budget.left(at(20)), left);
        assert_eq!(budget.left(at(3600)).remaining, 1);
        assert_eq!(budget.spend(Urgency::Interactive, at(3600)), Ok(()));
    }

    #[test]
    fn no_call_is_made_for_a_while_after_too_many() {
        let budget = Budget::new(RATION);
        budget.pause(None, at(0));
        assert_eq!(
            budget.spend(Urgency::Interactive, at(1)),
            Err(Refused { retry_after: 59 })
        );
        assert_eq!(budget.left(at(1)).remaining, 0);
        // One call tries; the others wait.
        assert_eq!(budget.spend(Urgency::Interactive, at(60)), Ok(()));
        assert!(budget.spend(Urgency::Interactive, at(60)).is_err());
        // Each further refusal takes twice as long, up to a quarter of an hour.
        for (retry_after, expected) in [
            (None, 120),
            (None, 240),
            (None, 480),
            (None, 900),
            (None, 900),
            (Some(7), 7),
        ] {
            budget.pause(retry_after, at(100));
            assert_eq!(
                budget.spend(Urgency::Interactive, at(100)),
                Err(Refused {
                    retry_after: expected
                })
            );
        }
        budget.succeed();
        assert_eq!(budget.spend(Urgency::Interactive, at(101)), Ok(()));
        budget.pause(None, at(102));
        assert_eq!(budget.left(at(102)).reset, 60);
    }

    proptest! {
        #[test]
        fn no_hour_has_more_calls_than_its_ration(
            gaps in prop::collection::vec((0_i64..900, any::<bool>()), 1..200)
        ) {
            let budget = Budget::new(RATION);
            let mut now = 0;
            let mut made: Vec<(i64, bool)> = Vec::new();
            for (gap, is_urgent) in gaps {
                now += gap;
                let urgency = if is_urgent { Urgency::Interactive } else { Urgency::Background };
                match budget.spend(urgency, at(now)) {
                    Ok(()) => made.push((now, is_urgent)),
                    // It would have been allowed then, had nothing else come.
                    Err(refused) => prop_assert!((1..=3600).contains(&refused.retry_after)),
                }
                let of_hour = made.iter().filter(|(at, _)| *at > now - 3600).count();
                prop_assert!(of_hour <= RATION.per_hour);
                prop_assert_eq!(budget.left(at(now)).remaining, RATION.per_hour - of_hour);
            }
        }
    }
}
