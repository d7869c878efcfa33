//! Requests under the names that the panel's state still uses.

use chrono::{DateTime, Utc};

use super::{ApiParams, Lookup, PageKey, Query, ViewAsk, ViewQuery};
use crate::frozen_view::{Ask, NewerAsk};
use crate::ids::{JobId, ZoneId};

/// A request of its own: a page, or one operation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerQuery(Asked);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Asked {
    Page(PageKey),
    Operation(ApiParams),
}

impl Query {
    /// The request for the page of the query.
    pub fn server_query(&self, default_zone: &ZoneId) -> ServerQuery {
        ServerQuery(Asked::Page(self.page_key(default_zone)))
    }
}

impl ServerQuery {
    /// The request for one operation.
    pub fn lookup(id: &JobId, by: Lookup, zone: &ZoneId) -> Self {
        Self(Asked::Operation(by.api_params(id, zone)))
    }

    /// The parameters of the request at a moment.
    pub fn params(&self, now: DateTime<Utc>) -> ApiParams {
        match &self.0 {
            Asked::Page(key) => key.api_params(now),
            Asked::Operation(params) => params.clone(),
        }
    }
}

impl ViewQuery {
    /// The parameters of a page.
    pub fn params(&self, ask: &Ask, opened: DateTime<Utc>) -> ApiParams {
        self.api_params(&ViewAsk::Page(*ask), opened)
    }

    /// The parameters that ask what came after the view.
    pub fn newer_params(&self, ask: &NewerAsk) -> ApiParams {
        self.api_params(&ViewAsk::Newer(*ask), DateTime::UNIX_EPOCH)
    }

    /// The parameters that ask for what was created in a span.
    pub fn watch_params(&self, first: DateTime<Utc>, last: DateTime<Utc>) -> ApiParams {
        self.api_params(&ViewAsk::Watch { first, last }, DateTime::UNIX_EPOCH)
    }
}
