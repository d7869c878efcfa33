//! Servers that give fewer rows than they are asked for, count wrongly, end early or repeat rows.

use std::collections::BTreeSet;

use operation_log::FrozenView;
use operation_log::frozen_view::{Ask, Extent, Scope, Step, Total};
use operation_log::query::Order;
use operation_log::wire::OperationPage;
use proptest::prelude::*;

use super::server::{Rules, Server, ServerEvent};

const SCOPE: Scope = Scope {
    order: Order::NewestFirst,
    by_status: false,
    start: None,
    end: None,
};

/// What a server says of its total.
#[derive(Clone, Copy, Debug)]
pub enum Claim {
    Honest,
    Nothing,
    Always(u64),
    /// Another number at each call.
    Anything,
}

/// How a server lies.
#[derive(Clone, Copy, Debug)]
pub struct Lies {
    pub claim: Claim,
    /// The most rows that it gives a call.
    pub cap: Option<u32>,
    /// How many rows it gives at most, from the first on.
    pub wall: Option<u64>,
}

impl Lies {
    /// The answer to a call of a server that would answer so.
    pub fn told(self, ask: Ask, calls: u64, mut answer: OperationPage) -> OperationPage {
        let reach = self.wall.map(|wall| wall.saturating_sub(ask.offset));
        let most = reach
            .unwrap_or(u64::MAX)
            .min(self.cap.map_or(u64::MAX, u64::from));
        answer
            .rows
            .truncate(usize::try_from(most).unwrap_or(usize::MAX));
        answer.total = match self.claim {
            Claim::Honest => answer.total,
            Claim::Nothing => None,
            Claim::Always(total) => Some(total),
            Claim::Anything => Some(calls.wrapping_mul(2_654_435_761) % 700 * 1_000 + 5),
        };
        answer
    }
}

fn lies() -> impl Strategy<Value = Lies> {
    let claim = prop_oneof![
        Just(Claim::Honest),
        Just(Claim::Nothing),
        (0u64..600).prop_map(Claim::Always),
        Just(Claim::Anything)
    ];
    let cap = prop_oneof![Just(None), (10u32..40).prop_map(Some)];
    let wall = prop_oneof![Just(None), (1u64..120).prop_map(Some)];
    (claim, cap, wall).prop_map(|(claim, cap, wall)| Lies { claim, cap, wall })
}

struct Liar {
    server: Server,
    lies: Lies,
    calls: u64,
}

impl Liar {
    fn page(
        &mut self,
        view: &mut FrozenView,
        page: u64,
        limit: u32,
    ) -> Result<OperationPage, String> {
        let mut read = view.read(page, limit);
        for _ in 0..30 {
            self.calls += 1;
            // As a range does that ends when it is asked for.
            view.rescope(SCOPE);
            let answer = self.server.answer(read.ask);
            let answer = self.lies.told(read.ask, self.calls, answer);
            match view.take(read, answer, self.server.date()) {
                Step::Page(page) => return Ok(page),
                Step::Ask(next) => read = next,
            }
        }
        Err(format!("page {page} takes more than thirty calls"))
    }
}

fn read_all(rows: u16, limit: u32, lies: Lies) -> Result<(), String> {
    let mut liar = Liar {
        server: Server::new(Rules::PLAIN, rows),
        lies,
        calls: 0,
    };
    let all = liar.server.all();
    let reachable = lies.wall.map_or(all.len(), |wall| {
        all.len().min(usize::try_from(wall).unwrap_or(usize::MAX))
    });
    let mut view = FrozenView::new(SCOPE);
    let mut seen: Vec<String> = Vec::new();
    for number in 1.. {
        let page = liar.page(&mut view, number, limit)?;
        if let Some(drift) = view.drift() {
            // Counts that go up and down may be those of a log that changes.
            if matches!(lies.claim, Claim::Anything) {
                return Ok(());
            }
            return Err(format!("page {number}: {drift:?} though nothing moved"));
        }
        if page.rows.is_empty() {
            break;
        }
        seen.extend(page.operations().map(|row| row.job_id.to_string()));
        let last = seen.len() as u64;
        if let Total::Stated(total) = view.total()
            && total < last
        {
            return Err(format!("rows to {last} of {total}"));
        }
        // The reader turns the page as long as the view offers another one.
        let step = u64::from(view.rows_a_page(limit));
        let is_offered = match view.extent() {
            Extent::Rows(rows) => rows > number * step,
            Extent::AtLeast(rows) => rows >= number * step,
        };
        if !is_offered {
            break;
        }
        // New operations come while the pages are turned. Without a count that can be believed the
        // view is read without a bound, so that they push rows behind a wall.
        if lies.wall.is_none() || matches!(lies.claim, Claim::Honest) {
            liar.server.happens(ServerEvent::SecondPasses);
            liar.server.happens(ServerEvent::Insert { status: 0 });
        }
    }
    let distinct: BTreeSet<&String> = seen.iter().collect();
    if distinct.len() < seen.len() {
        return Err(format!("a row is shown twice: {seen:?}"));
    }
    // A total that happens to be the number of rows that came cannot be told from a true one.
    let is_plausible = matches!(lies.claim, Claim::Always(_) | Claim::Anything)
        && matches!(view.total(), Total::Stated(total) if total == seen.len() as u64);
    // A few rows without a total are taken for all there are.
    let is_small = matches!(
        lies.claim,
        Claim::Nothing | Claim::Anything | Claim::Always(_)
    ) && seen.len() < 10;
    if seen != all[..reachable] && !is_plausible && !is_small {
        return Err(format!(
            "{} of {reachable} rows are reached: {:?}",
            seen.len(),
            view.total()
        ));
    }
    Ok(())
}

proptest! {
    #![proptest_config(super::config())]

    #[test]
    fn every_row_that_a_server_gives_is_reached_once_whatever_it_counts_or_keeps_back(
        rows in 0u16..300,
        limit in prop_oneof![Just(10u32), Just(20), Just(50), Just(100), 1u32..100],
        lies in lies(),
    ) {
        read_all(rows, limit, lies).map_err(TestCaseError::fail)?;
    }
}
