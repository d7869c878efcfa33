//! The reader's own query together with the filters that a host page has locked.

use std::fmt;
use std::sync::Arc;

use super::{Edit, Param, Problem, Query};
use crate::percent;

/// Filters that a host page has set and the reader cannot change. Every value is usable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Locked(Query);

/// Why a text does not name filters to lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// A key that is no filter, as it was written; may be empty.
    NotAFilter(String),
    /// A filter without a value.
    Empty(Param),
    /// A filter with a value that cannot be used.
    Unusable(Param, Problem),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAFilter(key) => write!(f, "`{key}` is no filter"),
            Self::Empty(param) => write!(f, "`{}` has no value", param.key()),
            Self::Unusable(param, _) => {
                write!(f, "`{}` has a value that cannot be used", param.key())
            }
        }
    }
}

impl std::error::Error for LockError {}

impl Locked {
    /// Reads a query string of filters; an empty one locks nothing.
    ///
    /// # Errors
    /// If anything in it is no filter, empty or unusable: rows that should be kept back must not
    /// be shown because of a slip.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let query = Query::from_url(text);
        for (key, _) in percent::query_pairs(text) {
            let Some(param) = Param::from_key(&key).filter(|param| param.is_filter()) else {
                return Err(LockError::NotAFilter(key));
            };
            if let Some(problem) = query.problem(param) {
                return Err(LockError::Unusable(param, problem));
            }
            if !query.is_set(param) {
                return Err(LockError::Empty(param));
            }
        }
        Ok(Self(query))
    }

    /// The locked filters as a query.
    pub const fn query(&self) -> &Query {
        &self.0
    }
}

/// A filter that is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ActiveFilter {
    /// Which.
    pub param: Param,
    /// Whether the host page has locked it.
    pub is_locked: bool,
}

/// The reader's own query together with the locked filters. Cheap to clone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filters(Arc<Parts>);

#[derive(Debug, Default, PartialEq, Eq)]
struct Parts {
    /// Without any parameter that `locked` determines.
    own: Query,
    locked: Locked,
    /// `own` overlaid by `locked`.
    asked: Query,
}

impl Filters {
    /// The query of a location under locked filters. What the location says of a locked
    /// parameter does not count.
    pub fn new(location: &Query, locked: Locked) -> Self {
        let own = location.without(&locked.0);
        let asked = own.overlaid(&locked.0);
        Self(Arc::new(Parts { own, locked, asked }))
    }

    /// What the server is asked and the rows answer: the own query overlaid by the locked filters.
    pub fn asked(&self) -> &Query {
        &self.0.asked
    }

    /// What the reader chose, without any locked parameter.
    pub fn own(&self) -> &Query {
        &self.0.own
    }

    /// The query of links: no link names a locked filter.
    pub fn href_query(&self) -> &Query {
        self.own()
    }

    /// A query without what is locked, as a link has it.
    pub fn without_locked(&self, query: &Query) -> Query {
        query.without(&self.0.locked.0)
    }

    /// Whether the reader cannot change a parameter: it is locked, or could only contradict a
    /// locked range.
    pub fn is_locked(&self, param: Param) -> bool {
        self.0.locked.0.determines(param)
    }

