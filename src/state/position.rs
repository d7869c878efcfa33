//! Where the reader was in a list: scroll and focus, by history entry, so that Back restores both.

use leptos::prelude::*;
use operation_log::JobId;

use crate::platform::storage;

/// Where a tab remembers positions.
const POSITIONS_KEY: &str = "hpc-operations.positions";

/// How many of them.
const MOST_STORED: usize = 30;

/// A position in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// How far the page was scrolled, in CSS pixels.
    pub scroll_top: f64,
    /// The operation that was looked at from there last.
    pub operation: Option<JobId>,
}

/// Positions of the lists in the history.
#[derive(Clone, Copy)]
pub struct Positions {
    kept: StoredValue<Vec<(u32, Position)>>,
    /// Whether the tab remembers them while it is elsewhere.
    of_tab: bool,
}

impl Positions {
    /// None yet; forgotten with the current owner.
    pub fn in_memory() -> Self {
        Self {
            kept: StoredValue::new(Vec::new()),
            of_tab: false,
        }
    }

    /// Those that the tab remembers, if it `returned` to a page that was loaded before.
    pub fn of_tab(returned: bool) -> Self {
        let lines = storage::read_of_tab(POSITIONS_KEY).filter(|_| returned);
        let kept = lines.unwrap_or_default().lines().filter_map(read).collect();
        Self {
            kept: StoredValue::new(kept),
            of_tab: true,
        }
    }

    /// Keeps the position of a history entry.
    pub fn keep(self, entry: u32, position: Position) {
        self.kept.try_update_value(|positions| {
            positions.retain(|(kept, _)| *kept != entry);
            positions.push((entry, position));
            if self.of_tab {
                let lines: Vec<String> =
                    positions.iter().rev().take(MOST_STORED).map(line).collect();
                storage::write_of_tab(POSITIONS_KEY, &lines.join("\n"));
            }
        });
    }

    /// Another operation is looked at from the list of a history entry. Nothing is stored for the one
    /// that was opened there.
    pub fn turn_to(self, entry: u32, operation: JobId) {
        let operation = Some(operation);
        let position = self.of(entry);
        if let Some(position) = position.filter(|position| position.operation != operation) {
            self.keep(
                entry,
                Position {
                    operation,
                    ..position
                },
            );
        }
    }

    /// The position of a history entry.
    pub fn of(self, entry: u32) -> Option<Position> {
        self.kept.try_with_value(|positions| {
            let (_, position) = positions.iter().find(|(kept, _)| *kept == entry)?;
            Some(position.clone())
        })?
    }
}

/// `4 1200 j-8ajjp28fps8`: entry, scroll in whole pixels, operation.
fn line((entry, position): &(u32, Position)) -> String {
    // No page is as high as that.
    let scroll_top = position.scroll_top as u32;
    let operation = position.operation.as_ref().map_or("", JobId::as_str);
    [
        &entry.to_string(),
        " ",
        &scroll_top.to_string(),
        " ",
        operation,
    ]
    .concat()
}

/// Returns `None` for what is not the text of a position.
fn read(line: &str) -> Option<(u32, Position)> {
    let mut parts = line.split(' ');
    let entry = parts.next()?.parse().ok()?;
    let scroll_top: u32 = parts.next()?.parse().ok()?;
    let operation = JobId::parse(parts.next()?).ok();
    Some((
        entry,
        Position {
            scroll_top: scroll_top.into(),
            operation,
        },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_read_as_it_was_written() {
        for operation in [None, JobId::parse("j-8ajjp28fps8").ok()] {
            let position = Position {
                scroll_top: 1200.0,
                operation,
            };
            let kept = (4, position);
            assert_eq!(read(&line(&kept)), Some(kept));
        }
        for text in ["", "4", "x 1 j-1", "4 -1 j-1", "4 1.5 j-1"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
