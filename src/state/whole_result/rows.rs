//! The rows that were loaded, and those of them that are shown, in their order.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use operation_log::conformance::Finding;
use operation_log::frozen_view::{Extent, Total};
use operation_log::query::{PageKey, Sort};
use operation_log::result_set::{Arranging, Conditions, ResultSet};
use operation_log::wire::OperationPage;

use super::Load;
use crate::state::cache::HeldPage;
use crate::state::followed::Departures;
use crate::state::views::ViewFacts;

/// Which rows are shown, and in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    /// A sort by a column; by time otherwise.
    pub sort: Option<Sort>,
    /// Whether the order by time is the other one than that of the server's answers.
    pub is_reversed: bool,
    /// What the rows have to meet.
    pub conditions: Conditions,
}

/// How much of a whole result the rows on screen were taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How many rows are here.
    pub rows: u64,
    /// How many of them the filters in the browser keep; `None` without such filters.
    pub kept: Option<u64>,
    /// How many there are, if that is known.
    pub total: Option<u64>,
    /// Whether every row is here.
    pub is_complete: bool,
    /// Whether the rows are those of a file.
    pub is_file: bool,
}

impl Coverage {
    /// How much a load brought, without filters in the browser.
    pub fn of(load: &Load) -> Self {
        Self {
            rows: load.rows,
            kept: None,
            total: load.total(),
            is_complete: load.is_complete(),
            is_file: load.is_file,
        }
    }
}

/// The rows that were loaded, each once.
#[derive(Default)]
pub struct LoadedRows {
    set: Arc<ResultSet>,
    /// The rows that are shown, in their order.
    shown: Vec<u32>,
    /// What made them so; `None` if that is not done, or rows have come since.
    arranged: Option<Arrangement>,
    /// What the answers contradict of what was asked, each once.
    findings: Vec<Finding>,
}

impl LoadedRows {
    /// Rows that are here already.
    pub fn of(set: Arc<ResultSet>) -> Self {
        Self {
            set,
            ..Self::default()
        }
    }

    /// Every row.
    pub fn set(&self) -> &ResultSet {
        &self.set
    }

    /// The rows that are shown, in their order.
    pub fn shown(&self) -> &[u32] {
        &self.shown
    }

    /// How many rows are here.
    pub fn len(&self) -> u64 {
        self.set.len() as u64
    }

    /// Takes the rows of an answer.
    pub fn take(&mut self, page: &OperationPage) {
        self.arranged = None;
        // Only rows of a file are shared, and to those none are added.
        let Some(set) = Arc::get_mut(&mut self.set) else {
            return;
        };
        for row in &page.rows {
            // What has no room ends the load.
            let _ = set.push(row);
        }
        for finding in &page.findings {
            let kind = std::mem::discriminant(finding);
            let known = self
                .findings
                .iter()
                .any(|known| std::mem::discriminant(known) == kind);
            if !known {
                self.findings.push(*finding);
            }
        }
    }

    /// Whether the rows are arranged so.
    pub fn is_arranged(&self, arrangement: &Arrangement) -> bool {
        self.arranged.as_ref() == Some(arrangement)
    }

    /// Begins to arrange the rows.
    pub fn arranging(&self, arrangement: &Arrangement, now: DateTime<Utc>) -> Arranging {
        let sort = arrangement.sort.map(Sort::keys).unwrap_or_default();
        Arranging::new(&self.set, arrangement.conditions.as_slice(), &sort, now)
    }

    /// Shows rows as they were arranged.
    pub fn arrange(&mut self, arrangement: Arrangement, mut rows: Vec<u32>) {
        if arrangement.is_reversed && arrangement.sort.is_none() {
            rows.reverse();
        }
        self.shown = rows;
        self.arranged = Some(arrangement);
    }

    /// A page of the rows that are shown.
    pub fn page(&self, load: &Load, key: &PageKey) -> Option<HeldPage> {
        let limit = usize::try_from(key.limit).ok()?;
        let before = usize::try_from(key.page.saturating_sub(1))
            .ok()?
            .saturating_mul(limit);
        let rows = self.shown.iter().skip(before).take(limit);
        let rows = rows.filter_map(|row| self.set.row(*row)?.to_row());
        let matching = self.shown.len() as u64;
        let facts = load.facts?;
        let is_narrowed = |arrangement: &Arrangement| !arrangement.conditions.is_empty();
        let is_narrowed = self.arranged.as_ref().is_some_and(is_narrowed);
        Some(HeldPage {
            key: key.clone(),
            page: Arc::new(OperationPage {
                rows: rows.collect(),
                total: Some(matching),
                repeated: 0,
                findings: self.findings.clone(),
            }),
            received: load.received,
            facts: ViewFacts {
                total: Total::Stated(matching),
                extent: Extent::Rows(matching),
                cap: None,
                ..facts
            },
            followed: load.received,
            departures: Departures::default(),
            whole: Some(Coverage {
                kept: is_narrowed.then_some(matching),
                ..Coverage::of(load)
            }),
        })
    }
}
