//! What the columns of a set hold of a row.

use super::texts::TextId;
use crate::operation::{Operation, TimeField};
use crate::status::Status;

/// A part of the list of all resources.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// A time of a row in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Time {
    /// `NO_TIME` if there is none or it could not be read.
    seconds: i64,
}

/// Not a time that can be read: those begin in the year 0.
const NO_TIME: i64 = i64::MIN;

/// The kind of a row, and what is known of the zones of its times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) kind: Kind,
    pub(super) created_is_assumed: bool,
    pub(super) changed_is_assumed: bool,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Kind {
    Pending,
    Successful,
    Failed,
    OtherStatus,
    Unreadable,
}

/// What the columns hold of a row.
pub(super) struct Record {
    pub(super) job_id: TextId,
    pub(super) action: TextId,
    pub(super) describe: TextId,
    pub(super) status_word: TextId,
    pub(super) owner: TextId,
    pub(super) submitter: TextId,
    pub(super) error: TextId,
    pub(super) resources: Span,
    pub(super) created: Time,
    pub(super) changed: Time,
    pub(super) state: State,
}

impl Record {
    pub(super) const UNREADABLE: Self = Self {
        job_id: TextId::EMPTY,
        action: TextId::EMPTY,
        describe: TextId::EMPTY,
        status_word: TextId::EMPTY,
        owner: TextId::EMPTY,
        submitter: TextId::EMPTY,
        error: TextId::EMPTY,
        resources: Span { start: 0, end: 0 },
        created: Time { seconds: NO_TIME },
        changed: Time { seconds: NO_TIME },
        state: State {
            kind: Kind::Unreadable,
            created_is_assumed: false,
            changed_is_assumed: false,
        },
    };
}

impl State {
    pub(super) fn of(operation: &Operation) -> Self {
        let is_assumed = |time: &TimeField| time.known().is_some_and(|time| time.assumed_utc8);
        Self {
            kind: match &operation.status {
                Status::Pending => Kind::Pending,
                Status::Successful => Kind::Successful,
                Status::Failed => Kind::Failed,
                Status::Other(_) => Kind::OtherStatus,
            },
            created_is_assumed: is_assumed(&operation.create_time),
            changed_is_assumed: is_assumed(&operation.status_time),
        }
    }
}

impl Time {
    pub(super) fn of(field: &TimeField) -> Self {
        Self {
            seconds: field
                .instant()
                .map_or(NO_TIME, |instant| instant.timestamp()),
        }
    }

    pub(super) const fn known(self) -> Option<i64> {
        match self.seconds {
            NO_TIME => None,
            seconds => Some(seconds),
        }
    }
}
