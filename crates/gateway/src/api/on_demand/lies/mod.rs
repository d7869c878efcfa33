//! Answers that are well formed and claim what is not so, as APIs do in production: a wrong total,
//! a filter that is ignored, rows out of order. Each is a word `!lie:NAME` or `!lie:NAME=VALUE`.
//!
//! | word | what the server does |
//! |---|---|
//! | `!lie:total=N` | says that N rows match (whole number, may be negative) |
//! | `!lie:total=null`, `=absent`, `=many` | the total is null, left out, or the text `"many"` |
//! | `!lie:total=random` | another total with each answer |
//! | `!lie:cap=N` | gives at most N rows, whatever `limit` says |
//! | `!lie:wall=N` | gives nothing beyond the first N rows, but counts them |
//! | `!lie:ignore=NAME,NAME…` | ignores these parameters: `status`, `owner`, `start_time`, `job_ids`, `jobs` …; without `reverse` the oldest row comes first, without `limit` there are 100 rows |
//! | `!lie:shuffle` | the rows of a page are in no order |
//! | `!lie:repeat` | on later pages every third row is replaced by a row of the first page |
//! | `!lie:trim`, `!lie:trim=N` | retention: with each call the oldest 5 (or N) rows of the zone are gone |
//! | `!lie:times=zoneless` | times are UTC without saying so |
//! | `!lie:times=unix`, `=9999` | times are seconds since 1970, or the end of the year 9999 |
//! | `!lie:clock=+24h` | the server's clock is ahead, or behind with `-`, by so many `s`, `m`, `h` or `d`: `Date`, the check of `timestamp`, the times of rows and those asked for |
//! | `!lie:status=WORD` | every row has this status word |
//! | `!lie:no-job-set` | `ret_code` 0 without rows and total |
//! | `!lie:deep` | the first row has an undocumented field that is nested 140 deep |
//! | `!lie:big` | the first row has an undocumented field of 4 MB |

mod parse;
mod request;
pub(super) mod rows;

use chrono::{DateTime, TimeDelta, Utc};

pub use request::trim;

use crate::api::answer;
use crate::source::select::{Page, PageRequest};

/// How a server lies. The default tells the truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lies {
    total: Option<Total>,
    cap: Option<u64>,
    wall: Option<u64>,
    ignored: Vec<&'static str>,
    shuffles: bool,
    repeats: bool,
    /// How many of the oldest rows go with each call.
    trims: Option<u64>,
    times: Option<Times>,
    /// How far its clock is ahead.
    ahead: TimeDelta,
    status: Option<String>,
    has_no_job_set: bool,
    is_deep: bool,
    is_big: bool,
}

/// What it says about the total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Total {
    Number(i64),
    Null,
    Absent,
    Many,
    Random,
}

/// How it writes times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Times {
    Zoneless,
    Unix,
    YearEnd9999,
}

impl Lies {
    /// The time of the server's clock.
    pub fn server_time(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now.checked_add_signed(self.ahead).unwrap_or(now)
    }

    /// How many of the oldest rows are gone, if some are; `count` counts the call, 1 for the first.
    pub fn trimmed(&self, count: impl FnOnce() -> u32) -> Option<u64> {
        let each = self.trims?;
        Some(each.saturating_mul(u64::from(count())))
    }

    /// The page that is answered to a request; `read` reads a page of the true log.
    pub fn page(&self, request: &PageRequest, read: impl Fn(&PageRequest) -> Page) -> Page {
        let mut page = read(request);
        if self.repeats && request.window.offset > 0 {
            let mut first = request.clone();
            first.window.offset = 0;
            rows::repeat(&mut page.rows, read(&first).rows);
        }
        if self.shuffles {
            rows::shuffle(&mut page.rows);
        }
        if self.changes_rows() {
            for row in &mut page.rows {
                self.rewrite(row);
            }
        }
        if let Some(first) = page.rows.first_mut() {
            if self.is_deep {
                rows::add_deep_field(first);
            }
            if self.is_big {
                rows::add_big_field(first, rows::BIG);
            }
        }
        page
    }

    /// The body of an answer with this page.
    pub fn body(&self, page: &Page) -> String {
        if self.has_no_job_set {
            return r#"{"action":"HpcOperationListOperationResponse","ret_code":0}"#.to_owned();
        }
        let total = match self.total {
            None => Some(page.total.to_string()),
            Some(Total::Number(number)) => Some(number.to_string()),
            Some(Total::Null) => Some("null".to_owned()),
            Some(Total::Absent) => None,
            Some(Total::Many) => Some(r#""many""#.to_owned()),
            Some(Total::Random) => Some(random_total(page.total).to_string()),
        };
        answer::list(&page.rows, total.as_deref())
    }
}

/// A total between 1 and about twice the true one.
fn random_total(total: u64) -> u64 {
    use std::hash::BuildHasher as _;
    // Every state hashes the same value differently.
    let random = std::hash::RandomState::new().hash_one(total);
    let range = total.saturating_mul(2).saturating_add(1);
    1 + random % range
}
