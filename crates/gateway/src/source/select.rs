//! Selects a page of a log, and counts the matching rows.

use std::collections::VecDeque;
use std::iter::Peekable;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::filter::Filter;
use super::log::Log;
use super::row::Row;

/// Which part of the matching rows to return, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many matching rows to skip.
    pub offset: u64,
    /// The most rows to return.
    pub limit: u64,
    /// Whether the newest row comes first.
    pub newest_first: bool,
}

/// A request for a page of a log.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Which rows match.
    pub filter: Filter,
    /// Which of those to return.
    pub window: Window,
    /// Whether to return the directive of each row.
    pub verbose: bool,
}

/// A page of a log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The rows, each as JSON.
    pub rows: Vec<String>,
    /// How many rows match in all.
    pub total: u64,
}

/// Selects a page of a log as it is at a time. Only the rows of the page are encoded, and what the log
/// has an index for is looked up: ids, resources, zone, status and time.
pub fn select<R: Row>(log: &Log<R>, request: &PageRequest, now: DateTime<Utc>) -> Page {
    let filter = &request.filter;
    let range = log.within(filter.start_time, filter.end_time);
    let mut page = Building::new(request, now);
    if let Some(ids) = filter.ids() {
        let mut numbers = log.with_ids(ids);
        numbers.retain(|number| range.contains(number));
        let rows = numbers.iter().filter_map(|number| log.row(*number));
        return page.take_matching(rows);
    }
    if let Some(resources) = filter.resources() {
        let lists = resources.filter_map(|id| log.with_resource(id));
        let mut numbers: Vec<u64> = lists
            .flat_map(|list| within(list, &range))
            .copied()
            .collect();
        // Several lists are in order each, and may have rows in common.
        numbers.sort();
        numbers.dedup();
        let rows = numbers.iter().filter_map(|number| log.row(*number));
        return page.take_matching(rows);
    }
    let zone = log.of_zone(filter.zone());
    if let Some(statuses) = filter.statuses() {
        let mut lists: Vec<&VecDeque<u64>> = Vec::new();
        for status in statuses {
            let list = zone.of(status);
            lists
                .extend(list.filter(|list| !lists.iter().any(|known| std::ptr::eq(*known, *list))));
        }
        if filter.has_only_statuses() {
            return page.take_all(log, &lists, &range);
        }
        let lists = lists.iter().map(|list| within(list, &range));
        let numbers = Merged::new(lists, request.window.newest_first);
        numbers
            .filter_map(|number| log.row(number))
            .for_each(|row| page.visit(row));
        return page.page;
    }
    if filter.is_of_zone_only() {
        return page.take_all(log, &[zone.all()], &range);
    }
    page.take_matching(log.range(range))
}

/// The part of a list of numbers that is in a range.
fn within<'a>(
    list: &'a VecDeque<u64>,
    range: &Range<u64>,
) -> std::collections::vec_deque::Iter<'a, u64> {
    let start = list.partition_point(|number| *number < range.start);
    let end = list.partition_point(|number| *number < range.end);
    list.range(start..end.max(start))
}

/// A page that is being filled.
struct Building<'a> {
    request: &'a PageRequest,
    now: DateTime<Utc>,
    page: Page,
}

impl<'a> Building<'a> {
    fn new(request: &'a PageRequest, now: DateTime<Utc>) -> Self {
        Self {
            request,
            now,
            page: Page::default(),
        }
    }

    /// Counts a row if it matches, and adds it if it is on the page.
    fn visit<R: Row>(&mut self, row: &R) {
        if self.request.filter.matches(row, self.now) {
            let Window { offset, limit, .. } = self.request.window;
            if self.page.total >= offset && self.page.total - offset < limit {
                self.page
                    .rows
                    .push(row.json(self.request.verbose, self.now));
            }
            self.page.total += 1;
        }
    }

    /// The page of those rows, oldest first, that match.
    fn take_matching<'b, R: Row + 'b>(
        mut self,
        rows: impl DoubleEndedIterator<Item = &'b R>,
    ) -> Page {
        if self.request.window.newest_first {
            rows.rev().for_each(|row| self.visit(row));
        } else {
            rows.for_each(|row| self.visit(row));
        }
        self.page
    }

