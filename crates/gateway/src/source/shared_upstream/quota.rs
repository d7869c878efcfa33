//! The calls of an hour: those of this gateway alone, or of all that share a store. While the store does
//! not answer, each takes its own part.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

use super::budget::{Budget, Left, Ration, Refused, Urgency};
use super::store::{Granted, Store};

/// The calls of an hour.
#[derive(Debug)]
pub struct Quota {
    /// This gateway's own part; all of them where there is no store.
    own: Budget,
    common: Option<Common>,
}

/// The calls of all gateways.
#[derive(Debug)]
struct Common {
    store: Store,
    ration: Ration,
    /// What the store last said is left, and when. `None` while it does not answer.
    told: Mutex<Option<(Left, DateTime<Utc>)>>,
}

impl Quota {
    /// Those of this gateway alone.
    pub const fn alone(budget: Budget) -> Self {
        Self {
            own: budget,
            common: None,
        }
    }

    /// Those of all gateways that share a store, or `part` of them while it does not answer.
    pub fn shared(store: Store, all: Ration, part: Ration) -> Self {
        Self {
            own: Budget::new(part),
            common: Some(Common {
                store,
                ration: all,
                told: Mutex::default(),
            }),
        }
    }

    /// The store, if there is one.
    pub fn store(&self) -> Option<&Store> {
        self.common.as_ref().map(|common| &common.store)
    }

    /// Takes a call out.
    ///
    /// # Errors
    /// If there is none left for it.
    pub async fn spend(
        &self,
        key_id: &str,
        urgency: Urgency,
        now: DateTime<Utc>,
    ) -> Result<Granted, Refused> {
        let Some(common) = &self.common else {
            self.own.spend(urgency, now)?;
            return Ok(Granted { is_trial: false });
        };
        let allowed = common.ration.allowed(urgency);
        let verdict = common
            .store
            .spend(key_id, allowed, common.ration.per_hour, now)
            .await;
        common.tell(verdict.map(|verdict| (verdict.left, now)));
        if let Some(verdict) = verdict {
            // Should the store go away, no more is left than this gateway's part of the rest.
            self.own
                .spend_at_least(self.part_of(common, verdict.spent), now);
            return verdict.granted;
        }
        self.own.spend(urgency, now)?;
        common.store.made_alone(key_id, now);
        Ok(Granted { is_trial: false })
    }

    /// The API answered a call.
    pub async fn succeed(&self, key_id: &str, granted: Granted) {
        self.own.succeed();
        if let Some(store) = self.store().filter(|_| granted.is_trial) {
            store.resume(key_id).await;
        }
    }

    /// The API refused a call because there were too many. It may have said in how many seconds to
    /// try again.
    pub async fn pause(&self, key_id: &str, retry_after: Option<i64>, now: DateTime<Utc>) {
        self.own.pause(retry_after, now);
        if let Some(store) = self.store() {
            store.pause(key_id, retry_after).await;
        }
    }

    /// How many calls are left for whoever looks at the screen: of all gateways, as they were at the
    /// last call of this one, or of its own part while the store does not answer.
    pub fn left(&self, now: DateTime<Utc>) -> Left {
        let told = self.common.as_ref().and_then(Common::told);
        match told {
            None => self.own.left(now),
            Some((left, then)) => {
                let since = (now - then).max(TimeDelta::zero()).num_seconds();
                Left {
                    reset: (left.reset - since).max(0),
                    ..left
                }
            }
        }
    }

    /// This gateway's part of the calls that all have made.
    fn part_of(&self, common: &Common, spent: usize) -> usize {
        let part = self.own.ration().per_hour;
        let all = common.ration.per_hour.max(1);
        spent.saturating_mul(part).div_ceil(all).min(part)
    }
}

impl Common {
    fn tell(&self, told: Option<(Left, DateTime<Utc>)>) {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    fn told(&self) -> Option<(Left, DateTime<Utc>)> {
        *self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
