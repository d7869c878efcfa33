//! The rows that are shown, in their order.

use chrono::{DateTime, Utc};

use super::condition::Test;
use super::merge_sort::MergeSort;
use super::sort::{distinct, ranks};
use super::texts::TextId;
use super::{Condition, ResultSet, SortKey};

/// Filters rows and sorts them, by steps. The rows that a set has when it begins are arranged, those
/// that come later are not.
///
/// ```
/// # use operation_log::result_set::{Arranging, ResultSet};
/// # let (set, now) = (ResultSet::new(), chrono::DateTime::UNIX_EPOCH);
/// let mut arranging = Arranging::new(&set, &[], &[], now);
/// while !arranging.step(&set, 2_000) {
///     // Let the page answer.
/// }
/// let rows = arranging.into_rows();
/// ```
#[derive(Clone, Debug)]
pub struct Arranging {
    sort: Vec<SortKey>,
    /// In seconds since 1970: where running operations end.
    now: i64,
    rows: Vec<u32>,
    /// The keys of each row of `rows`, for each part of the sort that was prepared.
    keys: Vec<Vec<u64>>,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    /// The rows before this one were filtered.
    Filter {
        test: Test,
        next: u32,
        end: u32,
    },
    /// Keys are prepared.
    Prepare,
    /// The texts of a column are sorted.
    Texts(MergeSort),
    /// Places in `rows` are sorted by their keys.
    Sort(MergeSort),
    Done,
}

impl Arranging {
    /// Begins to arrange the rows of a set. `now` is where running operations end.
    pub fn new(
        set: &ResultSet,
        conditions: &[Condition],
        sort: &[SortKey],
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            sort: sort.to_vec(),
            now: now.timestamp(),
            rows: Vec::new(),
            keys: Vec::new(),
            stage: Stage::Filter {
                test: Test::new(conditions, set),
                next: 0,
                end: u32::try_from(set.len()).unwrap_or(u32::MAX),
            },
        }
    }

    /// Begins to sort these rows.
    pub fn sorting(rows: Vec<u32>, sort: &[SortKey], now: DateTime<Utc>) -> Self {
        Self {
            sort: sort.to_vec(),
            now: now.timestamp(),
            rows,
            keys: Vec::new(),
            stage: Stage::Prepare,
        }
    }

    /// Goes on: looks at so many rows, or compares them about as often. Returns whether it has ended.
    pub fn step(&mut self, set: &ResultSet, budget: usize) -> bool {
        match &mut self.stage {
            Stage::Filter { test, next, end } => {
                for row in (*next..*end).take(budget) {
                    if test.keeps(set, row, self.now) {
                        self.rows.push(row);
                    }
                    *next = row + 1;
                }
                if next == end {
                    self.stage = Stage::Prepare;
                }
            }
            Stage::Prepare => self.stage = self.prepare(set),
            Stage::Texts(texts) => {
                let text = |number| set.texts.get(TextId::from_number(number));
                if texts.step(budget, &mut |a, b| text(a).cmp(text(b))) {
                    let sorted = std::mem::take(texts).into_items();
                    if let Some(key) = self.sort.get(self.keys.len()) {
                        let ranks = ranks(set, sorted);
                        self.keys.push(key.keys_by_text(set, &self.rows, &ranks));
                    }
                    self.stage = Stage::Prepare;
                }
            }
            Stage::Sort(places) => {
                let keys = &self.keys;
                let key = |part: &Vec<u64>, place: u32| part.get(place as usize).copied();
                let compare = &mut |a, b| {
                    let parts = keys.iter();
                    let compared = parts.map(|part| key(part, a).cmp(&key(part, b)));
                    compared.fold(std::cmp::Ordering::Equal, std::cmp::Ordering::then)
                };
                if places.step(budget, compare) {
                    let places = std::mem::take(places).into_items();
                    let row = |place: u32| self.rows.get(place as usize).copied();
                    self.rows = places.into_iter().filter_map(row).collect();
                    self.keys = Vec::new();
                    self.stage = Stage::Done;
                }
            }
            Stage::Done => {}
        }
        matches!(self.stage, Stage::Done)
    }

    /// Prepares the next part of the sort, or begins to sort.
    fn prepare(&mut self, set: &ResultSet) -> Stage {
        let Some(key) = self.sort.get(self.keys.len()) else {
            return match self.keys.is_empty() {
                true => Stage::Done,
                false => Stage::Sort(MergeSort::new((0..).take(self.rows.len()).collect())),
            };
        };
        match key.field() {
            Some(field) => Stage::Texts(distinct(set, &self.rows, field)),
            None => {
                self.keys
                    .push(key.keys_by_number(set, &self.rows, self.now));
                Stage::Prepare
            }
        }
    }

    /// Goes on to the end.
    pub fn finish(mut self, set: &ResultSet) -> Vec<u32> {
        while !self.step(set, usize::MAX) {}
        self.rows
    }

    /// The rows that are kept, in their order, once it has ended.
    pub fn into_rows(self) -> Vec<u32> {
        self.rows
    }
}
