//! What is asked of the operation log: the filters, the range, the order and the page.
//!
//! A query is read from a URL and printed to one ([`Query::from_url`], [`Query::to_url`]); the
//! keys are the API's own parameter names. A value that cannot be used is kept with its problem:
//! its control shows it, the request leaves it out, and the link is not silently repaired.

mod input;
mod param;
mod request;
mod url;
mod value;

pub use input::{Input, Problem, Unusable};
pub use param::Param;
pub use request::{Lookup, ServerQuery};
pub use value::{LastSpan, Order, Sort, SortColumn, Text, TimeZone};

use chrono::{DateTime, Utc};

use crate::ids::{Owner, ZoneId};
use crate::status::Status;
use input::AnyInput;
use value::{Instant, Limit, PageNumber, Verbose};

/// Rows a page when the link says nothing.
pub const DEFAULT_LIMIT: u32 = 20;
/// The most rows the API gives at once.
pub const MAX_LIMIT: u32 = 100;
/// The longest text of a filter, in characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// A query. Equal queries print the same URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    status: Input<Status>,
    job_action: Input<Text>,
    resource_ids: Input<Text>,
    owner: Input<Owner>,
    directive: Input<Text>,
    action_describe: Input<Text>,
    search_word: Input<Text>,
    start_time: Input<Instant>,
    end_time: Input<Instant>,
    job_ids: Input<Text>,
    verbose: Input<Verbose>,
    zone: Input<ZoneId>,
    reverse: Input<Order>,
    limit: Input<Limit>,
    page: Input<PageNumber>,
    last: Input<LastSpan>,
    sort: Input<Sort>,
    tz: Input<TimeZone>,
    /// Pairs of the URL that are not ours, in their order.
    extra: Vec<(String, String)>,
}

impl Query {
    fn input(&self, param: Param) -> &dyn AnyInput {
        match param {
            Param::Status => &self.status,
            Param::JobAction => &self.job_action,
            Param::ResourceIds => &self.resource_ids,
            Param::Owner => &self.owner,
            Param::Directive => &self.directive,
            Param::ActionDescribe => &self.action_describe,
            Param::SearchWord => &self.search_word,
            Param::StartTime => &self.start_time,
            Param::EndTime => &self.end_time,
            Param::JobIds => &self.job_ids,
            Param::Verbose => &self.verbose,
            Param::Zone => &self.zone,
            Param::Reverse => &self.reverse,
            Param::Limit => &self.limit,
            Param::Page => &self.page,
            Param::Last => &self.last,
            Param::Sort => &self.sort,
            Param::Tz => &self.tz,
        }
    }

    fn input_mut(&mut self, param: Param) -> &mut dyn AnyInput {
        match param {
            Param::Status => &mut self.status,
            Param::JobAction => &mut self.job_action,
            Param::ResourceIds => &mut self.resource_ids,
            Param::Owner => &mut self.owner,
            Param::Directive => &mut self.directive,
            Param::ActionDescribe => &mut self.action_describe,
            Param::SearchWord => &mut self.search_word,
            Param::StartTime => &mut self.start_time,
            Param::EndTime => &mut self.end_time,
            Param::JobIds => &mut self.job_ids,
            Param::Verbose => &mut self.verbose,
            Param::Zone => &mut self.zone,
            Param::Reverse => &mut self.reverse,
            Param::Limit => &mut self.limit,
            Param::Page => &mut self.page,
            Param::Last => &mut self.last,
            Param::Sort => &mut self.sort,
            Param::Tz => &mut self.tz,
        }
    }

    /// The text of a parameter as the URL prints it: empty if it is absent or at its default.
    pub fn text(&self, param: Param) -> String {
        self.input(param).text().unwrap_or_default()
    }

    /// What is wrong with a parameter, if anything.
    pub fn problem(&self, param: Param) -> Option<Problem> {
        self.input(param).problem()
    }

    /// Whether a parameter departs from its default, usable or not.
    pub fn is_set(&self, param: Param) -> bool {
        self.input(param).text().is_some()
    }

