//! The positions of operations in a frozen view, as far as was read.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::ids::JobId;
use crate::wire::Row;

/// Operations by position.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    /// By position, each once.
    rows: Vec<(i64, JobId)>,
    /// The first position of each operation: a whole result asks for as many as it has rows.
    positions: BTreeMap<JobId, i64>,
}

impl Ledger {
    /// The position of an operation.
    pub(super) fn position(&self, id: &JobId) -> Option<i64> {
        self.positions.get(id).copied()
    }

    /// The operation at a position.
    pub(super) fn at(&self, position: i64) -> Option<&JobId> {
        let index = self.index(position).ok()?;
        self.rows.get(index).map(|(_, id)| id)
    }

    /// The first known position within these.
    pub(super) fn first_within(&self, positions: Range<i64>) -> Option<i64> {
        let next = self.index(positions.start).unwrap_or_else(|next| next);
        let (position, _) = self.rows.get(next)?;
        positions.contains(position).then_some(*position)
    }

    fn index(&self, position: i64) -> Result<usize, usize> {
        self.rows.binary_search_by_key(&position, |(at, _)| *at)
    }

    /// Notes the rows of an answer that lie within the view. A row that could not be read keeps
    /// its place and has no name.
    pub(super) fn note(&mut self, position: i64, rows: &[Row], total: Option<u64>) {
        let end = total.map_or(i64::MAX, super::signed);
        for (at, row) in (position..end).zip(rows) {
            if let (0.., Row::Entry(entry)) = (at, row)
                && let Err(place) = self.index(at)
            {
                let id = &entry.operation.job_id;
                self.rows.insert(place, (at, id.clone()));
                let first = self.positions.entry(id.clone()).or_insert(at);
                *first = at.min(*first);
            }
        }
    }
}
