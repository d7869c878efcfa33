//! The query as the API takes it.
//!
//! Every list request is made by one projection: zone, filters, bounds of the range, offset,
//! limit and order, in this order. What differs between requests is data: [`ViewAsk`], [`Lookup`].

use chrono::{DateTime, TimeDelta, Utc};

use super::input::Input;
use super::{Kind, LastSpan, MAX_LIMIT, OFFSET_KEY, Order, Param, Query, Side};
use crate::frozen_view::{Ask, NewerAsk, Scope};
use crate::ids::{JobId, ZoneId};
use crate::status::Status;
use crate::time::iso;
use crate::timeline::probes::Counted;

/// Parameters of a request in the order they are sent, without `timestamp`.
pub type ApiParams = Vec<(&'static str, String)>;

/// The part of a query that decides which rows there are and in which order, whatever the page:
/// pages of equal view queries are pages of one view.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ViewQuery {
    zone: ZoneId,
    /// Usable filters that the server applies, without zone and range.
    filters: Vec<(Param, String)>,
    order: Order,
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    last: Option<LastSpan>,
}

impl ViewQuery {
    /// What a filter of the server is set to.
    pub fn filter(&self, param: Param) -> Option<&str> {
        let mut filters = self.filters.iter();
        let (_, value) = filters.find(|(set, _)| *set == param)?;
        Some(value)
    }
}

/// A page of a view: the key of a cache of pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PageKey {
    /// The view it is a page of.
    pub view: ViewQuery,
    /// The page, from 1.
    pub page: u64,
    /// Rows a page.
    pub limit: u32,
}

/// What is asked of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewAsk {
    /// A page.
    Page(Ask),
    /// The rows that came after the view was frozen, newest first.
    Newer(NewerAsk),
    /// The operations created in a span, whatever their status is now: those that were pending
    /// are found in the status they have reached.
    Watch {
        /// When the first was created.
        first: DateTime<Utc>,
        /// When the last was created.
        last: DateTime<Utc>,
    },
    /// How many operations there are in a span, which a call for one row tells: the oldest.
    Count {
        /// When the first was created; `None` for whenever.
        first: Option<DateTime<Utc>>,
        /// When the last was created.
        last: DateTime<Utc>,
        /// Of all of them, or of what failed.
        counted: Counted,
    },
}

/// The parameter by which an operation is looked up: the documentation has two for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// `job_ids`
    JobIds,
    /// `jobs`
    Jobs,
}

/// Rows that a lookup asks for: more than one, so that a server that ignores the id is noticed.
const LOOKUP_LIMIT: u32 = 10;

/// Which of the matching rows a request is about.
struct Window {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    offset: u64,
    limit: u32,
    order: Order,
}

impl Window {
    /// The newest rows of a range.
    const fn newest(start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>, limit: u32) -> Self {
        Self {
            start,
            end,
            offset: 0,
            limit,
            order: Order::NewestFirst,
        }
    }
}

/// The only maker of request parameters.
fn project<'a>(
    zone: &ZoneId,
    filters: impl Iterator<Item = (&'static str, &'a str)>,
    window: &Window,
) -> ApiParams {
    let mut params = vec![(Param::Zone.key(), zone.as_str().to_owned())];
    params.extend(filters.map(|(key, value)| (key, value.to_owned())));
    let bounds = [
        (Param::StartTime, window.start),
        (Param::EndTime, window.end),
    ];
    params.extend(
        bounds
            .into_iter()
            .filter_map(|(param, time)| Some((param.key(), iso(time?)))),
    );
    params.push((OFFSET_KEY, window.offset.to_string()));
    params.push((Param::Limit.key(), window.limit.to_string()));
    params.push((Param::Reverse.key(), window.order.reverse().to_owned()));
    params
}

impl Query {
    /// What the server is asked, whatever the page. Unusable values are left out.
    pub fn view_query(&self, default_zone: &ZoneId) -> ViewQuery {
        let is_sent_as_it_is = |param: Param| {
            param.is_filter()
                && param.side() == Side::Server
                && !matches!(param.kind(), Kind::Zone | Kind::Time)
        };
        let filters = self.inputs.iter().filter_map(|(param, input)| match input {
            Input::Usable(value) if is_sent_as_it_is(*param) => Some((*param, value.write())),
            Input::Usable(_) | Input::Unusable { .. } => None,
        });
        ViewQuery {
            zone: self.zone().unwrap_or(default_zone).clone(),
            filters: filters.collect(),
            order: self.order(),
            start: self.start_time(),
            end: self.end_time(),
            last: self.last(),
        }
    }

    /// The page that the query asks for.
    pub fn page_key(&self, default_zone: &ZoneId) -> PageKey {
        PageKey {
            view: self.view_query(default_zone),
            page: self.page(),
            limit: self.limit(),
        }
    }
}

