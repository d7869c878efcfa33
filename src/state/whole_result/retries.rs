//! Operations that were tried again, folded into one line each.

use std::sync::Arc;

use operation_log::JobId;
use operation_log::result_set::{Field, ResultSet, RetryOutcome, RetryStory};

/// What an operation is among the attempts of its story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It stands for all of them.
    Line {
        /// How many there are.
        attempts: u32,
        /// How the last one went.
        outcome: RetryOutcome,
        /// Whether the others are shown below it.
        is_open: bool,
    },
    /// It stands for itself.
    One {
        /// Its number, from 1.
        number: u32,
        /// How many there are.
        attempts: u32,
        /// Whether it is shown below the one that stands for all. Otherwise filters leave no other.
        is_below: bool,
    },
}

/// The operations of a page that are attempts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attempts(Arc<[(JobId, Attempt)]>);

impl Attempts {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What an operation is; `None` if it was not tried again.
    pub fn of(&self, id: &JobId) -> Option<Attempt> {
        let found = self.0.iter().find(|(attempt, _)| attempt == id);
        found.map(|(_, attempt)| *attempt)
    }
}

/// A story, and what is shown of it.
#[derive(Debug)]
struct Folded {
    story: RetryStory,
    /// The last attempt that the filters keep; it stands for all.
    line: Option<u32>,
    /// Whether they keep another.
    has_others: bool,
    is_open: bool,
}

/// The stories of a result.
#[derive(Debug, Default)]
pub struct Stories {
    stories: Vec<Folded>,
    /// The number of the story of each row.
    of_row: Vec<Option<u32>>,
}

impl Stories {
    /// The stories of a set, all folded.
    pub fn new(set: &ResultSet, stories: Vec<RetryStory>) -> Self {
        let mut of_row = vec![None; set.len()];
        for (number, story) in (0..).zip(&stories) {
            for row in &story.rows {
                if let Some(of_row) = of_row.get_mut(*row as usize) {
                    *of_row = Some(number);
                }
            }
        }
        let folded = |story| Folded {
            story,
            line: None,
            has_others: false,
            is_open: false,
        };
        Self {
            stories: stories.into_iter().map(folded).collect(),
            of_row,
        }
    }

    fn number(&self, row: u32) -> Option<usize> {
        let number = self.of_row.get(row as usize).copied()??;
        Some(number as usize)
    }

    fn story(&self, row: u32) -> Option<&Folded> {
        self.stories.get(self.number(row)?)
    }

    /// The lines of rows: of each story one, where its last attempt among them is, and the others
    /// below it, the latest first, if it is unfolded.
    pub fn lines(&mut self, kept: &[u32]) -> Vec<u32> {
        let mut is_kept = vec![false; self.of_row.len()];
        for row in kept {
            if let Some(is_kept) = is_kept.get_mut(*row as usize) {
                *is_kept = true;
            }
        }
        let is_kept = |row: &&u32| is_kept.get(**row as usize) == Some(&true);
        for folded in &mut self.stories {
            let mut attempts = folded.story.rows.iter().rev().filter(is_kept);
            folded.line = attempts.next().copied();
            folded.has_others = attempts.next().is_some();
        }
        let mut lines = Vec::with_capacity(kept.len());
        for row in kept {
            match self.story(*row) {
                Some(folded) if folded.line != Some(*row) => {}
                Some(folded) if folded.is_open => {
                    lines.extend(folded.story.rows.iter().rev().filter(is_kept));
                }
                _ => lines.push(*row),
            }
        }
        lines
    }

    /// Unfolds the story of a row, or folds it again.
    pub fn toggle(&mut self, row: u32) {
        let number = self.number(row);
        if let Some(folded) = number.and_then(|number| self.stories.get_mut(number)) {
            folded.is_open = !folded.is_open;
        }
    }

    /// The attempts that a line stands for while it is folded, the first one first.
    pub fn folded_into(&self, line: u32) -> Option<&[u32]> {
        let folded = self.story(line).filter(|folded| !folded.is_open)?;
        (folded.line == Some(line)).then_some(&folded.story.rows)
    }

    /// Unfolds the line that a row is folded into. Returns whether there was one.
    pub fn unfold(&mut self, row: u32) -> bool {
        let is_folded = |folded: &Folded| !folded.is_open && folded.line != Some(row);
        let is_folded = self.story(row).is_some_and(is_folded);
        if is_folded {
            self.toggle(row);
        }
        is_folded
    }

    /// What the rows of a page are.
    pub fn attempts(&self, set: &ResultSet, rows: &[u32]) -> Attempts {
        let attempt = |row: &u32| {
            let folded = self.story(*row)?;
            let id = JobId::parse(set.row(*row)?.text(Field::JobId)).ok()?;
            let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
            let attempts = count(folded.story.rows.len());
            let is_line = folded.line == Some(*row);
            let attempt = if is_line && folded.has_others {
                Attempt::Line {
                    attempts,
                    outcome: folded.story.outcome,
                    is_open: folded.is_open,
                }
            } else {
                let place = folded.story.rows.iter().position(|at| at == row)?;
                Attempt::One {
                    number: count(place + 1),
                    attempts,
                    is_below: !is_line,
                }
            };
            Some((id, attempt))
        };
        Attempts(rows.iter().filter_map(attempt).collect())
    }
}