    /// The page of all rows of these lists in a range: they are counted by the length of the lists.
    fn take_all<R: Row>(
        mut self,
        log: &Log<R>,
        lists: &[&VecDeque<u64>],
        range: &Range<u64>,
    ) -> Page {
        let Window {
            offset,
            limit,
            newest_first,
        } = self.request.window;
        let lists = lists.iter().map(|list| within(list, range));
        self.page.total = lists.clone().map(|list| list.len() as u64).sum();
        let skip = usize::try_from(offset).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        let numbers = Merged::new(lists, newest_first).skip(skip).take(take);
        let rows = numbers.filter_map(|number| log.row(number));
        let json = |row: &R| row.json(self.request.verbose, self.now);
        self.page.rows = rows.map(json).collect();
        self.page
    }
}

/// The numbers of several lists, as one list in order.
struct Merged<'a> {
    lists: Vec<Peekable<Box<dyn Iterator<Item = u64> + 'a>>>,
    newest_first: bool,
}

impl<'a> Merged<'a> {
    fn new(
        lists: impl Iterator<Item = std::collections::vec_deque::Iter<'a, u64>>,
        newest_first: bool,
    ) -> Self {
        let directed = |list: std::collections::vec_deque::Iter<'a, u64>| {
            let list: Box<dyn Iterator<Item = u64> + 'a> = if newest_first {
                Box::new(list.rev().copied())
            } else {
                Box::new(list.copied())
            };
            list.peekable()
        };
        Self {
            lists: lists.map(directed).collect(),
            newest_first,
        }
    }
}

