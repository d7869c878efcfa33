//! How many of the loaded rows have each value of a field.

use leptos::prelude::*;
use operation_log::result_set::{Arranging, Condition, Conditions, Field};

use super::{STEP, WholeResult};
use crate::platform::slice::Slice;
use crate::remote::Ticket;

/// The most values of a field that are listed; a resource or an owner behind them is found by the
/// server's own filters.
const MOST_VALUES: usize = 200;

/// The values of a field, in rows that all filters keep but those on the field itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldCounts {
    /// The field.
    pub field: Field,
    /// The values and how many rows have each, the most frequent first; an empty text stands for no
    /// value. Not all, if there are very many, but all that filters name.
    pub values: Vec<(String, u32)>,
    /// How many rows that are.
    pub of: u64,
    /// Whether they are fewer than are loaded, as other filters leave rows out.
    pub is_narrowed: bool,
}

impl WholeResult {
    /// Counts the values of a field under filters, in slices. Returns `None` if the ticket is no longer
    /// current.
    pub async fn count(
        self,
        conditions: &Conditions,
        field: Field,
        ticket: &Ticket,
    ) -> Option<FieldCounts> {
        let others = conditions.without_field(field);
        let now = self.reader.calls.server_now();
        let begin =
            |rows: &super::LoadedRows| Arranging::new(rows.set(), others.as_slice(), &[], now);
        let mut arranging = self.rows.try_with_value(begin)?;
        let mut slice = Slice::begin();
        while !self
            .rows
            .try_with_value(|rows| arranging.step(rows.set(), STEP))?
        {
            slice.rest().await;
            ticket.is_current().then_some(())?;
        }
        let rows = arranging.into_rows();
        let named = |text: &str| {
            let is_of = |condition: &Condition| match condition {
                Condition::Has(of, value) | Condition::HasNot(of, value) => {
                    *of == field && value == text
                }
                Condition::Lasts { .. } | Condition::Created { .. } => false,
            };
            conditions.iter().any(is_of)
        };
        let counts = self.rows.try_with_value(|loaded| {
            let facet = loaded.set().facet(&rows, field);
            let mut values: Vec<(String, u32)> = Vec::new();
            for (place, value) in facet.values.iter().enumerate() {
                if place < MOST_VALUES || named(value.text) {
                    values.push((value.text.to_owned(), value.count));
                }
            }
            if facet.without > 0 || named("") {
                values.push((String::new(), facet.without));
            }
            // What a link names and no row has can be taken off as well.
            for condition in conditions.iter() {
                if let Condition::Has(of, text) | Condition::HasNot(of, text) = condition
                    && *of == field
                    && values.iter().all(|(known, _)| known != text)
                {
                    values.push((text.clone(), 0));
                }
            }
            values
        })?;
        slice.rest().await;
        ticket.is_current().then_some(FieldCounts {
            field,
            values: counts,
            of: rows.len() as u64,
            is_narrowed: !others.is_empty(),
        })
    }
}
