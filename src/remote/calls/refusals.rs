//! What the server said last of calls that it does not want.

use std::cell::RefCell;

use chrono::{DateTime, TimeDelta, Utc};

use crate::api::{ApiError, FailureKind, Reply};

/// Whether the server wants no calls for a while. All times are by the browser's clock.
#[derive(Default)]
pub struct Refusals(RefCell<Option<Refused>>);

/// A refusal that stands.
struct Refused {
    /// What it answered.
    error: ApiError,
    /// Until when. `None` if its rate limit was reached and it did not say: until it answers a call, or
    /// the reader tries again.
    until: Option<DateTime<Utc>>,
}

impl Refusals {
    /// Notes what a call has ended in. An answer ends every refusal; a failure that says nothing of others
    /// changes nothing.
    pub fn note(&self, reply: &Reply, now: DateTime<Utc>) {
        match (&reply.result, reply.retry_after) {
            (Ok(_), _) => {
                self.0.take();
            }
            (Err(error), after) if after.is_some() || error.kind() == FailureKind::OverQuota => {
                let until = after.map(|after| now + TimeDelta::seconds(after.into()));
                let error = error.clone();
                self.0.replace(Some(Refused { error, until }));
            }
            (Err(_), _) => {}
        }
    }

    /// The reader tries again what was refused without a time. A time that the server named stays.
    pub fn try_again(&self) {
        let mut refused = self.0.borrow_mut();
        refused.take_if(|refused| refused.until.is_none());
    }

    /// Whether calls are refused, and nobody knows for how long.
    pub fn is_endless(&self) -> bool {
        let refused = self.0.borrow();
        refused
            .as_ref()
            .is_some_and(|refused| refused.until.is_none())
    }

    /// For how many seconds the server wants no calls; 0 if it takes them or has not said for how long.
    pub fn seconds_left(&self, now: DateTime<Utc>) -> i64 {
        let refused = self.0.borrow();
        let until = refused.as_ref().and_then(|refused| refused.until);
        until.map_or(0, |until| (until - now).num_seconds().max(0))
    }

    /// The reply to a call that is not made, as it would be refused now: what the server said last.
    pub fn reply(&self, now: DateTime<Utc>) -> Option<Reply> {
        let left = u32::try_from(self.seconds_left(now)).unwrap_or(u32::MAX);
        let refused = self.0.borrow();
        let refused = refused.as_ref()?;
        let retry_after = refused.until.is_some().then_some(left);
        (retry_after != Some(0)).then(|| Reply {
            retry_after,
            ..Err(refused.error.clone()).into()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::wire::{OperationPage, Refusal};

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn refused(ret_code: i64, retry_after: Option<u32>) -> Reply {
        let message = String::new();
        Reply {
            retry_after,
            ..Err(ApiError::Refused(Refusal { ret_code, message })).into()
        }
    }

    fn after(reply: &Reply) -> Refusals {
        let refusals = Refusals::default();
        refusals.note(reply, NOW);
        refusals
    }

    #[test]
    fn a_refusal_without_a_time_lasts_until_an_answer_or_until_the_reader_tries_again() {
        let refusals = after(&refused(2500, None));
        let later = NOW + TimeDelta::days(1);
        assert_eq!(refusals.reply(later), Some(refused(2500, None)));
        assert!(refusals.is_endless());
        assert_eq!(refusals.seconds_left(NOW), 0);
        // Another failure says nothing of the rate limit.
        refusals.note(&refused(5100, None), NOW);
        assert!(refusals.is_endless());
        refusals.try_again();
        assert_eq!(refusals.reply(NOW), None);
        let refusals = after(&refused(2500, None));
        refusals.note(&Ok(OperationPage::default()).into(), NOW);
        assert_eq!(refusals.reply(NOW), None);
    }

    #[test]
    fn a_time_that_the_server_names_is_kept_whoever_tries() {
        let refusals = after(&refused(5100, Some(90)));
        refusals.try_again();
        let later = NOW + TimeDelta::seconds(60);
        assert_eq!(refusals.reply(later), Some(refused(5100, Some(30))));
        assert!(!refusals.is_endless());
        assert_eq!(refusals.reply(NOW + TimeDelta::seconds(90)), None);
    }
}
