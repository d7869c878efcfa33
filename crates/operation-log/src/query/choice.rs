//! Closed choices of a query: order, relative range, sort, time zone.

use chrono::TimeDelta;

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

/// A column that the panel can sort. Time is not one of them: the server sorts by it.
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

/// A sort of the loaded rows: `duration` ascending, `-duration` descending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// The sorted column.
    pub column: SortColumn,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// The spelling in a URL.
    pub fn as_text(self) -> String {
        let sign = if self.descending { "-" } else { "" };
        [sign, self.column.as_str()].concat()
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
