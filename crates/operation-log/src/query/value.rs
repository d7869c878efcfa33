//! The values of a query, once they are read.

use chrono::{DateTime, Utc};

use super::choice::{LastSpan, Order, Sort, TimeZone};
use super::{Kind, MAX_ID_LIST_CHARS, MAX_TEXT_CHARS, Param, Problem};
use crate::characters::{is_control, is_longer, whole_number};
use crate::ids::{IdError, MAX_ID_CHARS, Owner, ZoneId};
use crate::result_set::Conditions;
use crate::status::Status;
use crate::time::{iso, nearest_asked, parse_zoned};

/// A value that can be used. One type for all parameters, so that reading, printing and
/// comparing exist once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Status(Status),
    /// Not too long for its parameter, no control character in it.
    Text(String),
    Owner(Owner),
    Zone(ZoneId),
    /// A time of a whole second.
    Time(DateTime<Utc>),
    Flag(bool),
    Order(Order),
    Number(u64),
    Last(LastSpan),
    Sort(Sort),
    /// Not too long.
    Conditions(Conditions),
    TimeZone(TimeZone),
}

impl Value {
    /// Reads a text without blanks around it.
    pub(super) fn read(param: Param, text: &str) -> Result<Self, Problem> {
        let value = match param.kind() {
            Kind::Status => Self::Status(Status::documented(text).ok_or(Problem::NotAStatus)?),
            Kind::Text | Kind::Name | Kind::IdList => Self::Text(plain(param, text)?),
            Kind::Owner => Self::Owner(Owner::parse(text)?),
            Kind::Zone => Self::Zone(ZoneId::parse(text)?),
            Kind::Time => Self::Time(parse_zoned(text).ok_or(Problem::NotATime)?),
            Kind::Flag => Self::Flag(flag(text)?),
            Kind::Order => Self::Order(if flag(text)? {
                Order::NewestFirst
            } else {
                Order::OldestFirst
            }),
            Kind::Number { min, max, .. } => {
                let number = whole_number(text).ok_or(Problem::NotInRange { min, max })?;
                Self::Number(in_range(number, min, max)?)
            }
            Kind::Span => Self::Last(last(text).ok_or(Problem::NotASpan)?),
            Kind::Sort => Self::Sort(Sort::parse(text).ok_or(Problem::NotASortColumn)?),
            Kind::Conditions => {
                bounded(param, text)?;
                Self::Conditions(Conditions::parse(text).ok_or(Problem::NotConditions)?)
            }
            Kind::TimeZone => Self::TimeZone(time_zone(text).ok_or(Problem::NotATimeZone)?),
        };
        Ok(value)
    }

    /// Holds a value from code to the same rules as one that was read.
    pub(super) fn checked(self, param: Param) -> Result<Self, Problem> {
        Ok(match (self, param.kind()) {
            (Self::Status(status), _) => {
                Self::Status(Status::documented(status.as_str()).ok_or(Problem::NotAStatus)?)
            }
            (Self::Text(text), _) => Self::Text(plain(param, &text)?),
            (Self::Conditions(conditions), _) => {
                bounded(param, &conditions.print())?;
                Self::Conditions(conditions)
            }
            (Self::Time(time), _) => Self::Time(nearest_asked(time)),
            (Self::Number(number), Kind::Number { min, max, .. }) => {
                Self::Number(in_range(number, min, max)?)
            }
            (value, _) => value,
        })
    }

    /// Writes the text that [`Value::read`] reads back as the same value.
    pub(super) fn write(&self) -> String {
        let text = match self {
            Self::Status(status) => status.as_str(),
            Self::Text(text) => text,
            Self::Owner(owner) => owner.as_str(),
            Self::Zone(zone) => zone.as_str(),
            Self::Time(time) => return iso(*time),
            Self::Flag(true) => "1",
            Self::Flag(false) => "0",
            Self::Order(order) => order.reverse(),
            Self::Number(number) => return number.to_string(),
            Self::Last(span) => span.as_str(),
            Self::Sort(sort) => return sort.as_text(),
            Self::Conditions(conditions) => return conditions.print(),
            Self::TimeZone(zone) => zone.as_str(),
        };
        text.to_owned()
    }

    /// Whether a URL leaves this value of a parameter out.
    pub(super) fn is_default(&self, param: Param) -> bool {
        match (self, param.kind()) {
            (Self::Number(number), Kind::Number { default, .. }) => *number == default,
            (Self::Order(order), _) => *order == Order::default(),
            (Self::TimeZone(zone), _) => *zone == TimeZone::default(),
            (Self::Flag(flag), _) => !flag && matches!(param, Param::Whole),
            _ => false,
        }
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

fn plain(param: Param, text: &str) -> Result<String, Problem> {
    if text.chars().any(is_control) {
        return Err(Problem::ControlCharacter);
    }
    bounded(param, text)?;
    Ok(text.to_owned())
}

fn bounded(param: Param, text: &str) -> Result<(), Problem> {
    let max = match param.kind() {
        Kind::IdList | Kind::Conditions => MAX_ID_LIST_CHARS,
        _ => MAX_TEXT_CHARS,
    };
    if is_longer(text, max) {
        return Err(Problem::TooLong { max });
    }
    Ok(())
}

const fn in_range(number: u64, min: u64, max: u64) -> Result<u64, Problem> {
    if min <= number && number <= max {
        Ok(number)
    } else {
        Err(Problem::NotInRange { min, max })
    }
}

fn flag(text: &str) -> Result<bool, Problem> {
    match whole_number(text) {
        Some(0) => Ok(false),
        Some(1) => Ok(true),
        _ => Err(Problem::NotInRange { min: 0, max: 1 }),
    }
}

fn last(text: &str) -> Option<LastSpan> {
    LastSpan::ALL.into_iter().find(|span| span.as_str() == text)
}

fn time_zone(text: &str) -> Option<TimeZone> {
    TimeZone::ALL
        .into_iter()
        .find(|zone| zone.as_str().eq_ignore_ascii_case(text))
}
