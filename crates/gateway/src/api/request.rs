//! Reads the parameters of a list request, strictly: what cannot be used is refused with code
//! 1100 and the name of the parameter, never ignored.
//!
//! Where the documentation is silent:
//! - an empty value is the same as none; a parameter given twice is refused;
//! - `status`, `resource_ids`, `job_ids` and `jobs` take several values with commas or blanks
//!   between them, any of which may match; `job_ids` and `jobs` must both match if both are given;
//! - `job_action` is compared whatever its letters' case, `owner` exactly; `directive`,
//!   `action_describe` and `search_word` are looked for anywhere in their texts, whatever the case;
//! - `start_time` and `end_time` name their zone, are both inclusive and are compared with
//!   `create_time`; a start after the end matches nothing;
//! - without `reverse` the newest row comes first;
//! - a zone that no row is in matches nothing; an empty one is refused;
//! - a `timestamp` more than 60 s off is refused with code 1300;
//! - parameters that are not documented for this call are ignored.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use operation_log::query::MAX_LIMIT;
use operation_log::time::parse_zoned;
use operation_log::wire::Refusal;
use operation_log::{Status, ZoneId};

use super::answer::refuse;
use crate::source::filter::{Filter, Needle};
use crate::source::select::{PageRequest, Window};

/// Rows an answer has if the request does not say how many.
pub const DEFAULT_LIMIT: u64 = 10;
/// How far the clock of the caller may be off, in seconds.
pub const MAX_CLOCK_SKEW_SECONDS: u64 = 60;

const BAD_FORMAT: u32 = 1100;
const EXPIRED: u32 = 1300;

/// Reads the decoded pairs of a query string at a moment of the server's clock.
///
/// # Errors
/// The refusal to answer with.
pub fn parse(pairs: &[(String, String)], now: DateTime<Utc>) -> Result<PageRequest, Refusal> {
    let parameters = Parameters(pairs);
    check_timestamp(&parameters, now)?;
    let zone = parameters
        .get("zone")?
        .ok_or_else(|| refuse(BAD_FORMAT, "parameter [zone] is missing"))?;
    ZoneId::parse(zone).map_err(|problem| bad("zone", &problem.to_string()))?;
    let filter = Filter {
        zone: zone.to_owned(),
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
    let timestamp = parameters
        .time("timestamp")?
        .ok_or_else(|| refuse(BAD_FORMAT, "parameter [timestamp] is missing"))?;
    let skew = (now - timestamp).num_seconds().unsigned_abs();
    if skew > MAX_CLOCK_SKEW_SECONDS {
        return Err(refuse(
            EXPIRED,
            &format!("parameter [timestamp] is {skew} seconds off the server's clock"),
        ));
    }
    Ok(())
}

fn bad(key: &str, problem: &str) -> Refusal {
    refuse(
        BAD_FORMAT,
        &format!("parameter [{key}] is malformed: {problem}"),
    )
}

/// The decoded pairs of a query string.
struct Parameters<'a>(&'a [(String, String)]);

impl Parameters<'_> {
    /// The value of a parameter without blanks around it; none if that leaves nothing.
    fn get(&self, key: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(name, _)| name == key);
        let value = values.next().map(|(_, value)| value.trim());
        if values.next().is_some() {
            return Err(bad(key, "given twice"));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    fn words(&self, key: &str) -> Result<HashSet<String>, Refusal> {
        let Some(value) = self.get(key)? else {
            return Ok(HashSet::new());
        };
        let words: HashSet<String> = value
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Err(bad(key, "nothing but separators"));
        }
        Ok(words)
    }

    fn number(&self, key: &str) -> Result<Option<u64>, Refusal> {
        self.get(key)?
            .map(|value| {
                let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
                is_plain
                    .then(|| value.parse().ok())
                    .flatten()
                    .ok_or_else(|| bad(key, "not a whole number of 0 or more"))
            })
            .transpose()
    }

    fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.get(key)? {
            None => Ok(None),
            Some("0") => Ok(Some(false)),
            Some("1") => Ok(Some(true)),
            Some(_) => Err(bad(key, "not 0 or 1")),
        }
    }

    fn time(&self, key: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        self.get(key)?
            .map(|value| {
                parse_zoned(value).ok_or_else(|| {
                    bad(key, "not a time with its zone such as 2022-04-06T01:26:33Z")
                })
            })
            .transpose()
    }
}
