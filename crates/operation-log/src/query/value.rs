//! The values of a query, once they are read.

use chrono::{DateTime, Utc};

use super::choice::{LastSpan, Order, Sort, SortColumn, TimeZone};
use super::{DEFAULT_LIMIT, MAX_LIMIT, MAX_TEXT_CHARS, Param, Problem};
use crate::characters::{is_control, is_longer, whole_number};
use crate::ids::{IdError, MAX_ID_CHARS, Owner, ZoneId};
use crate::status::Status;
use crate::time::{iso, parse_zoned};

/// A value that can be used. One type for all parameters, so that reading, printing and
/// comparing exist once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Status(Status),
    /// At most [`MAX_TEXT_CHARS`] characters, no control character among them.
    Text(String),
    Owner(Owner),
    Zone(ZoneId),
    /// An instant of a whole second.
    Instant(DateTime<Utc>),
    /// Whether related information is wanted.
    Verbose(bool),
    Order(Order),
    /// Rows a page.
    Limit(u32),
    /// A page, from 1.
    Page(u64),
    Last(LastSpan),
    Sort(Sort),
    TimeZone(TimeZone),
}

/// The highest page number; times the largest page it is still an exact number in JSON.
const MAX_PAGE: u64 = 1_000_000_000;

impl Value {
    /// Reads a text without blanks around it.
    pub(super) fn read(param: Param, text: &str) -> Result<Self, Problem> {
        let value = match param {
            Param::Status => Self::Status(Status::documented(text).ok_or(Problem::NotAStatus)?),
            Param::JobAction
            | Param::ResourceIds
            | Param::Directive
            | Param::ActionDescribe
            | Param::SearchWord
            | Param::JobIds => Self::Text(plain(text)?),
            Param::Owner => Self::Owner(Owner::parse(text)?),
            Param::Zone => Self::Zone(ZoneId::parse(text)?),
            Param::StartTime | Param::EndTime => {
                Self::Instant(parse_zoned(text).ok_or(Problem::NotATime)?)
            }
            Param::Verbose => Self::Verbose(number(text, 0, 1)? == 1),
            Param::Reverse => match text {
                "1" => Self::Order(Order::NewestFirst),
                "0" => Self::Order(Order::OldestFirst),
                _ => return Err(Problem::NotInRange { min: 0, max: 1 }),
            },
            Param::Limit => {
                let limit = number(text, 1, u64::from(MAX_LIMIT))?;
                Self::Limit(u32::try_from(limit).unwrap_or(MAX_LIMIT))
            }
            Param::Page => Self::Page(number(text, 1, MAX_PAGE)?),
            Param::Last => Self::Last(last(text).ok_or(Problem::NotASpan)?),
            Param::Sort => Self::Sort(sort(text).ok_or(Problem::NotASortColumn)?),
            Param::Tz => Self::TimeZone(time_zone(text).ok_or(Problem::NotATimeZone)?),
        };
        Ok(value)
    }

    /// Writes the text that [`Value::read`] reads back as the same value.
    pub(super) fn write(&self) -> String {
        let text = match self {
            Self::Status(status) => status.as_str(),
            Self::Text(text) => text,
            Self::Owner(owner) => owner.as_str(),
            Self::Zone(zone) => zone.as_str(),
            Self::Instant(instant) => return iso(*instant),
            Self::Verbose(true) => "1",
            Self::Verbose(false) => "0",
            Self::Order(order) => order.reverse(),
            Self::Limit(limit) => return limit.to_string(),
            Self::Page(page) => return page.to_string(),
            Self::Last(span) => span.as_str(),
            Self::Sort(sort) => return sort.as_text(),
            Self::TimeZone(zone) => zone.as_str(),
        };
        text.to_owned()
    }

    /// Whether a URL leaves this value out.
    pub(super) fn is_default(&self) -> bool {
        matches!(
            self,
            Self::Order(Order::NewestFirst)
                | Self::Limit(DEFAULT_LIMIT)
                | Self::Page(1)
                | Self::TimeZone(TimeZone::Browser)
        )
    }
}

impl From<IdError> for Problem {
    fn from(error: IdError) -> Self {
        match error {
            IdError::TooLong => Self::TooLong { max: MAX_ID_CHARS },
            IdError::Empty | IdError::BadCharacter(_) => Self::NotAnId,
        }
    }
}

fn plain(text: &str) -> Result<String, Problem> {
    if text.chars().any(is_control) {
        return Err(Problem::ControlCharacter);
    }
    if is_longer(text, MAX_TEXT_CHARS) {
        return Err(Problem::TooLong {
            max: MAX_TEXT_CHARS,
        });
    }
    Ok(text.to_owned())
}

fn number(text: &str, min: u64, max: u64) -> Result<u64, Problem> {
    whole_number(text)
        .filter(|number| (min..=max).contains(number))
        .ok_or(Problem::NotInRange { min, max })
}

fn last(text: &str) -> Option<LastSpan> {
    LastSpan::ALL.into_iter().find(|span| span.as_str() == text)
}

fn sort(text: &str) -> Option<Sort> {
    let (descending, name) = match text.strip_prefix('-') {
        Some(name) => (true, name),
        None => (false, text),
    };
    SortColumn::ALL
        .into_iter()
        .find(|column| column.as_str() == name)
        .map(|column| Sort { column, descending })
}

fn time_zone(text: &str) -> Option<TimeZone> {
    TimeZone::ALL
        .into_iter()
        .find(|zone| zone.as_str().eq_ignore_ascii_case(text))
}
