//! Holds an answer against the request that it answers.
//!
//! A server may ignore a filter, a bound, the order or the limit without a word. What the rows of
//! an answer contradict is found here and nowhere else, as [`Finding`]s that every screen puts into
//! words. A row contradicts a condition only if it has a value that cannot meet it: what is missing
//! or cannot be read proves nothing.

mod condition;
mod order;

pub use condition::contradicts;
pub use order::RowOrder;

use crate::query::{Order, Param};
use crate::wire::OperationPage;

/// What the rows of an answer contradict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    /// Rows do not meet a condition of the request.
    NotApplied {
        /// The condition.
        param: Param,
        /// How many rows do not meet it.
        rows: usize,
        /// Of how many.
        of: usize,
    },
    /// The rows are in another order than was asked for.
    Order(RowOrder),
    /// More rows than were asked for.
    OverLimit {
        /// How many were asked for.
        limit: u32,
        /// How many came.
        rows: usize,
    },
    /// Rows were left out because they had been shown already.
    Repeated(usize),
}

/// What an answer contradicts of the parameters that were sent, worst first.
pub fn check(sent: &[(&'static str, String)], page: &OperationPage) -> Vec<Finding> {
    let conditions = sent.iter().filter_map(|(key, value)| {
        let param = Param::from_key(key)?;
        let value = value.as_str();
        match param {
            Param::Reverse => wrong_order(value, page),
            Param::Limit => over_limit(value, page),
            _ => {
                let rows = page
                    .operations()
                    .filter(|row| contradicts(param, value, row));
                not_applied(param, rows.count(), page.rows.len())
            }
        }
    });
    let repeated = (page.repeated > 0).then_some(Finding::Repeated(page.repeated));
    conditions.chain(repeated).collect()
}

/// Checks a page that was cut from an answer: a row beside it, which is read to compare the two, is
/// none of its rows. What the answer has shown of itself stays.
pub fn check_part(sent: &[(&'static str, String)], page: &mut OperationPage) {
    let is_of_answer = |finding: &Finding| matches!(finding, Finding::OverLimit { .. });
    let mut findings = check(sent, page);
    findings.retain(|finding| !is_of_answer(finding));
    page.findings.retain(is_of_answer);
    page.findings.append(&mut findings);
}

const fn not_applied(param: Param, rows: usize, of: usize) -> Option<Finding> {
    if rows == 0 {
        return None;
    }
    Some(Finding::NotApplied { param, rows, of })
}

fn wrong_order(reverse: &str, page: &OperationPage) -> Option<Finding> {
    let order = RowOrder::of(page);
    let asked = if reverse == Order::NewestFirst.reverse() {
        Order::NewestFirst
    } else {
        Order::OldestFirst
    };
    (!order.is(asked)).then_some(Finding::Order(order))
}

fn over_limit(limit: &str, page: &OperationPage) -> Option<Finding> {
    let limit = limit.parse().ok()?;
    let rows = page.rows.len();
    (rows > limit as usize).then_some(Finding::OverLimit { limit, rows })
}
