//! The types a query's values have once they are read.

use chrono::{DateTime, TimeDelta, Utc};

use super::input::Problem;
use super::{DEFAULT_LIMIT, MAX_LIMIT, MAX_TEXT_CHARS};
use crate::ids::{IdError, MAX_ID_CHARS, Owner, ZoneId};
use crate::status::Status;
use crate::time::{iso, parse_zoned};

/// A value with its spelling in a URL.
pub(super) trait Value: Sized {
    /// Reads a text without blanks around it.
    fn read(text: &str) -> Result<Self, Problem>;
    /// Writes the text that [`Value::read`] reads back as the same value.
    fn write(&self) -> String;
    /// Whether a URL leaves this value out.
    fn is_default(&self) -> bool {
        false
    }
}

/// A text of at most [`MAX_TEXT_CHARS`] characters without control characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Value for Text {
    fn read(text: &str) -> Result<Self, Problem> {
        if text.chars().any(char::is_control) {
            return Err(Problem::ControlCharacter);
        }
        if text.chars().count() > MAX_TEXT_CHARS {
            return Err(Problem::TooLong {
                max: MAX_TEXT_CHARS,
            });
        }
        Ok(Self(text.to_owned()))
    }

    fn write(&self) -> String {
        self.0.clone()
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

impl Value for Owner {
    fn read(text: &str) -> Result<Self, Problem> {
        Ok(Self::parse(text)?)
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Value for ZoneId {
    fn read(text: &str) -> Result<Self, Problem> {
        Ok(Self::parse(text)?)
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

impl Value for Status {
    fn read(text: &str) -> Result<Self, Problem> {
        Self::documented(text).ok_or(Problem::NotAStatus)
    }

    fn write(&self) -> String {
        self.to_string()
    }
}

/// An instant of a whole second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Instant(pub(super) DateTime<Utc>);

impl Value for Instant {
    fn read(text: &str) -> Result<Self, Problem> {
        parse_zoned(text).map(Self).ok_or(Problem::NotATime)
    }

    fn write(&self) -> String {
        iso(self.0)
    }
}

/// The server's order by time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// `reverse=1`: newest first.
    #[default]
    NewestFirst,
    /// `reverse=0`: oldest first.
    OldestFirst,
}

impl Order {
    /// The value of the API's `reverse`.
    pub const fn reverse(self) -> &'static str {
        match self {
            Self::NewestFirst => "1",
            Self::OldestFirst => "0",
        }
    }
}

impl Value for Order {
    fn read(text: &str) -> Result<Self, Problem> {
        match text {
            "1" => Ok(Self::NewestFirst),
            "0" => Ok(Self::OldestFirst),
            _ => Err(Problem::NotInRange { min: 0, max: 1 }),
        }
    }

    fn write(&self) -> String {
        self.reverse().to_owned()
    }

    fn is_default(&self) -> bool {
        *self == Self::NewestFirst
    }
}

fn number(text: &str, min: u64, max: u64) -> Result<u64, Problem> {
    let all_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|number| all_digits && (min..=max).contains(number))
        .ok_or(Problem::NotInRange { min, max })
}

/// Whether related information is wanted: 0 or 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verbose(u64);

impl Value for Verbose {
    fn read(text: &str) -> Result<Self, Problem> {
        number(text, 0, 1).map(Self)
    }

    fn write(&self) -> String {
        self.0.to_string()
    }
}

/// Rows a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limit(pub(super) u32);

impl Value for Limit {
    fn read(text: &str) -> Result<Self, Problem> {
        let max = u64::from(MAX_LIMIT);
        let limit = number(text, 1, max)?;
        u32::try_from(limit)
            .map(Self)
            .map_err(|_| Problem::NotInRange { min: 1, max })
    }

    fn write(&self) -> String {
        self.0.to_string()
    }

    fn is_default(&self) -> bool {
        self.0 == DEFAULT_LIMIT
    }
}

/// A page, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PageNumber(pub(super) u64);

/// The highest page number; times the largest page it is still an exact number in JSON.
const MAX_PAGE: u64 = 1_000_000_000;

impl Value for PageNumber {
    fn read(text: &str) -> Result<Self, Problem> {
        number(text, 1, MAX_PAGE).map(Self)
    }

    fn write(&self) -> String {
        self.0.to_string()
    }

    fn is_default(&self) -> bool {
        self.0 == 1
    }
}

/// A range that ends now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LastSpan {
    /// `15m`
    Minutes15,
    /// `1h`
    Hour1,
    /// `24h`
    Hours24,
    /// `7d`
    Days7,
    /// `30d`
    Days30,
}

impl LastSpan {
    /// Every span, shortest first.
    pub const ALL: [Self; 5] = [
        Self::Minutes15,
        Self::Hour1,
        Self::Hours24,
        Self::Days7,
        Self::Days30,
    ];

    /// The spelling in a URL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minutes15 => "15m",
            Self::Hour1 => "1h",
            Self::Hours24 => "24h",
            Self::Days7 => "7d",
            Self::Days30 => "30d",
        }
    }

    /// How long it is.
    pub const fn duration(self) -> TimeDelta {
        TimeDelta::minutes(match self {
            Self::Minutes15 => 15,
            Self::Hour1 => 60,
            Self::Hours24 => 24 * 60,
            Self::Days7 => 7 * 24 * 60,
            Self::Days30 => 30 * 24 * 60,
        })
    }
}

