//! Parses the parameters of a list request, strictly: an invalid value is refused with code 1100
//! and the name of the parameter, never ignored.
//!
//! What the documentation leaves open:
//! - an empty value is the same as none; a parameter given twice is refused;
//! - `status`, `resource_ids`, `job_ids` and `jobs` take several values separated by commas or
//!   blanks, any of which may match; `job_ids` and `jobs` must both match if both are given;
//! - `job_action` ignores case, `owner` is compared exactly; `directive`, `action_describe` and
//!   `search_word` match anywhere in their texts and ignore case;
//! - `start_time` and `end_time` name their zone, are both inclusive and are compared with
//!   `create_time`; a start after the end matches nothing;
//! - without `reverse` the newest row comes first;
//! - a zone that no row is in matches nothing; an empty one is refused;
//! - a `timestamp` more than 60 s off is refused with code 1300;
//! - parameters that are not documented for this call are ignored.

use chrono::{DateTime, Utc};
use operation_log::Status;
use operation_log::query::MAX_LIMIT;
use operation_log::wire::Refusal;

use super::answer::refuse;
use super::parameters::{Parameters, bad};
use crate::source::filter::{Filter, Needle};
use crate::source::select::{PageRequest, Window};

/// The rows of an answer if the request has no `limit`.
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
    let filter = Filter {
        zone: parameters.zone()?.to_owned(),
        statuses: parameters
            .words("status")?
            .into_iter()
            .map(|word| {
                Status::documented(&word)
                    .ok_or_else(|| bad("status", "not pending, successful or failed"))
            })
            .collect::<Result<_, _>>()?,
        job_action: parameters.get("job_action")?.map(str::to_owned),
        resource_ids: parameters.words("resource_ids")?,
        owner: parameters.get("owner")?.map(str::to_owned),
        directive: parameters.get("directive")?.map(Needle::new),
        action_describe: parameters.get("action_describe")?.map(Needle::new),
        job_ids: parameters.words("job_ids")?,
        jobs: parameters.words("jobs")?,
        search_word: parameters.get("search_word")?.map(Needle::new),
        start_time: parameters.time("start_time")?,
        end_time: parameters.time("end_time")?,
    };
    let limit = parameters.number("limit")?.unwrap_or(DEFAULT_LIMIT);
    if limit == 0 {
        return Err(bad("limit", "less than 1"));
    }
    Ok(PageRequest {
        filter,
        window: Window {
            offset: parameters.number("offset")?.unwrap_or(0),
            limit: limit.min(u64::from(MAX_LIMIT)),
            newest_first: parameters.flag("reverse")?.unwrap_or(true),
        },
        verbose: parameters.flag("verbose")?.unwrap_or(false),
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