    /// The filters that are set, usable or not, in the order of the URL.
    pub fn active(&self) -> impl Iterator<Item = ActiveFilter> + '_ {
        self.asked().active_filters().map(|param| ActiveFilter {
            param,
            is_locked: self.is_locked(param),
        })
    }

    /// Whether the reader has set a filter.
    pub fn has_own_filters(&self) -> bool {
        self.own().active_filters().next().is_some()
    }

    /// What is wrong with a parameter, if anything.
    pub fn problem(&self, param: Param) -> Option<Problem> {
        self.asked().problem(param)
    }

    /// The filters after a change by the reader, without what it says of a locked parameter.
    #[must_use]
    pub fn edited(&self, edit: Edit) -> Self {
        if let Edit::Several(edits) = edit {
            return edits
                .into_iter()
                .fold(self.clone(), |filters, edit| filters.edited(edit));
        }
        if edit.param().is_some_and(|param| self.is_locked(param)) {
            return self.clone();
        }
        Self::new(&self.own().edited(edit), self.0.locked.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_can_be_locked() {
        let locked = Locked::parse("resource_ids=cl-a&status=failed&jobs=j-1").unwrap();
        assert_eq!(
            locked.query().to_url(),
            "status=failed&resource_ids=cl-a&job_ids=j-1"
        );
        assert_eq!(Locked::parse(""), Ok(Locked::default()));
    }

    #[test]
    fn what_is_no_filter_or_empty_or_unusable_cannot_be_locked() {
        let no_filter = |key: &str| LockError::NotAFilter(key.to_owned());
        let long = ["resource_ids=", &"cl-abcdefgh,".repeat(200)].concat();
        for (text, error) in [
            ("resource_ids=", LockError::Empty(Param::ResourceIds)),
            (
                "owner=usr-a&resource_ids=",
                LockError::Empty(Param::ResourceIds),
            ),
            (
                "status=nonsense",
                LockError::Unusable(Param::Status, Problem::NotAStatus),
            ),
            (
                "last=24h&start_time=2022-04-06T00:00:00Z",
                LockError::Unusable(Param::Last, Problem::RangeGivenTwice),
            ),
            ("resource_id=cl-a", no_filter("resource_id")),
            ("resource-ids=cl-a", no_filter("resource-ids")),
            ("cl-a", no_filter("cl-a")),
            ("undefined", no_filter("undefined")),
            (" ", no_filter(" ")),
            ("=", no_filter("")),
            ("&&=", no_filter("")),
            ("resource_ids=cl-a&page=4", no_filter("page")),
            ("resource_ids=cl-a&offset=4", no_filter("offset")),
            ("resource_ids=cl-a&sort=owner", no_filter("sort")),
            (
                &long,
                LockError::Unusable(Param::ResourceIds, Problem::TooLong { max: 2_000 }),
            ),
        ] {
            assert_eq!(Locked::parse(text), Err(error), "{text}");
        }
    }

    #[test]
    fn what_a_location_says_of_a_locked_filter_does_not_count() {
        let locked = Locked::parse("resource_ids=cl-a&last=24h").unwrap();
        let location = Query::from_url(
            "resource_ids=cl-b&end_time=2022-04-06T00:00:00Z&owner=usr-a&page=3&x=1",
        );
        let filters = Filters::new(&location, locked);
        assert_eq!(
            filters.asked().to_url(),
            "resource_ids=cl-a&owner=usr-a&page=3&last=24h&x=1"
        );
        assert_eq!(filters.href_query().to_url(), "owner=usr-a&page=3&x=1");
        let active: Vec<(Param, bool)> = filters
            .active()
            .map(|filter| (filter.param, filter.is_locked))
            .collect();
        assert_eq!(
            active,
            [
                (Param::ResourceIds, true),
                (Param::Owner, false),
                (Param::Last, true)
            ]
        );
        assert!(filters.is_locked(Param::StartTime) && !filters.is_locked(Param::Zone));
        assert!(filters.has_own_filters());
        let cleared = filters.edited(Edit::ClearFilters);
        assert!(!cleared.has_own_filters());
        assert_eq!(cleared.asked().to_url(), "resource_ids=cl-a&last=24h&x=1");
    }

    #[test]
    fn an_own_end_before_a_locked_start_is_a_problem() {
        let locked = Locked::parse("start_time=2022-04-06T00:00:00Z").unwrap();
        let filters = Filters::new(&Query::default(), locked);
        let end = |text: &str| Edit::Text(Param::EndTime, text.to_owned());
        let early = filters.edited(end("2022-04-05T00:00:00Z"));
        assert_eq!(early.own().problem(Param::EndTime), None);
        assert_eq!(early.problem(Param::EndTime), Some(Problem::EndBeforeStart));
        let mended = early.edited(end("2022-04-07T00:00:00Z"));
        assert_eq!(mended.problem(Param::EndTime), None);
    }
}
