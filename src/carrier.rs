//! The page that carries a console: what it decides while the console runs, and what it is told.

use operation_log::{JobId, Param, Query, Status, percent};

use crate::reactive::{Callback, RwSignal, Signal};

/// A query string of filters, which a carrying page can lock. None if one of them is empty or cannot
/// be used, or if there is anything else: what should be kept back must not be shown for a slip.
pub fn locked_filters(text: &str) -> Option<Query> {
    let query = Query::from_url(text);
    let is_usable = percent::query_pairs(text).iter().all(|(key, _)| {
        Param::from_key(key).is_some_and(|param| {
            param.is_filter() && query.is_set(param) && query.problem(param).is_none()
        })
    });
    is_usable.then_some(query)
}

/// What the carrying page is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The title of the screen.
    Title(String),
    /// The screen shows an answer, or why there is none.
    Settled,
    /// The screen shows a failure.
    Failed {
        /// The word of `data-state`.
        kind: &'static str,
        /// What happened, in the reader's words.
        message: String,
    },
    /// An operation that was seen running is seen at its end.
    Finished {
        /// Which.
        job_id: JobId,
        /// What was done.
        job_action: String,
        /// How it ended.
        status: Status,
    },
}

/// The carrying page as a console holds it.
#[derive(Clone, Copy)]
pub struct Carrier {
    /// Whether other things stand around the console on its page: then keys count inside it only,
    /// and the page is scrolled no further than to show what was opened.
    pub embedded: bool,
    /// What tells the console from others on the page; empty on a page of its own.
    pub name: Signal<String>,
    /// Filters that the page has set: the reader cannot change them, and no link tells them.
    pub locked: Signal<Query>,
    /// Whether the console can be seen where it stands; what is out of sight asks for nothing by
    /// itself.
    pub in_sight: Signal<bool>,
    /// Counts how often the page asked for the screen to be read again.
    pub refreshes: Signal<u32>,
    /// Tells the page something.
    pub tell: Callback<News>,
}

impl Carrier {
    /// A page that the console has for itself: it decides nothing and is told the title.
    pub fn whole_page(title: impl Fn(String) + 'static) -> Self {
        Self {
            embedded: false,
            name: RwSignal::new(String::new()).read_only(),
            locked: RwSignal::new(Query::default()).read_only(),
            in_sight: RwSignal::new(true).read_only(),
            refreshes: RwSignal::new(0).read_only(),
            tell: Callback::new(move |news| {
                if let News::Title(text) = news {
                    title(text);
                }
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_can_be_locked() {
        let locked = locked_filters("resource_ids=cl-a&status=failed");
        assert_eq!(locked.unwrap().to_url(), "status=failed&resource_ids=cl-a");
        assert_eq!(locked_filters("").unwrap(), Query::default());
    }

    #[test]
    fn a_lock_with_anything_that_is_empty_or_cannot_be_used_or_is_no_filter_is_none() {
        let long = ["resource_ids=", &"cl-abcdefgh,".repeat(60)].concat();
        for text in [
            "resource_ids=",
            "owner=usr-a&resource_ids=",
            "status=nonsense",
            "last=24h&start_time=2022-04-06T00:00:00Z",
            "resource_id=cl-a",
            "resource-ids=cl-a",
            "cl-a",
            "undefined",
            " ",
            "&&=",
            "resource_ids=cl-a&page=4",
            "resource_ids=cl-a&sort=owner",
            &long,
        ] {
            assert_eq!(locked_filters(text), None, "{text}");
        }
    }
}
