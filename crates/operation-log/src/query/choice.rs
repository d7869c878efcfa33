//! Closed choices of a query: order, relative range, sort, time zone.

use chrono::TimeDelta;

use crate::column::Column;
use crate::result_set::SortKey;

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

/// A sort of the loaded rows: `duration` ascending, `-duration` descending, `status,-duration` by
/// several columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    /// Its column has a sort key.
    first: SortKey,
    /// What those are sorted by that are equal so far; each column once.
    then: [Option<SortKey>; MAX_THEN],
}

/// How many columns can follow the first of a sort.
const MAX_THEN: usize = 3;

impl Sort {
    /// A sort by a column. Returns `None` for a column that the server sorts by.
    pub fn new(column: Column, descending: bool) -> Option<Self> {
        column.sort_key().map(|_| Self {
            first: SortKey { column, descending },
            then: [None; MAX_THEN],
        })
    }

    /// The same with a column after the others, or with its other direction if it is among them, or
    /// without it if it has both behind it, as long as there is another column. A column beyond the
    /// fourth changes nothing.
    #[must_use]
    pub fn then(self, column: Column) -> Self {
        let mut keys = self.keys();
        match keys.iter().position(|key| key.column == column) {
            None => keys.push(SortKey {
                column,
                descending: false,
            }),
            Some(index) => {
                if let Some(key) = keys.get_mut(index).filter(|key| !key.descending) {
                    key.descending = true;
                } else {
                    keys.remove(index);
                }
            }
        }
        Self::of(&keys).unwrap_or(self)
    }

    /// The same with another column behind the first, or none there. The first itself, or a column that
    /// is behind the second, is not sorted by twice.
    #[must_use]
    pub fn with_second(self, second: Option<SortKey>) -> Self {
        let mut keys = vec![self.first];
        let others = self.then.into_iter().flatten().skip(1);
        for key in second.into_iter().chain(others) {
            if keys.iter().all(|known| known.column != key.column) {
                keys.push(key);
            }
        }
        Self::of(&keys).unwrap_or(self)
    }

    /// A sort by these. Returns `None` if it is by none, by too many, or first by a column that the
    /// server sorts by.
    fn of(keys: &[SortKey]) -> Option<Self> {
        let (first, others) = keys.split_first()?;
        let mut sort = Self::new(first.column, first.descending)?;
        if others.len() > MAX_THEN {
            return None;
        }
        for (place, key) in sort.then.iter_mut().zip(others) {
            *place = Some(*key);
        }
        Some(sort)
    }

    /// Reads the spelling in a URL.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Self::of(&SortKey::parse_list(text)?)
    }

    /// What rows are sorted by, the first of it first.
    pub fn keys(self) -> Vec<SortKey> {
        let first = std::iter::once(self.first);
        first.chain(self.then.into_iter().flatten()).collect()
    }

    /// The column that rows are sorted by first.
    pub const fn column(self) -> Column {
        self.first.column
    }

    /// Whether the largest of it comes first.
    pub const fn is_descending(self) -> bool {
        self.first.descending
    }

    /// The spelling in a URL.
    pub fn as_text(self) -> String {
        SortKey::print_list(&self.keys())
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
