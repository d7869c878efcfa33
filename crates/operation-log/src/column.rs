//! The columns of the table.

mod layout;

use chrono::{DateTime, Utc};

use crate::duration::Elapsed;
use crate::operation::Operation;
use crate::table::table;

pub use layout::ColumnLayout;

/// What a sort by a column compares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortValue {
    /// Compared by its characters.
    Text(String),
    /// A span in seconds.
    Seconds(u64),
}

impl SortValue {
    /// Returns `None` if the text is empty.
    fn text(text: impl ToString) -> Option<Self> {
        let text = text.to_string();
        (!text.is_empty()).then_some(Self::Text(text))
    }
}

/// How the panel sorts the loaded rows by a column.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSort {
    /// The column in the `sort` of a URL.
    pub key: &'static str,
    /// What is compared. Returns `None` if the operation has no value; a running span ends now.
    pub value: fn(&Operation, now: DateTime<Utc>) -> Option<SortValue>,
}

/// A row of the table of columns.
#[derive(Clone, Copy, Debug)]
pub struct ColumnSpec {
    /// The value of `data-column` and the word in the element's `columns`: part of the markup contract.
    pub name: &'static str,
    /// How the panel sorts by it; `None` if the server does.
    pub sort: Option<ColumnSort>,
    /// Whether a reader or an embedding page may hide it.
    pub is_hideable: bool,
    /// Whether it is shown until the reader or the page chooses.
    pub is_shown_by_default: bool,
}

impl ColumnSpec {
    const fn sorted_by_server(name: &'static str) -> Self {
        Self {
            name,
            sort: None,
            is_hideable: true,
            is_shown_by_default: true,
        }
    }

    const fn sorted(
        name: &'static str,
        key: &'static str,
        value: fn(&Operation, DateTime<Utc>) -> Option<SortValue>,
    ) -> Self {
        Self {
            sort: Some(ColumnSort { key, value }),
            ..Self::sorted_by_server(name)
        }
    }

    const fn hidden_by_default(self) -> Self {
        Self {
            is_shown_by_default: false,
            ..self
        }
    }

    const fn always_shown(self) -> Self {
        Self {
            is_hideable: false,
            ..self
        }
    }
}

table! {
    /// A column; in the order of the table on screen.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Column: ColumnSpec;

    /// When the operation was created.
    Time => ColumnSpec::sorted_by_server("create_time");
    /// The description and the action. It is the header of its row.
    Operation => ColumnSpec::sorted("operation", "job_action", |operation, _| {
        SortValue::text(&operation.job_action)
    }).always_shown();
    /// The id of the operation.
    JobId => ColumnSpec::sorted("job_id", "job_id", |operation, _| {
        SortValue::text(&operation.job_id)
    }).hidden_by_default();
    /// The status.
    Status => ColumnSpec::sorted("status", "status", |operation, _| {
        SortValue::text(&operation.status)
    });
    /// The resources it acted on.
    Resources => ColumnSpec::sorted("resource_ids", "resource_ids", |operation, _| {
        SortValue::text(operation.resource_ids.first()?)
    });
    /// The account it belongs to.
    Owner => ColumnSpec::sorted("owner", "owner", |operation, _| {
        SortValue::text(operation.owner.as_ref()?)
    });
    /// The API host that handled it.
    Submitter => ColumnSpec::sorted("submitter", "submitter", |operation, _| {
        SortValue::text(operation.submitter.as_ref()?)
    });
    /// How long it took, or has been running.
    Duration => ColumnSpec::sorted("duration", "duration", |operation, now| {
        Some(SortValue::Seconds(Elapsed::of(operation, now)?.seconds))
    });
    /// Its error codes.
    Error => ColumnSpec::sorted("error_codes", "error_codes", |operation, _| {
        SortValue::text(operation.error_codes.as_str())
    });
}

impl Column {
    /// The value of `data-column` and the word in the element's `columns`.
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// Whether a reader or an embedding page may hide it.
    pub const fn is_hideable(self) -> bool {
        self.spec().is_hideable
    }

    /// The column in the `sort` of a URL. Returns `None` for a column that the server sorts by.
    pub fn sort_key(self) -> Option<&'static str> {
        Some(self.spec().sort?.key)
    }

    /// What a sort by this column compares. Returns `None` if the operation has no value there,
    /// and for a column that the server sorts by. A running span ends `now`.
    pub fn sort_value(self, operation: &Operation, now: DateTime<Utc>) -> Option<SortValue> {
        (self.spec().sort?.value)(operation, now)
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{Column, SortValue};
    use crate::wire::{Answer, decode_answer};

    #[test]
    fn names_and_sort_keys_are_unique() {
        for column in Column::ALL {
            let same = |other: &Column| {
                other.name() == column.name()
                    || other.sort_key().is_some() && other.sort_key() == column.sort_key()
            };
            assert_eq!(
                Column::ALL.into_iter().filter(same).count(),
                1,
                "{column:?}"
            );
        }
    }

    #[test]
    fn only_the_header_of_the_row_cannot_be_hidden() {
        let fixed: Vec<_> = Column::ALL
            .into_iter()
            .filter(|column| !column.is_hideable())
            .collect();
        assert_eq!(fixed, [Column::Operation]);
    }

    #[test]
    fn a_value_that_is_missing_has_no_place_in_a_sort() {
        let body = r#"{"ret_code":0,"job_set":[
            {"job_id":"a","job_action":"Stop","status":"pending","create_time":"2022-04-06T00:00:00Z"}
        ]}"#;
        let Ok(Answer::Page(page)) = decode_answer(body) else {
            panic!("no page");
        };
        let operation = page.operations().next().unwrap();
        let created = operation.create_time.instant().unwrap();
        let now = created + chrono::TimeDelta::seconds(7);
        let compared: Vec<_> = Column::ALL
            .into_iter()
            .filter_map(|column| Some((column, column.sort_value(operation, now)?)))
            .collect();
        assert_eq!(
            compared,
            [
                (Column::Operation, SortValue::Text("Stop".to_owned())),
                (Column::JobId, SortValue::Text("a".to_owned())),
                (Column::Status, SortValue::Text("pending".to_owned())),
                (Column::Duration, SortValue::Seconds(7)),
            ]
        );
        let long_before = DateTime::UNIX_EPOCH;
        assert_eq!(
            Column::Duration.sort_value(operation, long_before),
            Some(SortValue::Seconds(0))
        );
    }
}