impl Value for LastSpan {
    fn read(text: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|span| span.as_str() == text)
            .ok_or(Problem::NotASpan)
    }

    fn write(&self) -> String {
        self.as_str().to_owned()
    }
}

/// A column the browser can sort. Time is not among them: the server sorts by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortColumn {
    /// `job_action`
    Operation,
    /// `status`
    Status,
    /// `resource_ids`
    Resources,
    /// `owner`
    Owner,
    /// `submitter`
    Submitter,
    /// `duration`: from `create_time` to `status_time`.
    Duration,
    /// `error_codes`
    Error,
}

impl SortColumn {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Operation,
        Self::Status,
        Self::Resources,
        Self::Owner,
        Self::Submitter,
        Self::Duration,
        Self::Error,
    ];

    /// The spelling in a URL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Operation => "job_action",
            Self::Status => "status",
            Self::Resources => "resource_ids",
            Self::Owner => "owner",
            Self::Submitter => "submitter",
            Self::Duration => "duration",
            Self::Error => "error_codes",
        }
    }
}

/// A sort of the rows at hand: `duration` ascending, `-duration` descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By what.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// The spelling in a URL.
    pub fn as_text(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        format!("{sign}{}", self.column.as_str())
    }
}

impl Value for Sort {
    fn read(text: &str) -> Result<Self, Problem> {
        let (descending, name) = match text.strip_prefix('-') {
            Some(name) => (true, name),
            None => (false, text),
        };
        SortColumn::ALL
            .into_iter()
            .find(|column| column.as_str() == name)
            .map(|column| Self { column, descending })
            .ok_or(Problem::NotASortColumn)
    }

    fn write(&self) -> String {
        self.as_text()
    }
}

/// The time zone times are shown in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimeZone {
    /// `local`: the browser's.
    #[default]
    Browser,
    /// `utc`
    Utc,
    /// `utc8`: UTC+8, the cloud's own. Not written with a plus sign, which query strings read
    /// as a blank.
    Utc8,
}

impl TimeZone {
    /// Every zone of the switch.
    pub const ALL: [Self; 3] = [Self::Browser, Self::Utc, Self::Utc8];

    /// The spelling in a URL.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "local",
            Self::Utc => "utc",
            Self::Utc8 => "utc8",
        }
    }
}

impl Value for TimeZone {
    fn read(text: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|zone| zone.as_str().eq_ignore_ascii_case(text))
            .ok_or(Problem::NotATimeZone)
    }

    fn write(&self) -> String {
        self.as_str().to_owned()
    }

    fn is_default(&self) -> bool {
        *self == Self::Browser
    }
}
