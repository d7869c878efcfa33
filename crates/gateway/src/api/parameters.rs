//! The parameters of a request, each read as its kind in the domain's table says.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use operation_log::query::{Kind, OFFSET_KEY, Side};
use operation_log::time::parse_zoned;
use operation_log::wire::Refusal;
use operation_log::{Param, Status, ZoneId};

use super::answer::refuse;
use crate::source::filter::{Condition, Ids, Needle};

const BAD_FORMAT: u32 = 1100;

/// The keys that the API documents for the call, without those of every signed request.
pub(super) fn documented_keys() -> impl Iterator<Item = &'static str> {
    Param::ALL
        .into_iter()
        .filter(|param| param.side() == Side::Server)
        .flat_map(Param::keys)
        .chain([OFFSET_KEY])
}

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
    /// The value of a parameter without blanks around it; `None` if that leaves nothing.
    pub(super) fn get(&self, key: &str) -> Result<Option<&str>, Refusal> {
        let mut values = self.0.iter().filter(|(name, _)| name == key);
        let value = values.next().map(|(_, value)| value.trim());
        if values.next().is_some() {
            return Err(bad(key, "given twice"));
        }
        Ok(value.filter(|value| !value.is_empty()))
    }

    /// The conditions of a filter on texts, ids or status, one for each of its keys that is given.
    pub(super) fn conditions(&self, param: Param) -> Result<Vec<Condition>, Refusal> {
        let mut conditions = Vec::new();
        for key in param.keys() {
            conditions.extend(self.condition(param.kind(), key)?);
        }
        Ok(conditions)
    }

    fn condition(&self, kind: Kind, key: &str) -> Result<Option<Condition>, Refusal> {
        Ok(match kind {
            Kind::Text => self.get(key)?.map(Needle::new).map(Condition::Contains),
            Kind::Name => self
                .get(key)?
                .map(|name| Condition::IgnoringCase(name.to_owned())),
            Kind::Owner => self
                .get(key)?
                .map(|owner| Condition::Exactly(owner.to_owned())),
            Kind::IdList => self.words(key)?.map(Ids::new).map(Condition::AnyOf),
            Kind::Status => match self.words(key)? {
                Some(words) => Some(Condition::Status(statuses(key, &words)?)),
                None => None,
            },
            // No condition on a row's text, or read on their own.
            Kind::Zone
            | Kind::Time
            | Kind::Flag
            | Kind::Number { .. }
            | Kind::Order
            | Kind::Span
            | Kind::Sort
            | Kind::Conditions
            | Kind::TimeZone => None,
        })
    }

    /// The moment at which the request says it was made; required.
    pub(super) fn timestamp(&self) -> Result<DateTime<Utc>, Refusal> {
        self.time("timestamp")?.ok_or_else(|| missing("timestamp"))
    }

    /// The zone the request is about; required.
    pub(super) fn zone(&self) -> Result<&str, Refusal> {
        let key = Param::Zone.key();
        let zone = self.get(key)?.ok_or_else(|| missing(key))?;
        ZoneId::parse(zone).map_err(|problem| bad(key, &problem.to_string()))?;
        Ok(zone)
    }

    /// Several values separated by commas or blanks; `None` if the parameter is not given.
    pub(super) fn words(&self, key: &str) -> Result<Option<HashSet<String>>, Refusal> {
        let Some(value) = self.get(key)? else {
            return Ok(None);
        };
        let words: HashSet<String> = value
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | '，'))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        if words.is_empty() {
            return Err(bad(key, "nothing but separators"));
        }
        Ok(Some(words))
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

fn statuses(key: &str, words: &HashSet<String>) -> Result<Vec<Status>, Refusal> {
    words
        .iter()
        .map(|word| {
            Status::documented(word).ok_or_else(|| bad(key, "not pending, successful or failed"))
        })
        .collect()
}
