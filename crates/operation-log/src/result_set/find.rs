//! Finds a text in rows.

use std::ops::Range;

use super::{Field, ResultRow, ResultSet};
use crate::column::Column;

/// A cell that has the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The place of its row among those that were searched, from 0.
    pub place: u32,
    /// Its column.
    pub column: Column,
}

/// Finds the cells that have a text, by steps. Case is ignored where it is one of ASCII.
#[derive(Clone, Debug)]
pub struct TextSearch {
    needle: String,
    columns: Vec<Column>,
    /// By the number of a text: whether it has the needle.
    is_hit: Vec<bool>,
    also: Vec<(Field, String)>,
    next: usize,
    hits: Vec<Hit>,
}

impl TextSearch {
    /// Begins to find a text in these columns. Values in `also` count as having it: those that are
    /// shown by other words, which do. A blank needle finds nothing.
    pub fn new(needle: &str, columns: &[Column], also: &[(Field, String)]) -> Self {
        Self {
            needle: crate::characters::trim(needle).to_ascii_lowercase(),
            columns: columns.to_vec(),
            is_hit: Vec::new(),
            also: also.to_vec(),
            next: 0,
            hits: Vec::new(),
        }
    }

    /// Goes on: looks at so many rows or different texts. Returns whether it has ended. The rows must
    /// be the same in each step. `words` are what a row shows in a column that is of no field: a time
    /// on the clock of some zone, a span.
    pub fn step(
        &mut self,
        set: &ResultSet,
        rows: &[u32],
        budget: usize,
        words: impl Fn(ResultRow<'_>, Column) -> Option<String>,
    ) -> bool {
        if self.needle.is_empty() {
            return true;
        }
        if self.is_hit.len() < set.texts.len() {
            let next = set.texts.from(self.is_hit.len()).take(budget);
            let has = |text: &str| find_at(text.as_bytes(), self.needle.as_bytes()).is_some();
            self.is_hit.extend(next.map(has));
            return false;
        }
        let next = rows.iter().skip(self.next).take(budget);
        for row in next {
            let place = u32::try_from(self.next).unwrap_or(u32::MAX);
            self.next += 1;
            for column in self.columns.iter().copied() {
                if self.has(set, *row, column) || self.has_in(set.row(*row), column, &words) {
                    self.hits.push(Hit { place, column });
                }
            }
        }
        self.next >= rows.len()
    }

    fn has(&self, set: &ResultSet, row: u32, column: Column) -> bool {
        Field::of_column(column).iter().any(|field| {
            let values = set.values(row, *field);
            values.iter().any(|value| {
                self.is_hit.get(value.index()).copied().unwrap_or(false)
                    || self
                        .also
                        .iter()
                        .any(|(also, text)| also == field && *text == *set.texts.get(*value))
            })
        })
    }

    /// Whether what a row shows in a column of no field has the text.
    fn has_in(
        &self,
        row: Option<ResultRow<'_>>,
        column: Column,
        words: impl Fn(ResultRow<'_>, Column) -> Option<String>,
    ) -> bool {
        let row = row.filter(|_| Field::of_column(column).is_empty());
        row.and_then(|row| words(row, column))
            .is_some_and(|words| find_at(words.as_bytes(), self.needle.as_bytes()).is_some())
    }

    /// The cells that have the text, by row and column, as far as was searched.
    pub fn hits(&self) -> &[Hit] {
        &self.hits
    }
}

/// Where a text has another, in bytes, to be marked; case is ignored where it is one of ASCII. No two
/// overlap.
pub fn hits_in(text: &str, needle: &str) -> Vec<Range<usize>> {
    let needle = crate::characters::trim(needle).to_ascii_lowercase();
    let mut hits = Vec::new();
    let mut from = 0;
    while let Some(rest) = text.as_bytes().get(from..)
        && let Some(at) = find_at(rest, needle.as_bytes())
    {
        let start = from + at;
        from = start + needle.len();
        hits.push(start..from);
    }
    hits
}

/// Where a text first has a needle in lower case; never if the needle is empty. What is found is whole
/// characters, as the needle is.
fn find_at(text: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() {
        return None;
    }
    text.windows(needle.len())
        .position(|part| part.eq_ignore_ascii_case(needle))
}
