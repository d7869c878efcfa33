//! A log in memory that finds rows by id, resource, status and time without looking at the others.
//!
//! Rows are sorted by the time of creation; those of the same second by id, and those without a time come
//! first. So the order is total, and a time range is found by binary search. Each row has a number that
//! stays when older rows are forgotten; the lists of the index are in the order of these numbers.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use chrono::{DateTime, Utc};
use operation_log::Status;

use super::row::Row;

/// The rows, and where to find them.
#[derive(Debug)]
pub struct Log<R> {
    rows: VecDeque<R>,
    /// The number of the oldest row.
    first: u64,
    /// The numbers of rows by the hash of their id, which may be that of others, too.
    by_id: BTreeSet<(u64, u64)>,
    /// The numbers of rows by the hash of a resource's id, in order.
    by_resource: HashMap<u64, VecDeque<u64>>,
    hashing: RandomState,
    zones: HashMap<String, ZoneRows>,
    /// Rows that are in every zone. A log has such rows only, or none.
    of_every_zone: ZoneRows,
    /// Rows whose status changes, by when.
    ends: BTreeSet<(DateTime<Utc>, u64)>,
}

/// The numbers of the rows of a zone, in order.
#[derive(Debug, Default)]
pub struct ZoneRows {
    all: VecDeque<u64>,
    /// There are few, so that a list is as good as a table.
    by_status: Vec<(Status, VecDeque<u64>)>,
}

impl ZoneRows {
    /// Those of every status.
    pub const fn all(&self) -> &VecDeque<u64> {
        &self.all
    }

    /// Those of a status.
    pub fn of(&self, status: &Status) -> Option<&VecDeque<u64>> {
        let mut lists = self.by_status.iter();
        let found = lists.find(|(known, _)| known == status);
        found.map(|(_, numbers)| numbers)
    }

    fn list(&mut self, status: &Status) -> Option<&mut VecDeque<u64>> {
        let known = self.by_status.iter().position(|(known, _)| known == status);
        let at = known.unwrap_or_else(|| {
            self.by_status.push((status.clone(), VecDeque::new()));
            self.by_status.len() - 1
        });
        self.by_status.get_mut(at).map(|(_, numbers)| numbers)
    }

    fn add(&mut self, number: u64, status: &Status) {
        if let Some(numbers) = self.list(status) {
            let at = numbers.partition_point(|known| *known < number);
            numbers.insert(at, number);
        }
    }

    fn remove(&mut self, number: u64, status: &Status) {
        if let Some(numbers) = self.list(status)
            && let Ok(at) = numbers.binary_search(&number)
        {
            numbers.remove(at);
        }
    }
}

impl<R: Row> Log<R> {
    /// A log of rows that are in order, as it is at a time.
    pub fn new(rows: impl IntoIterator<Item = R>, now: DateTime<Utc>) -> Self {
        let mut log = Self {
            rows: VecDeque::new(),
            first: 0,
            by_id: BTreeSet::new(),
            by_resource: HashMap::new(),
            hashing: RandomState::new(),
            zones: HashMap::new(),
            of_every_zone: ZoneRows::default(),
            ends: BTreeSet::new(),
        };
        log.extend(rows, now);
        log
    }

    /// Adds rows that are in order and newer than the others.
    pub fn extend(&mut self, rows: impl IntoIterator<Item = R>, now: DateTime<Utc>) {
        for row in rows {
            let number = self.first + self.rows.len() as u64;
            self.by_id.insert((self.hash(row.job_id()), number));
            for resource in row.resources().split(' ') {
                let numbers = self.by_resource.entry(self.hash(resource)).or_default();
                // A row may name a resource twice.
                if numbers.back() != Some(&number) {
                    numbers.push_back(number);
                }
            }
            if let Some(end) = row.ends().filter(|end| now < *end) {
                self.ends.insert((end, number));
            }
            let zone = zone_of(&mut self.zones, &mut self.of_every_zone, &row);
            zone.all.push_back(number);
            zone.add(number, row.status(now));
            self.rows.push_back(row);
        }
    }

