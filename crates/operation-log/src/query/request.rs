//! The query as the API takes it.

use chrono::{DateTime, Utc};

use super::{Input, LastSpan, Order, Param, Query, Text};
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
        let mut params = vec![("zone", zone.to_string())];
        if let Some(status) = self.status() {
            params.push((Param::Status.key(), status.to_string()));
        }
        let texts: [(Param, &Input<Text>); 6] = [
            (Param::JobAction, &self.job_action),
            (Param::ResourceIds, &self.resource_ids),
            (Param::Directive, &self.directive),
            (Param::ActionDescribe, &self.action_describe),
            (Param::SearchWord, &self.search_word),
            (Param::JobIds, &self.job_ids),
        ];
        for (param, input) in texts {
            if let Some(text) = input.usable() {
                params.push((param.key(), text.as_str().to_owned()));
            }
        }
        for param in [
            Param::Owner,
            Param::StartTime,
            Param::EndTime,
            Param::Verbose,
        ] {
            if self.is_set(param) && self.problem(param).is_none() {
                params.push((param.key(), self.text(param)));
            }
        }
        params.extend([
            ("offset", (limit * (self.page() - 1)).to_string()),
            ("limit", limit.to_string()),
            ("reverse", self.order().reverse().to_owned()),
        ]);
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
                ("zone", zone.to_string()),
                (key, id.to_string()),
                ("limit", "10".to_owned()),
                ("reverse", Order::NewestFirst.reverse().to_owned()),
            ],
            last: None,
        }
    }

    /// The parameters to send at a moment.
    pub fn params(&self, now: DateTime<Utc>) -> Vec<(&'static str, String)> {
        let mut params = vec![("timestamp", iso(now))];
        params.extend(self.params.iter().cloned());
        if let Some(span) = self.last {
            params.push((Param::StartTime.key(), iso(now - span.duration())));
        }
        params
    }
}
