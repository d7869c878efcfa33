//! Picks the page a request wants out of a log, and counts what matches.
//!
//! A log is kept in the order of creation; rows of the same second are ordered by their id, and
//! rows without a time come before all others. So the order is total, a page never depends on
//! how the log came about, and a time range is found by binary search.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::filter::Filter;
use super::row::Row;

/// Which part of the matching rows is wanted, and in which order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// How many matching rows to leave out at the start.
    pub offset: u64,
    /// The most rows to give.
    pub limit: u64,
    /// Whether the newest row comes first.
    pub newest_first: bool,
}

/// A request for a page of a log.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// Which rows.
    pub filter: Filter,
    /// Which of those.
    pub window: Window,
    /// Whether the directive of each row is wanted.
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

/// Picks a page out of a log as it is at a moment. Only the rows of the page are written out.
pub fn select<R: Row>(log: &VecDeque<R>, request: &PageRequest, now: DateTime<Utc>) -> Page {
    let PageRequest {
        filter,
        window,
        verbose,
    } = request;
    let mut page = Page::default();
    let mut look_at = |row: &R| {
        if filter.matches(row, now) {
            let is_on_page =
                page.total >= window.offset && page.total - window.offset < window.limit;
            if is_on_page {
                page.rows.push(row.json(*verbose, now));
            }
            page.total += 1;
        }
    };
    let rows = log.range(time_range(log, filter));
    if window.newest_first {
        rows.rev().for_each(&mut look_at);
    } else {
        rows.for_each(&mut look_at);
    }
    page
}

/// Where the rows within the filter's time range stand. A row without a time is in no range.
fn time_range<R: Row>(log: &VecDeque<R>, filter: &Filter) -> std::ops::Range<usize> {
    if filter.start_time.is_none() && filter.end_time.is_none() {
        return 0..log.len();
    }
    let start = log.partition_point(|row| match (row.created_at(), filter.start_time) {
        (None, _) => true,
        (Some(created), Some(start)) => created < start,
        (Some(_), None) => false,
    });
    let end = filter.end_time.map_or(log.len(), |end| {
        log.partition_point(|row| row.created_at().is_none_or(|created| created <= end))
    });
    start..end.max(start)
}
