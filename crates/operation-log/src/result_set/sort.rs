//! What rows are sorted by.

use super::merge_sort::MergeSort;
use super::texts::TextId;
use super::{Field, ResultSet};
use crate::column::Column;

/// A column to sort by. A row that has no value in it comes last both ways.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// The column. A list of resources is compared by its first, an operation by its action.
    pub column: Column,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// The key of a row that has no value.
const NO_KEY: u64 = u64::MAX;

impl SortKey {
    /// Reads `-duration,owner`, the first word first: columns by their names, a minus for descending.
    /// Returns `None` if a word is no column or stands there twice, or if there is none.
    pub fn parse_list(text: &str) -> Option<Vec<Self>> {
        let mut keys: Vec<Self> = Vec::new();
        for word in text.split(',') {
            let (name, descending) = match word.strip_prefix('-') {
                Some(name) => (name, true),
                None => (word, false),
            };
            let mut columns = Column::ALL.into_iter();
            let column =
                columns.find(|column| column.sort_key().unwrap_or(column.name()) == name)?;
            if keys.iter().any(|key| key.column == column) {
                return None;
            }
            keys.push(Self { column, descending });
        }
        Some(keys)
    }

    /// Writes what [`SortKey::parse_list`] reads.
    pub fn print_list(keys: &[Self]) -> String {
        let mut text = String::new();
        for key in keys {
            if !text.is_empty() {
                text.push(',');
            }
            if key.descending {
                text.push('-');
            }
            text.push_str(key.column.sort_key().unwrap_or(key.column.name()));
        }
        text
    }

    /// The field whose text is compared. Returns `None` for numbers.
    pub(super) const fn field(self) -> Option<Field> {
        match self.column {
            Column::Time | Column::Duration => None,
            Column::Operation => Some(Field::Action),
            Column::JobId => Some(Field::JobId),
            Column::Status => Some(Field::Status),
            Column::Resources => Some(Field::Resource),
            Column::Owner => Some(Field::Owner),
            Column::Submitter => Some(Field::Submitter),
            Column::Error => Some(Field::Error),
        }
    }

    fn directed(self, key: Option<u64>) -> u64 {
        match key {
            None => NO_KEY,
            // The largest number is taken.
            Some(key) if self.descending => NO_KEY - 1 - key,
            Some(key) => key,
        }
    }

    /// The key of each of these rows, by the place of their texts in a sort.
    pub(super) fn keys_by_text(self, set: &ResultSet, rows: &[u32], ranks: &[u32]) -> Vec<u64> {
        let field = self.field().unwrap_or(Field::JobId);
        let key = |row: &u32| match set.value(*row, field) {
            TextId::EMPTY => None,
            text => ranks.get(text.index()).map(|rank| u64::from(*rank)),
        };
        rows.iter().map(|row| self.directed(key(row))).collect()
    }

    /// The key of each of these rows, by a number.
    pub(super) fn keys_by_number(self, set: &ResultSet, rows: &[u32], now: i64) -> Vec<u64> {
        let key = |row: u32| match self.column {
            Column::Duration => set.elapsed(row, now).map(|elapsed| elapsed.seconds),
            // Times of the wire are centuries away from the ends of their type.
            _ => set
                .created_seconds(row)
                .map(|seconds| seconds.abs_diff(i64::MIN)),
        };
        rows.iter().map(|row| self.directed(key(*row))).collect()
    }
}

/// The different texts that a field has in these rows, to be sorted.
pub(super) fn distinct(set: &ResultSet, rows: &[u32], field: Field) -> MergeSort {
    let mut is_seen = vec![false; set.texts.len()];
    let mut texts = Vec::new();
    for row in rows {
        let text = set.value(*row, field);
        if let Some(seen) = is_seen.get_mut(text.index())
            && !*seen
        {
            *seen = true;
            texts.push(text.number());
        }
    }
    MergeSort::new(texts)
}

/// The place of each text, by its number.
pub(super) fn ranks(set: &ResultSet, sorted: Vec<u32>) -> Vec<u32> {
    let mut ranks = vec![0; set.texts.len()];
    for (rank, text) in (0..).zip(sorted) {
        if let Some(place) = ranks.get_mut(TextId::from_number(text).index()) {
            *place = rank;
        }
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_columns_is_read_as_it_was_written() {
        for text in [
            "duration",
            "-duration,owner",
            "create_time,-job_action,status",
        ] {
            let keys = SortKey::parse_list(text).unwrap();
            assert_eq!(SortKey::print_list(&keys), text);
        }
        for text in ["", "size", "owner,-owner", "owner,", "--owner"] {
            assert_eq!(SortKey::parse_list(text), None, "{text}");
        }
    }
}
