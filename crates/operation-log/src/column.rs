//! The columns of the table.

use chrono::{DateTime, Utc};

use crate::duration::Elapsed;
use crate::operation::Operation;
use crate::query::SortColumn;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// When the operation was created; the server sorts by it.
    Time,
    /// The description and the action.
    Operation,
    /// The status.
    Status,
    /// The resources it acted on.
    Resources,
    /// The account it belongs to.
    Owner,
    /// The API host that handled it.
    Submitter,
    /// How long it took, or has been running.
    Duration,
    /// Its error codes.
    Error,
}

/// What a sort by a column compares.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SortValue {
    /// Compared by its characters.
    Text(String),
    /// A span in seconds.
    Seconds(u64),
}

impl Column {
    /// Every column, in the order of the table.
    pub const ALL: [Self; 8] = [
        Self::Time,
        Self::Operation,
        Self::Status,
        Self::Resources,
        Self::Owner,
        Self::Submitter,
        Self::Duration,
        Self::Error,
    ];

    /// The value of `data-column` and the word in the element's `columns`: part of the markup contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Time => "create_time",
            Self::Operation => "operation",
            Self::Status => "status",
            Self::Resources => "resource_ids",
            Self::Owner => "owner",
            Self::Submitter => "submitter",
            Self::Duration => "duration",
            Self::Error => "error_codes",
        }
    }

    /// Whether a reader or an embedding page may hide it. The operation is the header of its row.
    pub const fn is_hideable(self) -> bool {
        !matches!(self, Self::Operation)
    }

    /// The browser-side sort by this column; `None` for the time, by which the server sorts.
    pub const fn sort(self) -> Option<SortColumn> {
        match self {
            Self::Time => None,
            Self::Operation => Some(SortColumn::Operation),
            Self::Status => Some(SortColumn::Status),
            Self::Resources => Some(SortColumn::Resources),
            Self::Owner => Some(SortColumn::Owner),
            Self::Submitter => Some(SortColumn::Submitter),
            Self::Duration => Some(SortColumn::Duration),
            Self::Error => Some(SortColumn::Error),
        }
    }

    /// The column of a browser-side sort.
    pub const fn of_sort(sort: SortColumn) -> Self {
        match sort {
            SortColumn::Operation => Self::Operation,
            SortColumn::Status => Self::Status,
            SortColumn::Resources => Self::Resources,
            SortColumn::Owner => Self::Owner,
            SortColumn::Submitter => Self::Submitter,
            SortColumn::Duration => Self::Duration,
            SortColumn::Error => Self::Error,
        }
    }

    /// What a sort by this column compares. Returns `None` if the operation has no value there,
    /// and for the time, by which the server sorts. `now` is where a running span ends.
    pub fn sort_value(self, operation: &Operation, now: DateTime<Utc>) -> Option<SortValue> {
        let text = match self {
            Self::Time => return None,
            Self::Operation => operation.job_action.clone(),
            Self::Status => operation.status.to_string(),
            Self::Resources => operation.resource_ids.first()?.to_string(),
            Self::Owner => operation.owner.as_ref()?.to_string(),
            Self::Submitter => operation.submitter.clone()?,
            Self::Duration => {
                return Elapsed::of(operation, now).map(|span| SortValue::Seconds(span.seconds));
            }
            Self::Error => operation.error_codes.as_str().to_owned(),
        };
        (!text.is_empty()).then_some(SortValue::Text(text))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{Column, SortValue};
    use crate::query::SortColumn;
    use crate::wire::{Answer, decode_answer};

    #[test]
    fn a_sort_belongs_to_the_column_that_offers_it() {
        for sort in SortColumn::ALL {
            assert_eq!(Column::of_sort(sort).sort(), Some(sort));
        }
        let sortable = Column::ALL.into_iter().filter_map(Column::sort);
        assert_eq!(sortable.count(), SortColumn::ALL.len());
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
