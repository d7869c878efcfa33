//! What is different between two results.

use crate::result_set::{Field, ResultSet};
use crate::wire::is_same_value;

/// What is different between an earlier result and a later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows of the later one whose operations the earlier one does not have.
    pub came: Vec<u32>,
    /// Rows of the earlier one whose operations the later one does not have: they have left the log, or
    /// what was asked for.
    pub went: Vec<u32>,
    /// Rows of the earlier and the later one of an operation whose status changed.
    pub changed_status: Vec<(u32, u32)>,
    /// The same where something else changed.
    pub changed_otherwise: Vec<(u32, u32)>,
}

/// Compares two results, by steps. Rows that could not be read have no id by which to compare them.
#[derive(Clone, Debug, Default)]
pub struct Comparing {
    next: u32,
    difference: Difference,
}

impl Comparing {
    /// Before the first row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on with so many rows. Returns whether it has ended.
    pub fn step(&mut self, earlier: &ResultSet, later: &ResultSet, budget: u32) -> bool {
        let last = u32::try_from(earlier.len().max(later.len())).unwrap_or(u32::MAX);
        let end = self.next.saturating_add(budget).min(last);
        for row in self.next..end {
            if let Some(own) = later.row(row).filter(|own| own.is_readable()) {
                match earlier.find_text(own.text(Field::JobId)) {
                    Some(before) => self.compare(earlier, later, before, row),
                    None => self.difference.came.push(row),
                }
            }
            let before = earlier.row(row).filter(|before| before.is_readable());
            if before.is_some_and(|before| later.find_text(before.text(Field::JobId)).is_none()) {
                self.difference.went.push(row);
            }
        }
        self.next = end;
        end == last
    }

    fn compare(&mut self, earlier: &ResultSet, later: &ResultSet, before: u32, row: u32) {
        let (Some(old), Some(new)) = (earlier.row(before), later.row(row)) else {
            return;
        };
        if old.text(Field::Status) != new.text(Field::Status) {
            self.difference.changed_status.push((before, row));
        } else if !is_same_value(old.raw(), new.raw()) {
            self.difference.changed_otherwise.push((before, row));
        }
    }

    /// What is different, once the steps have ended.
    pub fn finish(mut self, earlier: &ResultSet, later: &ResultSet) -> Difference {
        while !self.step(earlier, later, u32::MAX) {}
        self.difference
    }
}
