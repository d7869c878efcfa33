//! The query as the API takes it.

use chrono::{DateTime, Utc};

use super::input::Input;
use super::{LastSpan, Order, Param, Query};
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

    /// The parameters to send at a moment.
    pub fn params(&self, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
        let mut params = vec![("timestamp", iso(now))];
        params.extend_from_slice(&self.params);
        if let Some(span) = self.last {
            params.push((Param::StartTime.key(), iso(now - span.duration())));
        }
        params
    }
}
