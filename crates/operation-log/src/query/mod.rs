//! What is asked of the operation log: the filters, the range, the order and the page.
//!
//! A query is read from a URL and printed to one ([`Query::from_url`], [`Query::to_url`]); the
//! keys are the API's own parameter names. A value that cannot be used is kept with its problem:
//! its control shows it, the request leaves it out, and the link is not silently repaired.

mod choice;
mod input;
mod param;
mod problem;
mod request;
mod url;
mod value;

pub use choice::{LastSpan, Order, Sort, SortColumn, TimeZone};
pub use param::Param;
pub use problem::Problem;
pub use request::{Lookup, ServerQuery, ViewQuery};

use chrono::{DateTime, Utc};

use crate::characters::trim;
use crate::ids::ZoneId;
use crate::status::Status;
use input::Input;
use value::Value;

/// Rows a page when the link says nothing.
pub const DEFAULT_LIMIT: u32 = 20;
/// The most rows the API gives at once.
pub const MAX_LIMIT: u32 = 100;
/// The longest text of a filter, in characters.
pub const MAX_TEXT_CHARS: usize = 500;

/// A query. Equal queries print the same URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What departs from the defaults, each parameter once, in the order of the URL.
    inputs: Vec<(Param, Input)>,
    /// Pairs of the URL that are not ours, in their order.
    extra: Vec<(String, String)>,
}

impl Query {
    fn input(&self, param: Param) -> Option<&Input> {
        self.inputs
            .iter()
            .find(|(known, _)| *known == param)
            .map(|(_, input)| input)
    }

    fn usable(&self, param: Param) -> Option<&Value> {
        match self.input(param)? {
            Input::Usable(value) => Some(value),
            Input::Unusable { .. } => None,
        }
    }

    fn set(&mut self, param: Param, input: Option<Input>) {
        self.inputs.retain(|(known, _)| *known != param);
        if let Some(input) = input {
            let before = self.inputs.iter().take_while(|(known, _)| *known < param);
            let place = before.count();
            self.inputs.insert(place, (param, input));
        }
    }

    /// The text of a parameter as the URL prints it: empty if it is absent or at its default.
    pub fn text(&self, param: Param) -> String {
        self.input(param).map(Input::text).unwrap_or_default()
    }

    /// What is wrong with a parameter, if anything.
    pub fn problem(&self, param: Param) -> Option<Problem> {
        match self.input(param)? {
            Input::Usable(_) => None,
            Input::Unusable { problem, .. } => Some(*problem),
        }
    }

    /// Whether a parameter departs from its default, usable or not.
    pub fn is_set(&self, param: Param) -> bool {
        self.input(param).is_some()
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
        let text = trim(text);
        let is_replaced = |other: Param| match param {
            _ if other == param => true,
            _ if other == Param::Page => {
                param.is_filter() || matches!(param, Param::Reverse | Param::Limit)
            }
            Param::Last => matches!(other, Param::StartTime | Param::EndTime),
            Param::StartTime | Param::EndTime => other == Param::Last && !text.is_empty(),
            _ => false,
        };
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| !Param::from_key(key).is_some_and(is_replaced));
        pairs.push((param.key().to_owned(), text.to_owned()));
        let mut query = Self::from_pairs(pairs);
        if param == Param::Limit {
            query.go_to_row(first_row);
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

    /// The query with the parameters of another in the place of its own.
    #[must_use]
    pub fn overlaid(&self, by: &Self) -> Self {
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| Param::from_key(key).is_none_or(|param| !by.determines(param)));
        pairs.extend(by.inputs.iter().map(|(param, input)| {
            let key = param.key().to_owned();
            (key, input.text())
        }));
        Self::from_pairs(pairs)
    }

    /// The query without the parameters that another sets.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let mut pairs = self.pairs();
        pairs.retain(|(key, _)| Param::from_key(key).is_none_or(|param| !other.determines(param)));
        Self::from_pairs(pairs)
    }

    /// Whether a parameter is set here, or could only contradict one that is: a range is either
    /// relative or absolute.
    pub fn determines(&self, param: Param) -> bool {
        let absolute = || self.is_set(Param::StartTime) || self.is_set(Param::EndTime);
        self.is_set(param)
            || match param {
                Param::Last => absolute(),
                Param::StartTime | Param::EndTime => self.is_set(Param::Last),
                _ => false,
            }
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
        match self.usable(Param::Status)? {
            Value::Status(status) => Some(status),
            _ => None,
        }
    }

    fn instant(&self, param: Param) -> Option<DateTime<Utc>> {
        match self.usable(param)? {
            Value::Instant(instant) => Some(*instant),
            _ => None,
        }
    }

    /// Start of the absolute range, if usable.
    pub fn start_time(&self) -> Option<DateTime<Utc>> {
        self.instant(Param::StartTime)
    }

    /// End of the absolute range, if usable.
    pub fn end_time(&self) -> Option<DateTime<Utc>> {
        self.instant(Param::EndTime)
    }

    /// The relative range, if usable.
    pub fn last(&self) -> Option<LastSpan> {
        match self.usable(Param::Last)? {
            Value::Last(span) => Some(*span),
            _ => None,
        }
    }

    /// The zone, if the link names a usable one; else the console's own counts.
    pub fn zone(&self) -> Option<&ZoneId> {
        match self.usable(Param::Zone)? {
            Value::Zone(zone) => Some(zone),
            _ => None,
        }
    }

    /// The server's order; newest first unless the link says otherwise.
    pub fn order(&self) -> Order {
        match self.usable(Param::Reverse) {
            Some(Value::Order(order)) => *order,
            _ => Order::default(),
        }
    }

    /// Rows a page, 1 to [`MAX_LIMIT`].
    pub fn limit(&self) -> u32 {
        match self.usable(Param::Limit) {
            Some(Value::Limit(limit)) => *limit,
            _ => DEFAULT_LIMIT,
        }
    }

    /// The page, from 1.
    pub fn page(&self) -> u64 {
        match self.usable(Param::Page) {
            Some(Value::Page(page)) => *page,
            _ => 1,
        }
    }

    /// The sort the browser does on the rows at hand, if any.
    pub fn sort(&self) -> Option<Sort> {
        match self.usable(Param::Sort)? {
            Value::Sort(sort) => Some(*sort),
            _ => None,
        }
    }

    /// The time zone every time on the page is shown in.
    pub fn time_zone(&self) -> TimeZone {
        match self.usable(Param::Tz) {
            Some(Value::TimeZone(zone)) => *zone,
            _ => TimeZone::default(),
        }
    }
}
