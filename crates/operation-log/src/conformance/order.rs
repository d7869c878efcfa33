//! The order that rows are in.

use crate::query::Order;
use crate::wire::OperationPage;

/// The order by creation that the rows of an answer are in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowOrder {
    /// Too few rows have different times to tell.
    Undetermined,
    /// The newest is first.
    NewestFirst,
    /// The oldest is first.
    OldestFirst,
    /// Neither.
    Mixed,
}

impl RowOrder {
    /// The order of the rows with a time. A time whose zone was guessed is not compared with one
    /// that names its zone.
    pub fn of(page: &OperationPage) -> Self {
        let times = || page.operations().filter_map(|row| row.create_time.known());
        let mut order = Self::Undetermined;
        for (before, after) in times().zip(times().skip(1)) {
            let step = match before.instant.cmp(&after.instant) {
                _ if before.assumed_utc8 != after.assumed_utc8 => continue,
                std::cmp::Ordering::Equal => continue,
                std::cmp::Ordering::Less => Self::OldestFirst,
                std::cmp::Ordering::Greater => Self::NewestFirst,
            };
            if order != Self::Undetermined && order != step {
                return Self::Mixed;
            }
            order = step;
        }
        order
    }

    /// Whether rows in this order may be in the order of a request.
    pub fn is(self, asked: Order) -> bool {
        match self {
            Self::Undetermined => true,
            Self::NewestFirst => asked == Order::NewestFirst,
            Self::OldestFirst => asked == Order::OldestFirst,
            Self::Mixed => false,
        }
    }
}