    /// Brings the status of rows up to date. Time does not go back.
    pub fn settle(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) {
        while let Some((end, number)) = self.ends.first().copied()
            && end <= now
        {
            self.ends.pop_first();
            let at = number
                .checked_sub(self.first)
                .and_then(|at| usize::try_from(at).ok());
            if let Some(row) = at.and_then(|at| self.rows.get(at)) {
                let zone = zone_of(&mut self.zones, &mut self.of_every_zone, row);
                zone.remove(number, row.status(before));
                zone.add(number, row.status(now));
            }
        }
    }

    /// Forgets the oldest rows beyond so many, as they are at a time.
    pub fn keep(&mut self, most: usize, now: DateTime<Utc>) {
        while self.rows.len() > most
            && let Some(row) = self.rows.pop_front()
        {
            let number = self.first;
            self.first += 1;
            self.by_id.remove(&(self.hash(row.job_id()), number));
            for resource in row.resources().split(' ') {
                let hash = self.hash(resource);
                if let Some(numbers) = self.by_resource.get_mut(&hash) {
                    if numbers.front() == Some(&number) {
                        numbers.pop_front();
                    }
                    if numbers.is_empty() {
                        self.by_resource.remove(&hash);
                    }
                }
            }
            if let Some(end) = row.ends() {
                self.ends.remove(&(end, number));
            }
            let zone = zone_of(&mut self.zones, &mut self.of_every_zone, &row);
            zone.all.pop_front();
            zone.remove(number, row.status(now));
        }
    }

    /// All rows, oldest first.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &R> {
        self.rows.iter()
    }

    /// The rows with these numbers, oldest first.
    pub fn range(&self, numbers: Range<u64>) -> impl DoubleEndedIterator<Item = &R> {
        let at = |number: u64| {
            let at = usize::try_from(number.saturating_sub(self.first)).unwrap_or(usize::MAX);
            at.min(self.rows.len())
        };
        let (start, end) = (at(numbers.start), at(numbers.end));
        self.rows.range(start..end.max(start))
    }

    /// The row with a number.
    pub fn row(&self, number: u64) -> Option<&R> {
        let at = usize::try_from(number.checked_sub(self.first)?).ok()?;
        self.rows.get(at)
    }

    /// The numbers of rows with one of these ids and of a few others, in order.
    pub fn with_ids<'a>(&self, ids: impl Iterator<Item = &'a str>) -> Vec<u64> {
        let hashes = ids.map(|id| self.hash(id));
        let found = hashes.flat_map(|hash| self.by_id.range((hash, 0)..=(hash, u64::MAX)));
        let mut numbers: Vec<u64> = found.map(|(_, number)| *number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }

    /// The numbers of rows with this resource and of a few others, in order.
    pub fn with_resource(&self, id: &str) -> Option<&VecDeque<u64>> {
        self.by_resource.get(&self.hash(id))
    }

    /// The rows of a zone.
    pub fn of_zone(&self, zone: &str) -> &ZoneRows {
        self.zones.get(zone).unwrap_or(&self.of_every_zone)
    }

    /// The numbers of the rows that were created within a range of time. A row without a time is in no
    /// range but that without ends.
    pub fn within(&self, start: Option<DateTime<Utc>>, end: Option<DateTime<Utc>>) -> Range<u64> {
        let newest = self.first + self.rows.len() as u64;
        if start.is_none() && end.is_none() {
            return self.first..newest;
        }
        let from = self.rows.partition_point(|row| {
            row.created_at()
                .is_none_or(|created| start.is_some_and(|start| created < start))
        });
        let to = end.map_or(self.rows.len(), |end| {
            self.rows
                .partition_point(|row| row.created_at().is_none_or(|created| created <= end))
        });
        self.first + from as u64..self.first + to.max(from) as u64
    }

    fn hash(&self, id: &str) -> u64 {
        self.hashing.hash_one(id)
    }
}

fn zone_of<'a, R: Row>(
    zones: &'a mut HashMap<String, ZoneRows>,
    of_every_zone: &'a mut ZoneRows,
    row: &R,
) -> &'a mut ZoneRows {
    match row.zone() {
        None => of_every_zone,
        Some(zone) => {
            if !zones.contains_key(zone) {
                zones.insert(zone.to_owned(), ZoneRows::default());
            }
            zones.entry(zone.to_owned()).or_default()
        }
    }
}
