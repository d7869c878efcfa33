//! What of a row can be counted, kept and left out by its value.

use crate::column::Column;

/// A value of a row. An operation has one of each, but any number of resources and error codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// `job_id`.
    JobId,
    /// `job_action`.
    Action,
    /// `action_describe`.
    Describe,
    /// The word of `status`.
    Status,
    /// Each id of `resource_ids`.
    Resource,
    /// `owner`.
    Owner,
    /// `submitter`.
    Submitter,
    /// The text of `error_codes`.
    Error,
    /// Each documented code of `error_codes` as a number; the whole text if it has none.
    ErrorCode,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 9] = [
        Self::JobId,
        Self::Action,
        Self::Describe,
        Self::Status,
        Self::Resource,
        Self::Owner,
        Self::Submitter,
        Self::Error,
        Self::ErrorCode,
    ];

    /// Those that are worth counting, as many rows share a value.
    pub const COUNTED: [Self; 6] = [
        Self::Status,
        Self::Action,
        Self::Owner,
        Self::Resource,
        Self::Submitter,
        Self::ErrorCode,
    ];

    /// The fields that a column shows.
    pub const fn of_column(column: Column) -> &'static [Self] {
        match column {
            Column::Time | Column::Duration => &[],
            Column::Operation => &[Self::Describe, Self::Action],
            Column::JobId => &[Self::JobId],
            Column::Status => &[Self::Status],
            Column::Resources => &[Self::Resource],
            Column::Owner => &[Self::Owner],
            Column::Submitter => &[Self::Submitter],
            Column::Error => &[Self::Error],
        }
    }

    /// A word for it in addresses and files: the API's name, but for the error code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JobId => "job_id",
            Self::Action => "job_action",
            Self::Describe => "action_describe",
            Self::Status => "status",
            Self::Resource => "resource_ids",
            Self::Owner => "owner",
            Self::Submitter => "submitter",
            Self::Error => "error_codes",
            Self::ErrorCode => "error_code",
        }
    }

    /// The field of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }
}
