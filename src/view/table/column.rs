//! The columns of the table.

use operation_log::query::SortColumn;

use crate::i18n::Locale;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// When it began; sorted by the server.
    Time,
    /// What was done.
    Operation,
    /// How it stands.
    Status,
    /// To what.
    Resources,
    /// For whom.
    Owner,
    /// By which node.
    Submitter,
    /// For how long.
    Duration,
    /// What went wrong.
    Error,
}

impl Column {
    /// Every column, in order.
    pub const ALL: [Self; 8] = [
        Self::Time,
        Self::Operation,
        Self::Status,
        Self::Resources,
        Self::Owner,
        Self::Submitter,
        Self::Duration,
        Self::Error,
    ];

    /// The word of `data-column`, part of the markup contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "create_time",
            Self::Operation => "operation",
            Self::Status => "status",
            Self::Resources => "resource_ids",
            Self::Owner => "owner",
            Self::Submitter => "submitter",
            Self::Duration => "duration",
            Self::Error => "error_codes",
        }
    }

    /// How the browser sorts by it; none where the server does.
    pub const fn sort(self) -> Option<SortColumn> {
        match self {
            Self::Time => None,
            Self::Operation => Some(SortColumn::Operation),
            Self::Status => Some(SortColumn::Status),
            Self::Resources => Some(SortColumn::Resources),
            Self::Owner => Some(SortColumn::Owner),
            Self::Submitter => Some(SortColumn::Submitter),
            Self::Duration => Some(SortColumn::Duration),
            Self::Error => Some(SortColumn::Error),
        }
    }

    /// The column of a browser's sort.
    pub fn of_sort(sort: SortColumn) -> Self {
        Self::ALL
            .into_iter()
            .find(|column| column.sort() == Some(sort))
            .unwrap_or(Self::Time)
    }

    /// Its heading.
    pub fn label(self, locale: Locale) -> &'static str {
        let t = locale.t();
        match self {
            Self::Time => t.time(),
            Self::Operation => t.operation(),
            Self::Status => t.status(),
            Self::Resources => t.resources(),
            Self::Owner => t.owner(),
            Self::Submitter => t.submitter(),
            Self::Duration => t.duration(),
            Self::Error => t.error(),
        }
    }
}
