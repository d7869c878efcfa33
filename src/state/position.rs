//! Where the reader was in a list: scroll and focus, by history entry, so that Back restores both.

use std::cell::RefCell;

use crate::reactive::StoredValue;
use operation_log::JobId;

/// A position in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// How far the page was scrolled, in CSS pixels.
    pub scroll_top: f64,
    /// The operation whose link was followed.
    pub operation: Option<JobId>,
}

/// Positions of the lists in the history.
#[derive(Clone, Copy)]
pub struct Positions(StoredValue<RefCell<Vec<(u32, Position)>>>);

impl Positions {
    /// None yet.
    pub fn new() -> Self {
        Self(StoredValue::new(RefCell::default()))
    }

    /// Keeps the position of a history entry.
    pub fn keep(self, entry: u32, position: Position) {
        if let Some(positions) = self.0.try_value() {
            let mut positions = positions.borrow_mut();
            positions.retain(|(kept, _)| *kept != entry);
            positions.push((entry, position));
        }
    }

    /// The position of a history entry.
    pub fn of(self, entry: u32) -> Option<Position> {
        let positions = self.0.try_value()?;
        let positions = positions.borrow();
        let (_, position) = positions.iter().find(|(kept, _)| *kept == entry)?;
        Some(position.clone())
    }
}

impl Default for Positions {
    fn default() -> Self {
        Self::new()
    }
}
