//! What it costs to load a whole result, before anything is spent.

use operation_log::frozen_view::{Extent, Total};
use operation_log::query::MAX_LIMIT;
use operation_log::result_set::MAX_ROWS;

use crate::remote::calls::CALLS_AN_HOUR;
use crate::state::views::ViewFacts;

/// What a whole result costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    /// How many rows there are; at least so many, unless `is_known`.
    pub rows: u64,
    /// Whether the number of rows is known.
    pub is_known: bool,
    /// How many calls that takes, as far as the number of rows is known.
    pub calls: u64,
    /// How many calls are left of the hour.
    pub left: u64,
}

impl Price {
    /// The price of a view of which `loaded` rows are here, when so many calls were used of the hour.
    pub fn of(facts: &ViewFacts, loaded: u64, used: u32) -> Self {
        let rows = match (facts.total, facts.extent) {
            (Total::Stated(total), _) => total,
            (Total::TooHigh { end, .. }, _) => end,
            (_, Extent::Rows(rows) | Extent::AtLeast(rows)) => rows,
        };
        let is_known = matches!(facts.total, Total::Stated(_) | Total::TooHigh { .. })
            || matches!(facts.extent, Extent::Rows(_));
        let a_call = u64::from(rows_a_call(facts.cap));
        Self {
            rows,
            is_known,
            calls: rows.saturating_sub(loaded).div_ceil(a_call),
            left: u64::from(CALLS_AN_HOUR.saturating_sub(used)),
        }
    }

    /// The share of an hour's calls, in thousandths.
    pub fn permille(self) -> u64 {
        let hour = u64::from(CALLS_AN_HOUR);
        (self.calls * 1_000 + hour / 2) / hour
    }

    /// Whether it takes more than half of what is left of the hour, so that it is asked for twice.
    pub const fn is_steep(self) -> bool {
        self.calls * 2 > self.left
    }

    /// Whether there are more rows than are loaded at all.
    pub const fn is_too_large(self) -> bool {
        self.rows > MAX_ROWS as u64
    }
}

/// The rows that each call brings. One less than a call can have: a row of the call before comes
/// along, to see that nothing has moved between them.
pub fn rows_a_call(cap: Option<u32>) -> u32 {
    cap.map_or(MAX_LIMIT, |cap| cap.min(MAX_LIMIT))
        .saturating_sub(1)
        .max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(total: Total, extent: Extent, cap: Option<u32>) -> ViewFacts {
        ViewFacts {
            number: 1,
            as_of: None,
            drift: None,
            total,
            extent,
            cap,
        }
    }

    fn stated(total: u64) -> ViewFacts {
        facts(Total::Stated(total), Extent::Rows(total), None)
    }

    #[test]
    fn a_price_is_in_calls_and_in_thousandths_of_an_hour() {
        let price = Price::of(&stated(4_213), 0, 100);
        assert_eq!((price.calls, price.permille(), price.left), (43, 22, 1_900));
        assert!(!price.is_steep());
        assert_eq!(Price::of(&stated(4_213), 4_158, 0).calls, 1);
        assert_eq!(Price::of(&stated(0), 0, 0).calls, 0);
    }

    #[test]
    fn more_than_half_of_what_is_left_is_steep_and_more_than_the_store_takes_is_too_large() {
        assert!(!Price::of(&stated(9_900), 0, 1_800).is_steep());
        assert!(Price::of(&stated(9_901), 0, 1_800).is_steep());
        assert!(Price::of(&stated(100), 0, 5_000).is_steep());
        assert!(!Price::of(&stated(50_000), 0, 0).is_too_large());
        assert!(Price::of(&stated(50_001), 0, 0).is_too_large());
    }

    #[test]
    fn a_total_that_rows_contradict_is_no_price() {
        let low = facts(Total::TooLow(5), Extent::AtLeast(20), None);
        let price = Price::of(&low, 0, 0);
        assert_eq!((price.rows, price.is_known), (20, false));
        let high = facts(
            Total::TooHigh {
                stated: 900,
                end: 400,
            },
            Extent::Rows(400),
            Some(51),
        );
        let price = Price::of(&high, 0, 0);
        assert_eq!((price.rows, price.is_known, price.calls), (400, true, 8));
    }
}
