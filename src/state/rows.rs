//! The rows at hand, in the order they are shown.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use operation_log::JobId;
use operation_log::column::SortValue;
use operation_log::query::Sort;
use operation_log::result_set::SortKey;
use operation_log::wire::{OperationPage, Row};

/// What keeps a row the same row when its values change.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// An operation.
    Operation(JobId),
    /// A row that could not be read, by its place on the page.
    Unreadable(usize),
}

/// The key of a row at a place on its page.
pub fn key(index: usize, row: &Row) -> RowKey {
    match row {
        Row::Entry(entry) => RowKey::Operation(entry.operation.job_id.clone()),
        Row::Unreadable(_) => RowKey::Unreadable(index),
    }
}

/// The keys of a page in the order they are shown: the server's, or sorted by a column. Equal
/// rows keep the server's order; rows without a value come last either way.
pub fn keys_in_order(page: &OperationPage, sort: Option<Sort>, now: DateTime<Utc>) -> Vec<RowKey> {
    let keys = page.rows.iter().enumerate();
    let keys = keys.map(|(index, row)| key(index, row));
    let Some(sort) = sort else {
        return keys.collect();
    };
    // Each goes behind its equals. The sorts of the standard library would cost three kilobytes.
    let sort = sort.keys();
    let mut sorted: Vec<(Vec<Place>, RowKey)> = Vec::with_capacity(page.rows.len());
    for (row, key) in page.rows.iter().zip(keys) {
        let place: Vec<Place> = sort.iter().map(|key| Place::of(row, *key, now)).collect();
        let index = sorted.partition_point(|(before, _)| *before <= place);
        sorted.insert(index, (place, key));
    }
    sorted.into_iter().map(|(_, key)| key).collect()
}

/// Which rows of a table show which operations. An operation that is shown again keeps its row; one
/// that comes takes the row of one that has gone, so that to turn a page changes texts and builds no
/// rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots {
    rows: Vec<(Slot, RowKey)>,
    /// How many rows were ever built.
    built: usize,
}

/// What keeps a row of a table the same row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// One that shows operations, by when it was built.
    Operation(usize),
    /// One that could not be read, by its place on the page.
    Unreadable(usize),
}

impl Slots {
    /// The rows for other keys. The row of `focused` is given to no other operation, so that focus
    /// is never on something else than before.
    pub fn arranged(&self, keys: Vec<RowKey>, focused: Option<&RowKey>) -> Self {
        let mut built = self.built;
        let mut free = self.rows.iter().filter_map(|(slot, key)| {
            let is_free =
                matches!(slot, Slot::Operation(_)) && focused != Some(key) && !keys.contains(key);
            is_free.then_some(*slot)
        });
        let slots: Vec<Slot> = keys
            .iter()
            .map(|key| {
                if let RowKey::Unreadable(index) = key {
                    return Slot::Unreadable(*index);
                }
                self.slot(key).or_else(|| free.next()).unwrap_or_else(|| {
                    built += 1;
                    Slot::Operation(built)
                })
            })
            .collect();
        Self {
            rows: slots.into_iter().zip(keys).collect(),
            built,
        }
    }

    /// The rows in the order they are shown, with what they show.
    pub fn iter(&self) -> impl Iterator<Item = (Slot, &RowKey)> {
        self.rows.iter().map(|(slot, key)| (*slot, key))
    }

    /// The operations in the order they are shown.
    pub fn ids(&self) -> Vec<JobId> {
        let ids = self.rows.iter().filter_map(|(_, key)| match key {
            RowKey::Operation(id) => Some(id.clone()),
            RowKey::Unreadable(_) => None,
        });
        ids.collect()
    }

    /// What a row shows.
    pub fn key(&self, slot: Slot) -> Option<&RowKey> {
        let row = self.rows.iter().find(|(shown, _)| *shown == slot);
        row.map(|(_, key)| key)
    }

    fn slot(&self, key: &RowKey) -> Option<Slot> {
        let row = self.rows.iter().find(|(_, shown)| shown == key);
        row.map(|(slot, _)| *slot)
    }
}

/// The row of a key.
pub fn find<'a>(page: &'a OperationPage, key: &RowKey) -> Option<&'a Row> {
    match key {
        RowKey::Operation(id) => page
            .rows
            .iter()
            .find(|row| matches!(row, Row::Entry(entry) if entry.operation.job_id == *id)),
        RowKey::Unreadable(index) => page.rows.get(*index),
    }
}

/// The position of a row in a sort by one column.
#[derive(PartialEq, Eq)]
struct Place {
    value: Option<SortValue>,
    descending: bool,
}

