//! A reader who goes from page to page.

use std::collections::{BTreeMap, BTreeSet};

use operation_log::FrozenView;
use operation_log::frozen_view::{PageRead, Scope, Step};
use operation_log::query::Order;
use operation_log::wire::OperationPage;

use super::server::{Ends, Filter, Rules, Server, ServerEvent, Ties};

/// What came of the reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every page that was shown has the rows it had when the view was frozen.
    Still,
    /// The view said that it moved.
    Moved,
}

/// How much is proven of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// No two pages share a row, and all of them together have every frozen row that has stayed, and
    /// no other than frozen ones.
    AllPages,
    /// Each page has the very rows it had when the view was frozen.
    EachPage,
}

/// How a reader makes two calls of which the second is known beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// One after the other.
    InTurn,
    /// At once; the server answers in this order or in the other.
    AtOnce { reversed: bool },
}

/// Calls until the page is there, with everything that happens between the calls. Returns
/// `None` if a call failed.
fn call(
    view: &mut FrozenView,
    server: &mut Server,
    mut read: PageRead,
    pairs: Pairs,
    events: &[ServerEvent],
    stayed: &mut BTreeSet<String>,
) -> Result<Option<OperationPage>, String> {
    // Without a total, what is behind the last rows is looked at.
    let most = if server.counts() { 8 } else { 24 };
    let mut events = events.iter();
    let mut early = None;
    for _ in 0..most {
        let answered =
            |server: &mut Server, read: PageRead| (server.answer(read.ask), server.date());
        let known = early.take().filter(|(asked, _)| *asked == read);
        let (answer, date) = match (known, pairs, view.expected_next(&read)) {
            (Some((_, reply)), _, _) => reply,
            (None, Pairs::AtOnce { reversed }, Some(next)) => {
                let [first, second] = if reversed { [next, read] } else { [read, next] };
                let one = answered(server, first);
                if let Some(event) = events.next()
                    && happens(server, *event, stayed)
                {
                    return Ok(None);
                }
                let other = answered(server, second);
                let [reply, next_reply] = if reversed { [other, one] } else { [one, other] };
                early = Some((next, next_reply));
                reply
            }
            _ => answered(server, read),
        };
        match view.take(read, answer, date) {
            Step::Page(page) => return Ok(Some(page)),
            Step::Ask(next) => read = next,
        }
        // The log moves between the calls of one page as well.
        if let Some(event) = events.next()
            && happens(server, *event, stayed)
        {
            return Ok(None);
        }
    }
    Err(format!("a page takes more than {most} calls"))
}

/// Whether the next call fails. A row that leaves the log or the filter has not stayed.
fn happens(server: &mut Server, event: ServerEvent, stayed: &mut BTreeSet<String>) -> bool {
    let fails = server.happens(event);
    let now: BTreeSet<String> = server.all().into_iter().collect();
    stayed.retain(|id| now.contains(id));
    fails
}

fn ids(page: &OperationPage) -> Vec<String> {
    page.operations()
        .map(|operation| operation.job_id.to_string())
        .collect()
}

/// Reads the first page, then wherever the schedule leads, then all pages in order.
pub fn read_on(
    rules: Rules,
    rows: u16,
    limit: u32,
    pairs: Pairs,
    schedule: &[(Vec<ServerEvent>, u16)],
    proof: Proof,
) -> Result<Outcome, String> {
    let mut server = Server::new(rules, rows);
    let scope = Scope {
        order: if rules.newest_first {
            Order::NewestFirst
        } else {
            Order::OldestFirst
        },
        by_status: matches!(rules.filter, Filter::Pending | Filter::Failed),
        start: server.start(),
        end: None,
    };
    let mut view = FrozenView::new(scope);
    let frozen = server.all();
    let mut stayed: BTreeSet<String> = frozen.iter().cloned().collect();
    let last_page = (frozen.len() as u64).div_ceil(u64::from(limit)).max(1);
    // Some readers begin in the middle: a link leads there.
    let begin = match schedule.first() {
        Some((_, place)) if place % 4 == 0 => u64::from(*place) % last_page + 1,
        _ => 1,
    };
    let wandering = schedule
        .iter()
        .map(|(events, place)| (events.as_slice(), u64::from(*place) % last_page + 1));
    // Rows go on arriving while the whole view is read.
    let walk = (1..=last_page).map(|page| {
        let (events, _) = &schedule[page as usize % schedule.len()];
        (events.as_slice(), page)
    });
    let steps = std::iter::once((&[][..], begin))
        .chain(wandering)
        .chain(walk);
    let mut pages: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for (events, page) in steps {
        let mut fails = false;
        for event in events {
            fails |= happens(&mut server, *event, &mut stayed);
        }
        if fails {
            continue;
        }
        let read = view.read(page, limit);
        let Some(shown) = call(&mut view, &mut server, read, pairs, events, &mut stayed)? else {
            continue;
        };
        if view.drift().is_some() {
            return Ok(Outcome::Moved);
        }
        // An empty page has not been read: it says that nothing is there now.
        if shown.rows.is_empty() && !frozen.is_empty() {
            pages.remove(&page);
        } else {
            pages.insert(page, ids(&shown));
        }
        // Rows that arrive in the very second of the freeze: on a server without an order within a
        // second, or one whose bounds lose a row for each that comes, nobody can tell them from
        // frozen ones.
        if pages.len() == 1 && (rules.ties == Ties::Shuffled || rules.ends == Ends::ByStatusTime) {
            server.happens(ServerEvent::SecondPasses);
        }
        if proof == Proof::EachPage {
            let wanted = frozen.chunks(limit as usize).nth(page as usize - 1);
            if ids(&shown) != wanted.unwrap_or_default() {
                let shown = ids(&shown);
                return Err(format!("page {page} shows {shown:?}, had {wanted:?}"));
            }
        }
        let mut all: Vec<&String> = pages.values().flatten().collect();
        let shown = all.len();
        all.sort();
        all.dedup();
        if all.len() < shown {
            return Err(format!("a row is shown twice: {pages:?}"));
        }
        if pages.len() as u64 == last_page {
            if let Some(lost) = stayed.iter().find(|id| !all.contains(id)) {
                return Err(format!("{lost} is lost: {pages:?} of {frozen:?}"));
            }
            // Without a total, nothing says that rows follow the last one only since later.
            let may_have_others = !rules.totals && (!rules.newest_first || frozen.is_empty());
            if let Some(other) = all.iter().find(|id| !frozen.contains(id))
                && !may_have_others
            {
                return Err(format!("{other} came later: {pages:?} of {frozen:?}"));
            }
        }
    }
    Ok(Outcome::Still)
}
