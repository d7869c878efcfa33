//! One row of a result.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::value::RawValue;

use super::{Field, Kind, ResultSet, Tally};
use crate::duration::Elapsed;
use crate::status::Status;
use crate::time::WireTime;
use crate::wire::{Entry, Row, Unreadable, decode_operation};

/// One row of a [`ResultSet`].
#[derive(Clone, Copy, Debug)]
pub struct ResultRow<'a> {
    pub(super) set: &'a ResultSet,
    pub(super) row: u32,
}

impl<'a> ResultRow<'a> {
    /// Its index in the set, which is its place in the server's order.
    pub const fn index(self) -> u32 {
        self.row
    }

    /// Everything the server sent for it.
    pub fn raw(self) -> &'a str {
        self.set.raw.get(self.row as usize).unwrap_or_default()
    }

    /// The row as an answer had it, read from its text again. Returns `None` if that is no JSON, which
    /// no row of an answer is.
    pub fn to_row(self) -> Option<Row> {
        let raw: &RawValue = serde_json::from_str(self.raw()).ok()?;
        Some(match decode_operation(raw.get()) {
            Ok(operation) => Row::Entry(Arc::new(Entry {
                operation,
                raw: raw.into(),
            })),
            Err(reason) => Row::Unreadable(Unreadable {
                raw: raw.into(),
                reason,
            }),
        })
    }

    /// Whether it could be read.
    pub fn is_readable(self) -> bool {
        self.set.state(self.row).kind != Kind::Unreadable
    }

    /// The first value of a field; empty if it has none.
    pub fn text(self, field: Field) -> &'a str {
        self.set.texts.get(self.set.value(self.row, field))
    }

    /// The values of a field; none are empty.
    pub fn texts(self, field: Field) -> impl Iterator<Item = &'a str> {
        let values = self.set.values(self.row, field).iter();
        let texts = values.map(move |id| self.set.texts.get(*id));
        texts.filter(|text| !text.is_empty())
    }

    /// The status. Returns `None` if the row could not be read.
    pub fn status(self) -> Option<Status> {
        match self.set.state(self.row).kind {
            Kind::Pending => Some(Status::Pending),
            Kind::Successful => Some(Status::Successful),
            Kind::Failed => Some(Status::Failed),
            Kind::OtherStatus => Some(Status::Other(self.text(Field::Status).to_owned())),
            Kind::Unreadable => None,
        }
    }

    /// When the operation began, if that could be read.
    pub fn created_at(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.set.created_seconds(self.row)?, 0)
    }

    /// When its status last changed, if that could be read.
    pub fn changed_at(self) -> Option<DateTime<Utc>> {
        let changed = self.set.changed_seconds(self.row)?;
        DateTime::from_timestamp(changed, 0)
    }

    /// `create_time` and `status_time`, as far as they could be read.
    pub(crate) fn wire_times(self) -> [Option<WireTime>; 2] {
        let state = self.set.state(self.row);
        let time = |instant: Option<DateTime<Utc>>, assumed_utc8| {
            instant.map(|instant| WireTime {
                instant,
                assumed_utc8,
            })
        };
        [
            time(self.created_at(), state.created_is_assumed),
            time(self.changed_at(), state.changed_is_assumed),
        ]
    }

    /// Counts it by its status.
    pub fn count_into(self, tally: &mut Tally) {
        tally.add(self.set.state(self.row).kind);
    }

    /// How long it took in seconds, if it has ended.
    pub fn lasted(self) -> Option<u64> {
        let ended = self.set.elapsed(self.row, 0)?;
        (!ended.running).then_some(ended.seconds)
    }

    /// How long it took, or has been running.
    pub fn elapsed(self, now: DateTime<Utc>) -> Option<Elapsed> {
        self.set.elapsed(self.row, now.timestamp())
    }
}