impl Place {
    fn of(row: &Row, key: SortKey, now: DateTime<Utc>) -> Self {
        let value = match row {
            Row::Entry(entry) => match key.column.sort_key() {
                Some(_) => key.column.sort_value(&entry.operation, now),
                // Only the server sorts by time alone; behind other columns it is the last word.
                None => {
                    let created = entry.operation.create_time.instant();
                    created
                        .map(|created| SortValue::Seconds(created.timestamp().abs_diff(i64::MIN)))
                }
            },
            Row::Unreadable(_) => None,
        };
        Self {
            value,
            descending: key.descending,
        }
    }
}

impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.value, &other.value) {
            (Some(a), Some(b)) if self.descending => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use operation_log::wire::{Answer, decode_answer};

    fn page() -> OperationPage {
        let body = r#"{"ret_code":0,"job_set":[
            {"job_id":"a","status":"successful","create_time":"2022-04-06T00:00:00Z","status_time":"2022-04-06T00:00:09Z"},
            {"job_id":"b","status":"successful","create_time":"2022-04-06T00:00:00Z"},
            5,
            {"job_id":"c","status":"failed","create_time":"2022-04-06T00:00:00Z","status_time":"2022-04-06T00:00:02Z"},
            {"job_id":"d","status":"failed","create_time":"2022-04-06T00:00:00Z","status_time":"2022-04-06T00:00:09Z"}
        ]}"#;
        match decode_answer(body) {
            Ok(Answer::Page(page)) => page,
            other => panic!("no page: {other:?}"),
        }
    }

    fn order(sort: Option<&str>) -> String {
        let url = sort.map(|sort| format!("sort={sort}")).unwrap_or_default();
        let sort = operation_log::Query::from_url(&url).sort();
        let words: Vec<String> = keys_in_order(&page(), sort, DateTime::UNIX_EPOCH)
            .into_iter()
            .map(|key| match key {
                RowKey::Operation(id) => id.to_string(),
                RowKey::Unreadable(index) => index.to_string(),
            })
            .collect();
        words.join("")
    }

    #[test]
    fn rows_without_a_value_come_last_both_ways_and_ties_keep_the_servers_order() {
        assert_eq!(order(None), "ab2cd");
        assert_eq!(order(Some("duration")), "cadb2");
        assert_eq!(order(Some("-duration")), "adcb2");
        assert_eq!(order(Some("status")), "cdab2");
    }

    #[test]
    fn rows_that_are_equal_by_a_column_are_sorted_by_the_next() {
        assert_eq!(order(Some("status,-duration")), "dcab2");
        assert_eq!(order(Some("-duration,status")), "dacb2");
        assert_eq!(order(Some("-status,create_time,duration")), "abcd2");
    }

    fn keys(ids: &str) -> Vec<RowKey> {
        let ids = ids.chars().map(|id| JobId::parse(&id.to_string()).unwrap());
        ids.map(RowKey::Operation).collect()
    }

    #[test]
    fn an_operation_keeps_its_row_and_another_page_takes_the_rows_there_are() {
        let first = Slots::default().arranged(keys("abc"), None);
        let moved = first.arranged(keys("xab"), None);
        for key in keys("ab") {
            assert_eq!(moved.slot(&key), first.slot(&key));
        }
        let slots = |slots: &Slots| slots.iter().map(|(slot, _)| slot).collect::<Vec<_>>();
        let second = first.arranged(keys("def"), None);
        assert_eq!(slots(&second), slots(&first));
        // A shorter page gives rows up, a longer one builds more.
        assert_eq!(slots(&first.arranged(keys("g"), None)), slots(&first)[..1]);
        let longer = slots(&second.arranged(keys("ghijk"), None));
        assert_eq!(longer[..3], slots(&first));
        assert!(longer[3] != longer[4] && !longer[..3].contains(&longer[3]));
    }

    #[test]
    fn the_row_that_has_focus_shows_no_other_operation() {
        let first = Slots::default().arranged(keys("abc"), None);
        let [_, focused, _] = &keys("abc")[..] else {
            panic!("three keys");
        };
        let second = first.arranged(keys("def"), Some(focused));
        let slot = first.slot(focused).unwrap();
        assert!(second.iter().all(|(shown, _)| shown != slot));
        assert_eq!(second.key(slot), None);
    }

    #[test]
    fn a_row_that_could_not_be_read_is_one_by_its_place() {
        let mut with_bad = keys("ab");
        with_bad.insert(1, RowKey::Unreadable(1));
        let slots = Slots::default().arranged(with_bad, None);
        assert_eq!(
            slots.iter().nth(1),
            Some((Slot::Unreadable(1), &RowKey::Unreadable(1)))
        );
        let next = slots.arranged(keys("cde"), None);
        assert!(next.iter().all(|(slot, _)| slot != Slot::Unreadable(1)));
    }

    #[test]
    fn a_row_is_found_by_its_key() {
        let page = page();
        for (index, row) in page.rows.iter().enumerate() {
            assert_eq!(find(&page, &key(index, row)), Some(row));
        }
    }
}
