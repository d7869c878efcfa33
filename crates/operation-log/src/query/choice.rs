//! Closed choices of a query: order, relative range, sort, time zone.

use chrono::TimeDelta;

use crate::column::Column;

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

/// A sort of the loaded rows: `duration` ascending, `-duration` descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Has a sort key.
    column: Column,
    descending: bool,
}

impl Sort {
    /// A sort by a column. Returns `None` for a column that the server sorts by.
    pub fn new(column: Column, descending: bool) -> Option<Self> {
        column.sort_key().map(|_| Self { column, descending })
    }

    /// Reads the spelling in a URL.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (descending, key) = match text.strip_prefix('-') {
            Some(key) => (true, key),
            None => (false, text),
        };
        let mut columns = Column::ALL.into_iter();
        let column = columns.find(|column| column.sort_key() == Some(key))?;
        Self::new(column, descending)
    }

    /// The sorted column.
    pub const fn column(self) -> Column {
        self.column
    }

    /// Whether the largest comes first.
    pub const fn is_descending(self) -> bool {
        self.descending
    }

    /// The spelling in a URL.
    pub fn as_text(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        [sign, self.column.sort_key().unwrap_or_default()].concat()
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
    /// `utc8`: UTC+8, the cloud's own. Written without a plus sign, which query
    /// strings decode as a blank.
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
