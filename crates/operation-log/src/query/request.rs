//! The query as the API takes it.

use chrono::{DateTime, TimeDelta, Utc};

use super::input::Input;
use super::{LastSpan, MAX_LIMIT, Order, Param, Query};
use crate::frozen_view::{Ask, NewerAsk, Scope};
use crate::ids::{JobId, ZoneId};
use crate::time::iso;

/// The part of a query that the server sees, but for the moment it is sent. Two queries with
/// equal server parts have the same rows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerQuery {
    /// Parameters in the order they are sent, `timestamp` and a relative start left out.
    params: Vec<(&'static str, String)>,
    last: Option<LastSpan>,
}

/// The part of a query that decides which rows there are and in which order, whatever the page:
/// pages of equal view queries are pages of one view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewQuery {
    /// Filters in the order they are sent, the range left out.
    filters: Vec<(&'static str, String)>,
    order: Order,
    by_status: bool,
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
    last: Option<LastSpan>,
}

/// Which parameter an operation is looked up by: the documentation has two for one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// `job_ids`
    JobIds,
    /// `jobs`
    Jobs,
}

impl Query {
    /// What the server is asked. Values that cannot be used are left out.
    pub fn server_query(&self, default_zone: &ZoneId) -> ServerQuery {
        let zone = self.zone().unwrap_or(default_zone);
        let limit = u64::from(self.limit());
        let mut params = vec![("zone", zone.as_str().to_owned())];
        for (param, input) in &self.inputs {
            if let Input::Usable(value) = input
                && param.is_filter()
                && !matches!(param, Param::Zone | Param::Last)
            {
                params.push((param.key(), value.write()));
            }
        }
        let offset = limit * (self.page() - 1);
        params.push(("offset", offset.to_string()));
        params.push(("limit", limit.to_string()));
        params.push(("reverse", self.order().reverse().to_owned()));
        ServerQuery {
            params,
            last: self.last(),
        }
    }
}

impl Query {
    /// What the server is asked, whatever the page.
    pub fn view_query(&self, default_zone: &ZoneId) -> ViewQuery {
        let mut filters = self.server_query(default_zone).params;
        let range = [
            Param::StartTime,
            Param::EndTime,
            Param::Limit,
            Param::Reverse,
        ];
        filters
            .retain(|(key, _)| *key != "offset" && range.iter().all(|param| param.key() != *key));
        ViewQuery {
            filters,
            order: self.order(),
            by_status: self.status().is_some(),
            start: self.start_time(),
            end: self.end_time(),
            last: self.last(),
        }
    }
}

impl ViewQuery {
    /// What freezes with the view. `now` is the moment a relative range ends.
    pub fn scope(&self, now: DateTime<Utc>) -> Scope {
        Scope {
            order: self.order,
            by_status: self.by_status,
            start: self.start(now),
            end: self.end,
        }
    }

    fn start(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.last.map(|span| now - span.duration()).or(self.start)
    }

    /// The parameters of a call that is made at a moment, but for `timestamp`. `frozen` is the
    /// moment a relative range ends.
    pub fn params(&self, ask: &Ask, frozen: DateTime<Utc>) -> Vec<(&'static str, String)> {
        let mut params = self.filters.clone();
        if let Some(start) = self.start(frozen) {
            params.push((Param::StartTime.key(), iso(start)));
        }
        if let Some(end) = ask.end_time {
            params.push((Param::EndTime.key(), iso(end)));
        }
        Self::finish(params, ask.offset, ask.limit, self.order)
    }

    /// The parameters that ask what came after a view, newest first.
    pub fn newer_params(&self, ask: &NewerAsk) -> Vec<(&'static str, String)> {
        let filters = self.filters.clone();
        Self::between(filters, ask.start_time, self.end, ask.limit)
    }

    /// The parameters that ask for everything that began in a span, whatever became of it:
    /// operations that were in a status are found in the one they are in now.
    pub fn watch_params(
        &self,
        first: DateTime<Utc>,
        last: DateTime<Utc>,
    ) -> Vec<(&'static str, String)> {
        let mut filters = self.filters.clone();
        filters.retain(|(key, _)| *key != Param::Status.key());
        // A server may leave out the second that a range ends in.
        let end = last + TimeDelta::seconds(1);
        Self::between(filters, Some(first), Some(end), MAX_LIMIT)
    }

    fn between(
        mut params: Vec<(&'static str, String)>,
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        limit: u32,
    ) -> Vec<(&'static str, String)> {
        for (param, time) in [(Param::StartTime, start), (Param::EndTime, end)] {
            if let Some(time) = time {
                params.push((param.key(), iso(time)));
            }
        }
        Self::finish(params, 0, limit, Order::NewestFirst)
    }

    fn finish(
        mut params: Vec<(&'static str, String)>,
        offset: u64,
        limit: u32,
        order: Order,
    ) -> Vec<(&'static str, String)> {
        params.push(("offset", offset.to_string()));
        params.push((Param::Limit.key(), limit.to_string()));
        params.push((Param::Reverse.key(), order.reverse().to_owned()));
        params
    }
}

impl ServerQuery {
    /// Asks for one operation.
    pub fn lookup(id: &JobId, by: Lookup, zone: &ZoneId) -> Self {
        let key = match by {
            Lookup::JobIds => "job_ids",
            Lookup::Jobs => "jobs",
        };
        Self {
            params: vec![
                ("zone", zone.as_str().to_owned()),
                (key, id.as_str().to_owned()),
                ("limit", "10".to_owned()),
                ("reverse", Order::NewestFirst.reverse().to_owned()),
            ],
            last: None,
        }
    }

    /// The parameters to send at a moment, but for `timestamp`.
    pub fn params(&self, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
        let mut params = self.params.clone();
        if let Some(span) = self.last {
            params.push((Param::StartTime.key(), iso(now - span.duration())));
        }
        params
    }
}
