//! Parses the parameters of a list request, strictly: an invalid value is refused with code 1100
//! and the name of the parameter, never ignored.
//!
//! What the documentation leaves open:
//! - an empty value is the same as none; a parameter given twice is refused;
//! - `status` and lists of ids take several values separated by commas or blanks, any of which
//!   may match; `job_ids` and `jobs` must both match if both are given;
//! - `job_action` is compared ignoring case, `owner` exactly; `directive`, `action_describe` and
//!   `search_word` are searched anywhere in their texts, ignoring case;
//! - `start_time` and `end_time` name their zone, are both inclusive and are compared with
//!   `create_time`; a start after the end matches nothing;
//! - without `reverse` the newest row comes first;
//! - a zone without rows matches nothing; an empty one is refused;
//! - a `timestamp` more than 60 s off is refused with code 1300;
//! - parameters that are not documented for this call are ignored.

use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::query::{MAX_LIMIT, OFFSET_KEY, Side};
use operation_log::wire::Refusal;

use super::answer::refuse;
use super::parameters::{Parameters, bad};
use crate::source::filter::Filter;
use crate::source::select::{PageRequest, Window};

/// Rows of an answer if the request has no `limit`.
pub const DEFAULT_LIMIT: u64 = 10;
/// How far the clock of the caller may be off, in seconds.
pub const MAX_CLOCK_SKEW_SECONDS: u64 = 60;

const EXPIRED: u32 = 1300;

/// Parses the decoded pairs of a query string; `now` is the time of the server's clock.
///
/// # Errors
/// The refusal to answer with.
pub fn parse(pairs: &[(String, String)], now: DateTime<Utc>) -> Result<PageRequest, Refusal> {
    let parameters = Parameters(pairs);
    check_timestamp(&parameters, now)?;
    let mut filter = Filter::of_zone(parameters.zone()?.to_owned());
    for param in Param::filters().filter(|param| param.side() == Side::Server) {
        for condition in parameters.conditions(param)? {
            filter.add(param, condition);
        }
    }
    filter.start_time = parameters.time(Param::StartTime.key())?;
    filter.end_time = parameters.time(Param::EndTime.key())?;
    let limit_key = Param::Limit.key();
    let limit = parameters.number(limit_key)?.unwrap_or(DEFAULT_LIMIT);
    if limit == 0 {
        return Err(bad(limit_key, "less than 1"));
    }
    Ok(PageRequest {
        filter,
        window: Window {
            offset: parameters.number(OFFSET_KEY)?.unwrap_or(0),
            limit: limit.min(u64::from(MAX_LIMIT)),
            newest_first: parameters.flag(Param::Reverse.key())?.unwrap_or(true),
        },
        verbose: parameters.flag(Param::Verbose.key())?.unwrap_or(false),
    })
}

fn check_timestamp(parameters: &Parameters<'_>, now: DateTime<Utc>) -> Result<(), Refusal> {
    let skew = (now - parameters.timestamp()?).num_seconds().unsigned_abs();
    if skew > MAX_CLOCK_SKEW_SECONDS {
        return Err(refuse(
            EXPIRED,
            &format!("parameter [timestamp] is {skew} seconds off the server's clock"),
        ));
    }
    Ok(())
}
