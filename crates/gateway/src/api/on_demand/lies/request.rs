//! What a lying server makes of a request.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::query::MAX_LIMIT;
use operation_log::time::WireTime;
use serde::Deserialize;

use super::Lies;
use crate::source::filter::Filter;
use crate::source::select::{Page, PageRequest, Window};

/// The time of a row.
#[derive(Deserialize)]
struct Created<'a> {
    #[serde(borrow)]
    create_time: Cow<'a, str>,
}

impl Lies {
    /// The parameters of a request without those that are ignored.
    pub fn heard<'a>(&self, pairs: &'a [(String, String)]) -> Cow<'a, [(String, String)]> {
        if self.ignored.is_empty() {
            return Cow::Borrowed(pairs);
        }
        let is_heard = |(key, _): &&(String, String)| !self.ignored.contains(&key.as_str());
        Cow::Owned(pairs.iter().filter(is_heard).cloned().collect())
    }

    /// Changes a request that has been parsed to what the server answers.
    pub fn change(&self, request: &mut PageRequest) {
        let window = &mut request.window;
        if self.ignores(Param::Reverse) {
            window.newest_first = false;
        }
        if self.ignores(Param::Limit) {
            window.limit = u64::from(MAX_LIMIT);
        }
        if let Some(cap) = self.cap {
            window.limit = window.limit.min(cap);
        }
        if let Some(wall) = self.wall {
            window.limit = window.limit.min(wall.saturating_sub(window.offset));
        }
        // The log's own times are true.
        let own = |time: DateTime<Utc>| time.checked_sub_signed(self.ahead).unwrap_or(time);
        let filter = &mut request.filter;
        filter.start_time = filter.start_time.map(own);
        filter.end_time = filter.end_time.map(own);
    }

    fn ignores(&self, param: Param) -> bool {
        self.ignored.contains(&param.key())
    }
}

/// Keeps the oldest rows of the zone from being answered; `read` reads a page of the log.
pub fn trim(request: &mut PageRequest, rows: u64, read: impl Fn(&PageRequest) -> Page) {
    let oldest_kept = PageRequest {
        filter: Filter::of_zone(request.filter.zone().to_owned()),
        window: Window {
            offset: rows,
            limit: 1,
            newest_first: false,
        },
        verbose: false,
    };
    let page = read(&oldest_kept);
    let start = match page.rows.first() {
        Some(row) => created(row),
        None => Some(DateTime::<Utc>::MAX_UTC),
    };
    let filter = &mut request.filter;
    filter.start_time = filter.start_time.max(start);
}

fn created(row: &str) -> Option<DateTime<Utc>> {
    let row: Created<'_> = serde_json::from_str(row).ok()?;
    Some(WireTime::parse(&row.create_time)?.instant)
}
