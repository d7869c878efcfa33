//! Filters that the browser applies to the rows it has.

use chrono::{DateTime, Utc};

use super::texts::TextId;
use super::{Field, ResultSet};

/// A filter. A row is kept if it meets each: of the values that one field is to have it needs one, of
/// those it is not to have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A field has this value; empty for none.
    Has(Field, String),
    /// A field has not this value; empty for none.
    HasNot(Field, String),
    /// It took or has been running so many seconds. A row without a duration has none of any length.
    Lasts {
        /// At least.
        least: Option<u64>,
        /// At most.
        most: Option<u64>,
    },
    /// It was created in this time. A row without a readable time was not.
    Created {
        /// From this second on.
        from: Option<DateTime<Utc>>,
        /// Up to this second, which is not in it.
        until: Option<DateTime<Utc>>,
    },
}

/// Conditions, with the values as numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Test {
    fields: Vec<FieldTest>,
    lasts: Vec<(u64, u64)>,
    created: Vec<(i64, i64)>,
}

#[derive(Clone, Debug)]
struct FieldTest {
    field: Field,
    /// Any of these, unless it is empty.
    wanted: Vec<TextId>,
    unwanted: Vec<TextId>,
}

impl Test {
    pub(super) fn new(conditions: &[Condition], set: &ResultSet) -> Self {
        let mut test = Self::default();
        for field in Field::ALL {
            let mut tested = FieldTest {
                field,
                wanted: Vec::new(),
                unwanted: Vec::new(),
            };
            for condition in conditions {
                match condition {
                    Condition::Has(of, value) if *of == field => {
                        tested.wanted.push(set.number(value));
                    }
                    Condition::HasNot(of, value) if *of == field => {
                        tested.unwanted.push(set.number(value));
                    }
                    _ => {}
                }
            }
            if !tested.wanted.is_empty() || !tested.unwanted.is_empty() {
                test.fields.push(tested);
            }
        }
        for condition in conditions {
            match condition {
                Condition::Lasts { least, most } => test
                    .lasts
                    .push((least.unwrap_or(0), most.unwrap_or(u64::MAX))),
                Condition::Created { from, until } => test.created.push((
                    from.map_or(i64::MIN, |from| from.timestamp()),
                    until.map_or(i64::MAX, |until| until.timestamp()),
                )),
                Condition::Has(..) | Condition::HasNot(..) => {}
            }
        }
        test
    }

    /// Whether a row is kept.
    pub(super) fn keeps(&self, set: &ResultSet, row: u32, now: i64) -> bool {
        let has = |field: &FieldTest| {
            let values = set.values(row, field.field);
            let is_any = |of: &[TextId]| values.iter().any(|value| of.contains(value));
            (field.wanted.is_empty() || is_any(&field.wanted)) && !is_any(&field.unwanted)
        };
        let lasts = |(least, most): &(u64, u64)| {
            let elapsed = set.elapsed(row, now);
            elapsed.is_some_and(|elapsed| (*least..=*most).contains(&elapsed.seconds))
        };
        let created = |(from, until): &(i64, i64)| {
            let created = set.created_seconds(row);
            created.is_some_and(|created| (*from..*until).contains(&created))
        };
        self.fields.iter().all(has)
            && self.lasts.iter().all(lasts)
            && self.created.iter().all(created)
    }
}

impl ResultSet {
    /// The number of a text; one that no row has if there is none.
    fn number(&self, text: &str) -> TextId {
        self.texts.find(text).unwrap_or(TextId::UNKNOWN)
    }
}