    /// The parameters with a value that cannot be used.
    pub fn problems(&self) -> impl Iterator<Item = (Param, Problem)> + '_ {
        Param::ALL
            .into_iter()
            .filter_map(|param| Some((param, self.problem(param)?)))
    }

    /// The filters that are set, usable or not, in the order of the URL.
    pub fn active_filters(&self) -> impl Iterator<Item = Param> + '_ {
        Param::ALL
            .into_iter()
            .filter(|param| param.is_filter() && self.is_set(*param))
    }

    /// Whether a filter that is sent narrows the rows, so that finding none means "no match"
    /// and not "nothing here".
    pub fn narrows_rows(&self) -> bool {
        self.active_filters()
            .any(|param| param.narrows_rows() && self.problem(param).is_none())
    }

    /// The query with one parameter changed; an empty text removes it.
    ///
    /// A changed filter or order leads to the first page, a changed page size to the page that
    /// holds the first row shown now. A relative range and an absolute one replace each other.
    #[must_use]
    pub fn with(&self, param: Param, text: &str) -> Self {
        let first_row = u64::from(self.limit()) * (self.page() - 1);
        let mut pairs = self.pairs();
        let text = text.trim();
        let mut drop = vec![param];
        if param == Param::Last {
            drop.extend([Param::StartTime, Param::EndTime]);
        } else if matches!(param, Param::StartTime | Param::EndTime) && !text.is_empty() {
            drop.push(Param::Last);
        }
        if param.is_filter() || matches!(param, Param::Reverse | Param::Limit) {
            drop.push(Param::Page);
        }
        pairs.retain(|(key, _)| !drop.iter().any(|param| param.key() == key));
        pairs.push((param.key().to_owned(), text.to_owned()));
        let mut query = Self::from_pairs(pairs);
        if param == Param::Limit {
            let page = first_row / u64::from(query.limit()) + 1;
            query.page.read(&page.to_string());
        }
        query
    }

    /// The query with a page.
    #[must_use]
    pub fn with_page(&self, page: u64) -> Self {
        self.with(Param::Page, &page.to_string())
    }

    /// The query without any filter; page size, order and time zone stay.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| {
            Param::from_key(key).is_none_or(|param| !param.is_filter() && param != Param::Page)
        });
        Self::from_pairs(pairs)
    }

    /// The query with its relative range made absolute, so that a shared link keeps its meaning.
    #[must_use]
    pub fn with_absolute_range(&self, now: DateTime<Utc>) -> Self {
        match self.last() {
            Some(span) => {
                let page = self.page();
                let start = crate::time::iso(now - span.duration());
                let end = crate::time::iso(now);
                self.with(Param::StartTime, &start)
                    .with(Param::EndTime, &end)
                    .with_page(page)
            }
            None => self.clone(),
        }
    }

    /// The status filter, if usable.
    pub fn status(&self) -> Option<&Status> {
        self.status.usable()
    }

    /// Start of the absolute range, if usable.
    pub fn start_time(&self) -> Option<DateTime<Utc>> {
        self.start_time.usable().map(|start| start.0)
    }

    /// End of the absolute range, if usable.
    pub fn end_time(&self) -> Option<DateTime<Utc>> {
        self.end_time.usable().map(|end| end.0)
    }

    /// The relative range, if usable.
    pub fn last(&self) -> Option<LastSpan> {
        self.last.usable().copied()
    }

    /// The zone, if the link names a usable one; else the console's own counts.
    pub fn zone(&self) -> Option<&ZoneId> {
        self.zone.usable()
    }

    /// The server's order; newest first unless the link says otherwise.
    pub fn order(&self) -> Order {
        self.reverse.usable().copied().unwrap_or_default()
    }

    /// Rows a page, 1 to [`MAX_LIMIT`].
    pub fn limit(&self) -> u32 {
        self.limit.usable().map_or(DEFAULT_LIMIT, |limit| limit.0)
    }

    /// The page, from 1.
    pub fn page(&self) -> u64 {
        self.page.usable().map_or(1, |page| page.0)
    }

    /// The sort the browser does on the rows at hand, if any.
    pub fn sort(&self) -> Option<Sort> {
        self.sort.usable().copied()
    }

    /// The time zone every time on the page is shown in.
    pub fn time_zone(&self) -> TimeZone {
        self.tz.usable().copied().unwrap_or_default()
    }
}
