//! Selects a page of a log, and counts the matching rows.
//!
//! A log is sorted by the time of creation; rows of the same second are sorted by id, and rows
//! without a time come first. So the order is total, and a time range is found by binary search.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

use super::filter::Filter;
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

/// Selects a page of a log as it is at a time. Only the rows of the page are encoded.
pub fn select<R: Row>(log: &VecDeque<R>, request: &PageRequest, now: DateTime<Utc>) -> Page {
    let PageRequest {
        filter,
        window,
        verbose,
    } = request;
    let mut page = Page::default();
    let mut visit = |row: &R| {
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
        rows.rev().for_each(&mut visit);
    } else {
        rows.for_each(&mut visit);
    }
    page
}

/// The indices of the rows within the filter's time range. A row without a time is in no range.
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