impl PageKey {
    /// Whether it is the first page of its view.
    pub const fn is_first(&self) -> bool {
        self.page == 1
    }

    /// The parameters of a request for the page as of now, without a frozen view.
    pub fn api_params(&self, now: DateTime<Utc>) -> ApiParams {
        let ask = Ask {
            offset: self
                .page
                .saturating_sub(1)
                .saturating_mul(u64::from(self.limit)),
            limit: self.limit,
            end_time: self.view.end,
        };
        self.view.api_params(&ViewAsk::Page(ask), now)
    }
}

impl ViewQuery {
    /// The server's order by time.
    pub const fn order(&self) -> Order {
        self.order
    }

    /// Whether another view has the same rows, in whatever order.
    pub fn has_rows_of(&self, other: &Self) -> bool {
        let order = self.order;
        *self
            == Self {
                order,
                ..other.clone()
            }
    }

    /// The same in any range of time and in whatever order: what a total of some span belongs to.
    #[must_use]
    pub fn without_range(&self) -> Self {
        Self {
            zone: self.zone.clone(),
            filters: self.filters.clone(),
            order: Order::default(),
            start: None,
            end: None,
            last: None,
        }
    }

    /// The value of a filter that the server applies, but for zone and range.
    pub fn value(&self, param: Param) -> Option<&str> {
        let mut filters = self.filters.iter();
        filters
            .find(|(known, _)| *known == param)
            .map(|(_, value)| value.as_str())
    }

    /// What freezes with the view. `now` is the moment a relative range ends.
    pub fn scope(&self, now: DateTime<Utc>) -> Scope {
        Scope {
            order: self.order,
            by_status: self
                .filters
                .iter()
                .any(|(param, _)| *param == Param::Status),
            start: self.start(now),
            end: self.end,
        }
    }

    /// The zone that is asked.
    pub const fn zone(&self) -> &ZoneId {
        &self.zone
    }

    /// Whether its range ends at the moment it is asked for.
    pub const fn is_relative(&self) -> bool {
        self.last.is_some()
    }

    fn start(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.last.map(|span| now - span.duration()).or(self.start)
    }

    /// The parameters of a request. `opened` is when the view was opened, the moment a relative
    /// range ends.
    pub fn api_params(&self, ask: &ViewAsk, opened: DateTime<Utc>) -> ApiParams {
        let window = match *ask {
            ViewAsk::Page(Ask {
                offset,
                limit,
                end_time,
            }) => Window {
                start: self.start(opened),
                end: end_time,
                offset,
                limit,
                order: self.order,
            },
            ViewAsk::Newer(ask) => Window::newest(ask.start_time, self.end, ask.limit),
            // A server may leave out the second in which a range ends.
            ViewAsk::Watch { first, last } => {
                let end = last + TimeDelta::seconds(1);
                Window::newest(Some(first), Some(end), MAX_LIMIT)
            }
            ViewAsk::Count { first, last, .. } => Window {
                start: first,
                end: Some(last),
                offset: 0,
                limit: 1,
                order: Order::OldestFirst,
            },
        };
        let any_status = matches!(ask, ViewAsk::Watch { .. });
        let filters = self
            .filters
            .iter()
            .filter(|(param, _)| !(any_status && *param == Param::Status))
            .map(|(param, value)| (param.key(), value.as_str()));
        let failed = matches!(
            ask,
            ViewAsk::Count {
                counted: Counted::Failed,
                ..
            }
        );
        let failed = failed.then_some((Param::Status.key(), Status::Failed.as_str()));
        project(&self.zone, filters.chain(failed), &window)
    }
}

/// The parameters of a request for operations by their ids.
pub fn ids_params(zone: &ZoneId, ids: &[JobId]) -> ApiParams {
    let ids: Vec<&str> = ids.iter().map(JobId::as_str).collect();
    let ids = ids.join(",");
    let window = Window::newest(None, None, MAX_LIMIT);
    project(zone, std::iter::once((Param::JobIds.key(), &*ids)), &window)
}

impl Lookup {
    /// The other of the two.
    pub const fn other(self) -> Self {
        match self {
            Self::JobIds => Self::Jobs,
            Self::Jobs => Self::JobIds,
        }
    }

    /// The parameters of a request for one operation.
    pub fn api_params(self, id: &JobId, zone: &ZoneId) -> ApiParams {
        let key = match self {
            Self::JobIds => "job_ids",
            Self::Jobs => "jobs",
        };
        let window = Window::newest(None, None, LOOKUP_LIMIT);
        project(zone, std::iter::once((key, id.as_str())), &window)
    }
}
