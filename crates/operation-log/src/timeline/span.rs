//! A range of time that one moves along and out of.

use chrono::{DateTime, TimeDelta, Utc};

/// A range of time to whole seconds, both its ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: DateTime<Utc>,
    last: DateTime<Utc>,
}

impl Span {
    /// A range that ends where it begins, or later.
    pub fn new(first: DateTime<Utc>, last: DateTime<Utc>) -> Self {
        Self {
            first,
            last: last.max(first),
        }
    }

    /// The first second that is in it.
    pub const fn first(self) -> DateTime<Utc> {
        self.first
    }

    /// The last second that is in it.
    pub const fn last(self) -> DateTime<Utc> {
        self.last
    }

    fn length(self) -> TimeDelta {
        self.last - self.first + TimeDelta::seconds(1)
    }

    fn between(first: Option<DateTime<Utc>>, last: Option<DateTime<Utc>>) -> Option<Self> {
        Some(Self::new(first?, last?))
    }

    /// The range of the same length that ends where this one begins.
    pub fn earlier(self) -> Option<Self> {
        let [first, last] =
            [self.first, self.last].map(|end| end.checked_sub_signed(self.length()));
        Self::between(first, last)
    }

    /// The range of the same length that begins where this one ends. Returns `None` if that is in the
    /// future, where there is nothing.
    pub fn later(self, now: DateTime<Utc>) -> Option<Self> {
        let [first, last] =
            [self.first, self.last].map(|end| end.checked_add_signed(self.length()));
        Self::between(first, last).filter(|later| later.first <= now)
    }

    /// The range of twice the length around this one; what of that would be in the future is added
    /// before it.
    pub fn wider(self, now: DateTime<Utc>) -> Option<Self> {
        let half = self.length() / 2;
        let last = self.last.checked_add_signed(half)?;
        let last = last.min(now.max(self.last));
        let added = last - self.last;
        let first = self.first.checked_sub_signed(self.length() - added)?;
        Some(Self::new(first, last))
    }

    /// What of this range is in another.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        Self::new(self.first.max(other.first), self.last.min(other.last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    proptest! {
        #[test]
        fn steps_leave_no_second_out_and_lead_back(
            first in 0i64..2_000_000_000, length in 0i64..100_000_000,
        ) {
            let span = Span::new(at(first), at(first + length));
            let earlier = span.earlier().unwrap();
            prop_assert_eq!(earlier.last() + TimeDelta::seconds(1), span.first());
            prop_assert_eq!(earlier.later(span.last()), Some(span));
            prop_assert_eq!(span.later(span.last()), None, "nothing is in the future");
        }

        #[test]
        fn zooming_out_doubles_the_range_around_it_and_not_into_the_future(
            first in 0i64..2_000_000_000, length in 0i64..100_000_000, ahead in 0i64..100_000_000,
        ) {
            let span = Span::new(at(first), at(first + length));
            let now = at(first + ahead);
            let wider = span.wider(now).unwrap();
            prop_assert_eq!(wider.length(), span.length() * 2);
            prop_assert!(wider.first() <= span.first() && wider.last() >= span.last());
            prop_assert!(wider.last() <= now.max(span.last()));
            prop_assert_eq!(span.within(wider), span);
        }
    }
}
