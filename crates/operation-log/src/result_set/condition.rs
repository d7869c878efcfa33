//! Filters that the browser applies to the rows it has.

use chrono::{DateTime, Utc};

use super::texts::TextId;
use super::{Field, ResultSet};
use crate::characters::whole_number;
use crate::time::{iso, parse_zoned};

/// A filter. A row is kept if it meets each: of the values that one field is to have it needs one, of
/// those it is not to have none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

impl Condition {
    /// Writes it as `owner=usr-a`, `-owner=usr-a`, `duration=60..900`,
    /// `create_time=2022-04-06T00:00:00Z..`.
    pub fn print(&self) -> String {
        self.write("=")
    }

    /// Writes it with another sign between its name and its value.
    pub(super) fn write(&self, sign: &str) -> String {
        let of = |name: &str, from: Option<String>, until: Option<String>| {
            let (from, until) = (from.unwrap_or_default(), until.unwrap_or_default());
            [name, sign, &from, "..", &until].concat()
        };
        match self {
            Self::Has(field, value) => [field.name(), sign, value].concat(),
            Self::HasNot(field, value) => ["-", field.name(), sign, value].concat(),
            Self::Lasts { least, most } => of(
                DURATION,
                least.map(|least| least.to_string()),
                most.map(|most| most.to_string()),
            ),
            Self::Created { from, until } => of(CREATED, from.map(iso), until.map(iso)),
        }
    }

    /// Reads what [`Condition::print`] writes. Returns `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text, '=')
    }

    /// Reads what [`Condition::write`] writes with this sign.
    pub(super) fn read(text: &str, sign: char) -> Option<Self> {
        let (name, value) = text.split_once(sign)?;
        if let Some(name) = name.strip_prefix('-') {
            return Some(Self::HasNot(Field::named(name)?, value.to_owned()));
        }
        if name != DURATION && name != CREATED {
            return Some(Self::Has(Field::named(name)?, value.to_owned()));
        }
        let (from, until) = value.split_once("..")?;
        Some(if name == DURATION {
            Self::Lasts {
                least: end(from, whole_number)?,
                most: end(until, whole_number)?,
            }
        } else {
            Self::Created {
                from: end(from, parse_zoned)?,
                until: end(until, parse_zoned)?,
            }
        })
    }
}

/// An end of a range, which is open if there is no text. Returns `None` if the text is none.
fn end<T>(text: &str, read: fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() {
        return Some(None);
    }
    read(text).map(Some)
}

const DURATION: &str = "duration";
const CREATED: &str = "create_time";

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
