//! The rows that were loaded, and those of them that are shown, in their order.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use operation_log::JobId;
use operation_log::conformance::Finding;
use operation_log::frozen_view::{Extent, Total};
use operation_log::query::{PageKey, Sort};
use operation_log::result_set::{Arranging, Conditions, Field, ResultSet};
use operation_log::wire::OperationPage;

use super::Load;
use super::find::FoundRow;
use super::retries::Stories;
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
    /// Whether operations that were tried again are folded.
    pub folds: bool,
}

/// How much of a whole result the rows on screen were taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// How many rows are here.
    pub rows: u64,
    /// How many of them the filters in the browser keep; `None` without such filters.
    pub kept: Option<u64>,
    /// On how many lines those are shown; `None` if each has its own.
    pub lines: Option<u64>,
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
            lines: None,
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
    /// The rows that filters keep, in their order.
    kept: Vec<u32>,
    /// The lines on which they are shown; `None` if each has its own.
    lines: Option<Vec<u32>>,
    /// What was tried again among all rows; `None` as long as that is not known.
    stories: Option<Stories>,
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

    /// The rows that filters keep, in their order.
    pub fn kept(&self) -> &[u32] {
        &self.kept
    }

    /// Rows in the order in which they are shown; those that are folded into a line, where it is.
    pub fn as_shown(&self, rows: impl Iterator<Item = u32>) -> Vec<FoundRow> {
        let mut is_wanted = vec![false; self.set.len()];
        for row in rows {
            if let Some(is_wanted) = is_wanted.get_mut(row as usize) {
                *is_wanted = true;
            }
        }
        let stories = self.stories.as_ref().filter(|_| self.lines.is_some());
        let mut found = Vec::new();
        for (place, line) in (0..).zip(self.shown()) {
            let folded = stories.and_then(|stories| stories.folded_into(*line));
            let rows = folded.unwrap_or(std::slice::from_ref(line)).iter().rev();
            let rows = rows.filter(|row| is_wanted.get(**row as usize) == Some(&true));
            found.extend(rows.map(|row| FoundRow { row: *row, place }));
        }
        found
    }

    /// The operation of a row, and the place where it is shown; `None` if it is not.
    pub fn place_of(&self, row: u32) -> Option<(JobId, u32)> {
        let place = self.shown().iter().position(|shown| *shown == row)?;
        let id = JobId::parse(self.set.row(row)?.text(Field::JobId)).ok()?;
        Some((id, u32::try_from(place).ok()?))
    }

    /// The operations that are shown before and after one, with their places; `None` if it is not
    /// shown.
    pub fn neighbours(&self, id: &JobId) -> Option<[Option<(JobId, u32)>; 2]> {
        let row = self.set.find(id)?;
        let shown = self.shown();
        let place = shown.iter().position(|shown| *shown == row)?;
        let before = shown.get(..place).unwrap_or_default();
        let after = shown.get(place + 1..).unwrap_or_default();
        let place_of = |row: &u32| self.place_of(*row);
        Some([
            before.iter().rev().find_map(place_of),
            after.iter().find_map(place_of),
        ])
    }

    fn shown(&self) -> &[u32] {
        self.lines.as_ref().unwrap_or(&self.kept)
    }

    /// How many rows are here.
    pub fn len(&self) -> u64 {
        self.set.len() as u64
    }

    /// Takes the rows of an answer.
    pub fn take(&mut self, page: &OperationPage) {
        self.arranged = None;
        self.stories = None;
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
        self.kept = rows;
        self.lines = None;
        if arrangement.folds {
            self.fold();
        }
        self.arranged = Some(arrangement);
    }

    fn fold(&mut self) {
        let kept = &self.kept;
        let stories = self.stories.as_mut();
        self.lines = stories.map(|stories| stories.lines(kept));
    }

    /// What was tried again among all rows, if that is known.
    pub fn stories(&mut self) -> &mut Option<Stories> {
        &mut self.stories
    }

    /// Unfolds what an operation was tried again by, or folds it.
    pub fn toggle(&mut self, id: &JobId) {
        if let (Some(row), Some(stories)) = (self.set.find(id), &mut self.stories) {
            stories.toggle(row);
            self.fold();
        }
    }

    /// Unfolds the line that a row is folded into. Returns whether there was one.
    pub fn unfold(&mut self, row: u32) -> bool {
        let stories = self.stories.as_mut().filter(|_| self.lines.is_some());
        let is_unfolded = stories.is_some_and(|stories| stories.unfold(row));
        if is_unfolded {
            self.fold();
        }
        is_unfolded
    }

    /// A page of the rows that are shown.
    pub fn page(&self, load: &Load, key: &PageKey) -> Option<HeldPage> {
        let limit = usize::try_from(key.limit).ok()?;
        let before = usize::try_from(key.page.saturating_sub(1))
            .ok()?
            .saturating_mul(limit);
        let shown = self.shown();
        let rows = shown.get(before..).unwrap_or_default();
        let rows = rows.get(..limit).unwrap_or(rows);
        let stories = self.stories.as_ref().filter(|_| self.lines.is_some());
        let attempts = stories.map(|stories| stories.attempts(&self.set, rows));
        let rows = rows.iter().filter_map(|row| self.set.row(*row)?.to_row());
        let matching = shown.len() as u64;
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
            attempts: attempts.unwrap_or_default(),
            whole: Some(Coverage {
                kept: is_narrowed.then_some(self.kept.len() as u64),
                lines: self.lines.as_ref().map(|_| matching),
                ..Coverage::of(load)
            }),
        })
    }
}
