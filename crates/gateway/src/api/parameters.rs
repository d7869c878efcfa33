//! Reads the parameters of a request, for all sources alike.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use operation_log::ZoneId;
use operation_log::time::parse_zoned;
use operation_log::wire::Refusal;

use super::answer::refuse;

const BAD_FORMAT: u32 = 1100;

/// A refusal that names the parameter it is about.
pub(super) fn bad(key: &str, problem: &str) -> Refusal {
    refuse(
        BAD_FORMAT,
        &format!("parameter [{key}] is malformed: {problem}"),
    )
}

fn missing(key: &str) -> Refusal {
    refuse(BAD_FORMAT, &format!("parameter [{key}] is missing"))
}

/// The decoded pairs of a query string.
pub(super) struct Parameters<'a>(pub(super) &'a [(String, String)]);

impl Parameters<'_> {
    /// The trimmed value of a parameter. Returns `None` if it is missing or empty.
    pub(super) fn get(&self, key: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(name, _)| name == key);
        let value = values.next().map(|(_, value)| value.trim());
        if values.next().is_some() {
            return Err(bad(key, "given twice"));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// The time when the request was made; required.
    pub(super) fn timestamp(&self) -> Result<DateTime<Utc>, Refusal> {
        self.time("timestamp")?.ok_or_else(|| missing("timestamp"))
    }

    /// The zone that the request is about; required.
    pub(super) fn zone(&self) -> Result<&str, Refusal> {
        let zone = self.get("zone")?.ok_or_else(|| missing("zone"))?;
        ZoneId::parse(zone).map_err(|problem| bad("zone", &problem.to_string()))?;
        Ok(zone)
    }

    /// Several values separated by commas or blanks; empty if the parameter is missing.
    pub(super) fn words(&self, key: &str) -> Result<HashSet<String>, Refusal> {
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

    /// A whole number of 0 or more.
    pub(super) fn number(&self, key: &str) -> Result<Option<u64>, Refusal> {
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

    /// 0 or 1.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.get(key)? {
            None => Ok(None),
            Some("0") => Ok(Some(false)),
            Some("1") => Ok(Some(true)),
            Some(_) => Err(bad(key, "not 0 or 1")),
        }
    }

    /// A time that names its zone.
    pub(super) fn time(&self, key: &str) -> Result<Option<DateTime<Utc>>, Refusal> {
        self.get(key)?
            .map(|value| {
                parse_zoned(value).ok_or_else(|| {
                    bad(key, "not a time with its zone such as 2022-04-06T01:26:33Z")
                })
            })
            .transpose()
    }
}
