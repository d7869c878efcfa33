//! Where the reader was in a list: scroll and focus, by history entry, so that Back restores both.

use leptos::prelude::*;
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
pub struct Positions(StoredValue<Vec<(u32, Position)>>);

impl Positions {
    /// None yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Vec::new()))
    }

    /// Keeps the position of a history entry.
    pub fn keep(self, entry: u32, position: Position) {
        self.0.try_update_value(|positions| {
            positions.retain(|(kept, _)| *kept != entry);
            positions.push((entry, position));
        });
    }

    /// The position of a history entry.
    pub fn of(self, entry: u32) -> Option<Position> {
        self.0.try_with_value(|positions| {
            let (_, position) = positions.iter().find(|(kept, _)| *kept == entry)?;
            Some(position.clone())
        })?
    }
}

impl Default for Positions {
    fn default() -> Self {
        Self::new()
    }
}