impl Iterator for Merged<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let newest_first = self.newest_first;
        let heads = self.lists.iter_mut().filter_map(|list| {
            let head = *list.peek()?;
            Some((if newest_first { u64::MAX - head } else { head }, list))
        });
        heads.min_by_key(|(place, _)| *place)?.1.next()
    }

    fn nth(&mut self, skip: usize) -> Option<u64> {
        // A single list jumps there.
        if let [list] = self.lists.as_mut_slice() {
            return list.nth(skip);
        }
        (0..skip).try_for_each(|_| self.next().map(|_| ()))?;
        self.next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::filter::{Condition, Ids, Needle};
    use operation_log::{Param, Status};
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// A row that fails at its end.
    #[derive(Clone, Debug)]
    struct Short {
        id: String,
        created: Option<DateTime<Utc>>,
        ends: DateTime<Utc>,
        zone: Option<&'static str>,
        resources: &'static str,
    }

    /// Of rows: with none, one, several, and one twice.
    const RESOURCES: [&str; 6] = [
        "",
        "cl-1",
        "cln-2",
        "cl-1 cln-2",
        "cln-3 cl-1 cln-2",
        "cl-1 cl-1",
    ];

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + second, 0).unwrap()
    }

    static PENDING: Status = Status::Pending;
    static FAILED: Status = Status::Failed;

    impl Row for Short {
        fn created_at(&self) -> Option<DateTime<Utc>> {
            self.created
        }

        fn job_id(&self) -> &str {
            &self.id
        }

        fn zone(&self) -> Option<&str> {
            self.zone
        }

        fn ends(&self) -> Option<DateTime<Utc>> {
            Some(self.ends)
        }

        fn status(&self, now: DateTime<Utc>) -> &Status {
            if now < self.ends { &PENDING } else { &FAILED }
        }

        fn job_action(&self) -> &'static str {
            ""
        }

        fn owner(&self) -> &'static str {
            ""
        }

        fn resources(&self) -> &str {
            self.resources
        }

        fn describe_has(&self, _text: &Needle) -> bool {
            false
        }

        fn directive_has(&self, _text: &Needle) -> bool {
            false
        }

        fn keyword_has(&self, text: &Needle, _now: DateTime<Utc>) -> bool {
            text.is_in(&self.id)
        }

        fn json(&self, _verbose: bool, now: DateTime<Utc>) -> String {
            format!("{} {:?} {:?}", self.id, self.created, self.status(now))
        }
    }

    /// The same by looking at every row.
    fn by_looking(rows: &[Short], request: &PageRequest, now: DateTime<Utc>) -> Page {
        let PageRequest { filter, window, .. } = request;
        let is_in_time = |row: &&Short| match row.created {
            None => filter.start_time.is_none() && filter.end_time.is_none(),
            Some(created) => {
                filter.start_time.is_none_or(|start| start <= created)
                    && filter.end_time.is_none_or(|end| created <= end)
            }
        };
        let mut found: Vec<&Short> = rows
            .iter()
            .filter(is_in_time)
            .filter(|row| filter.matches(*row, now))
            .collect();
        if window.newest_first {
            found.reverse();
        }
        let total = found.len() as u64;
        let shown = found
            .into_iter()
            .skip(usize::try_from(window.offset).unwrap())
            .take(usize::try_from(window.limit).unwrap());
        Page {
            rows: shown.map(|row| row.json(false, now)).collect(),
            total,
        }
    }

    fn rows() -> impl Strategy<Value = Vec<Short>> {
        let row = (
            0..9_u8,
            prop::option::weighted(0.9, 0..60_i64),
            0..40_i64,
            0..3_u8,
            prop::sample::select(&RESOURCES[..]),
        );
        prop::collection::vec(row, 0..40).prop_map(|rows| {
            let has_zones = rows.len() % 2 == 0;
            let mut rows: Vec<Short> = rows
                .into_iter()
                .map(|(id, created, takes, zone, resources)| Short {
                    id: format!("j-{id}"),
                    created: created.map(at),
                    ends: at(created.unwrap_or_default() + takes),
                    zone: has_zones.then_some(if zone == 0 { "other" } else { "z" }),
                    resources,
                })
                .collect();
            rows.sort_by(|a, b| (a.created, &a.id).cmp(&(b.created, &b.id)));
            rows
        })
    }

    fn requests() -> impl Strategy<Value = PageRequest> {
        let statuses = prop::collection::vec(
            prop::sample::select(vec![
                Status::Pending,
                Status::Failed,
                Status::Successful,
                Status::Failed,
            ]),
            0..4,
        );
        let window = (0..30_u64, 0..30_u64, any::<bool>());
        let time = prop::option::of(0..60_i64);
        let ids = prop::collection::hash_set(0..12_u8, 0..4);
        let known = prop::sample::select(vec!["cl-1", "cln-2", "cln-3", "none", ""]);
        let resources = prop::collection::hash_set(known, 0..4);
        (
            prop::option::of(statuses),
            prop::option::weighted(0.3, ids),
            prop::option::weighted(0.3, 0..9_u8),
            // Two conditions, as where only some resources may be read about.
            prop::collection::vec(resources, 0..3),
            (time.clone(), time),
            window,
        )
            .prop_map(|(statuses, ids, word, resources, (start, end), window)| {
                let mut filter = Filter::of_zone("z".to_owned());
                if let Some(statuses) = statuses {
                    filter.add(Param::Status, Condition::Status(statuses));
                }
                if let Some(ids) = ids {
                    let ids: HashSet<String> = ids.iter().map(|id| format!("j-{id}")).collect();
                    filter.add(Param::JobIds, Condition::AnyOf(Ids::new(ids)));
                }
                for wanted in resources {
                    let wanted = wanted.into_iter().map(str::to_owned).collect();
                    filter.add(Param::ResourceIds, Condition::AnyOf(Ids::new(wanted)));
                }
                if let Some(word) = word {
                    let needle = Needle::new(&word.to_string());
                    filter.add(Param::SearchWord, Condition::Contains(needle));
                }
                filter.start_time = start.map(at);
                filter.end_time = end.map(at);
                let (offset, limit, newest_first) = window;
                PageRequest {
                    filter,
                    window: Window {
                        offset,
                        limit,
                        newest_first,
                    },
                    verbose: false,
                }
            })
    }

    proptest! {
        #[test]
        fn the_index_finds_what_looking_at_every_row_finds(
            rows in rows(),
            requests in prop::collection::vec(requests(), 1..8),
            first in 0..40_usize,
            (begins, later, most) in (0..80_i64, 0..40_i64, 0..50_usize),
        ) {
            // Some rows are there at first, others come later, the oldest go.
            let (begins, later) = (at(begins), at(begins + later));
            let old = rows.len().min(first);
            let mut log = Log::new(rows[..old].iter().cloned(), begins);
            for request in &requests {
                let expected = by_looking(&rows[..old], request, begins);
                prop_assert_eq!(select(&log, request, begins), expected);
            }
            log.settle(begins, later);
            log.extend(rows[old..].iter().cloned(), later);
            log.keep(most, later);
            let left = &rows[rows.len().saturating_sub(most)..];
            prop_assert_eq!(log.rows().len(), left.len());
            for request in &requests {
                let expected = by_looking(left, request, later);
                prop_assert_eq!(select(&log, request, later), expected);
            }
        }
    }
}
