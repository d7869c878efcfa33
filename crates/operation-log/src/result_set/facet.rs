//! How many rows have each value.

use super::texts::TextId;
use super::{Field, ResultSet};

/// How many of some rows have each value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet<'a> {
    /// The values, the most frequent first, equal ones by their text.
    pub values: Vec<FacetValue<'a>>,
    /// How many rows have no value.
    pub without: u32,
}

/// A value and how many rows have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetValue<'a> {
    /// The value.
    pub text: &'a str,
    /// How many rows have it. A row with several resources or codes counts for each.
    pub count: u32,
}

impl ResultSet {
    /// Counts the values of a field in these rows.
    pub fn facet(&self, rows: &[u32], field: Field) -> Facet<'_> {
        let mut counts = vec![0; self.texts.len()];
        for row in rows {
            for value in self.values(*row, field) {
                if let Some(count) = counts.get_mut(value.index()) {
                    *count += 1;
                }
            }
        }
        let without = counts.get(TextId::EMPTY.index()).copied();
        let counted = self.texts.from(0).zip(counts).skip(1);
        let mut values: Vec<FacetValue<'_>> = counted
            .filter(|(_, count)| *count > 0)
            .map(|(text, count)| FacetValue { text, count })
            .collect();
        values.sort_unstable_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(b.text)));
        Facet {
            values,
            without: without.unwrap_or_default(),
        }
    }
}
