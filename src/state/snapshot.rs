//! A file that holds a result, opened in the place of the log.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::export::Manifest;
use operation_log::query::{Locked, PageKey, RowConditions};
use operation_log::result_set::{Arranging, ResultSet, SortKey};
use operation_log::snapshot::{Comparing, Difference, Snapshot, SnapshotError, SnapshotReader};
use operation_log::{Column, Param, Query};
use web_sys::File;

use super::whole_result::{STEP, WholeResult};
use crate::platform::clock;
use crate::platform::picked_file::{FileBytes, UnreadableFile};
use crate::platform::slice::Slice;

/// How many bytes are read before the page can answer.
const PART_BYTES: usize = 16 << 10;

/// How many rows are compared before the time is looked at.
const PART_COMPARED: u32 = 1_000;

/// How many rows are read from their text before the page can answer.
const PART_ROWS: usize = 40;

/// A result from a file.
#[derive(Debug)]
pub struct OpenedSnapshot {
    /// The name of the file.
    pub name: String,
    /// What the file says of itself.
    pub manifest: Manifest,
    /// Its rows, newest first.
    pub rows: Arc<ResultSet>,
    /// How many rows the filters that the host page has locked leave out.
    pub left_out: usize,
}

impl PartialEq for OpenedSnapshot {
    /// Whether it is the same opening of a file.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows)
    }
}

impl OpenedSnapshot {
    /// The moment its rows are from.
    pub fn at(&self) -> Option<DateTime<Utc>> {
        self.manifest.as_of.or(self.manifest.written)
    }

    /// Whether it has every row of its query.
    pub fn is_complete(&self) -> bool {
        self.manifest.is_complete() && self.manifest.filters.is_empty()
    }
}

/// Why a file is not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenError {
    /// It cannot be read, or unpacked.
    Unreadable,
    /// It is no snapshot that can be opened.
    Snapshot(SnapshotError),
}

impl From<UnreadableFile> for OpenError {
    fn from(_: UnreadableFile) -> Self {
        Self::Unreadable
    }
}

impl From<SnapshotError> for OpenError {
    fn from(error: SnapshotError) -> Self {
        Self::Snapshot(error)
    }
}

/// Reads a file, of which only rows are kept that meet what is locked.
///
/// # Errors
/// If it is no snapshot, a damaged one, or too large.
pub async fn open(file: &File, locked: &Locked) -> Result<OpenedSnapshot, OpenError> {
    let bytes = FileBytes::open(file).await?;
    let mut reader = SnapshotReader::new();
    let mut slice = Slice::begin();
    while let Some(next) = bytes.next().await? {
        for part in next.chunks(PART_BYTES) {
            reader.feed(part)?;
            slice.rest().await;
        }
    }
    let Snapshot { manifest, rows } = reader.finish()?;
    let all = rows.len();
    let rows = rows_under(rows, &manifest, locked, &mut slice).await;
    Ok(OpenedSnapshot {
        name: file.name(),
        manifest,
        left_out: all - rows.len(),
        rows: Arc::new(rows),
    })
}

/// The rows that meet what is locked, newest first.
async fn rows_under(
    set: ResultSet,
    manifest: &Manifest,
    locked: &Locked,
    slice: &mut Slice,
) -> ResultSet {
    let now = clock::now();
    let locked = locked.query();
    let RowConditions {
        conditions,
        undecided,
    } = locked.row_conditions(now);
    // What no row tells was asked for when the file was made, or is not proven.
    let asked = Query::from_url(&manifest.query);
    let zone = locked.text(Param::Zone);
    let is_of_zone = zone.is_empty() || manifest.zone.as_ref() == Some(&zone);
    let was_asked = |param: &Param| asked.text(*param) == locked.text(*param);
    if !is_of_zone || !undecided.iter().all(was_asked) {
        return ResultSet::new();
    }
    let newest = SortKey {
        column: Column::Time,
        descending: true,
    };
    let mut arranging = Arranging::new(&set, conditions.as_slice(), &[newest], now);
    while !arranging.step(&set, STEP) {
        slice.rest().await;
    }
    let order = arranging.into_rows();
    if order == set.rows() {
        return set;
    }
    let mut kept = ResultSet::new();
    for part in order.chunks(PART_ROWS) {
        for row in part.iter().filter_map(|row| set.row(*row)) {
            // Each operation is there once, and there is room for all.
            let _ = kept.push_copy(row);
        }
        slice.rest().await;
    }
    kept
}

/// Rows that are compared: those of a file, or those of a whole result.
#[derive(Clone)]
pub enum ComparedRows {
    /// Of a file.
    File(Arc<ResultSet>),
    /// Those that were loaded.
    Loaded(WholeResult),
}

impl ComparedRows {
    fn with(&self, see: &mut dyn FnMut(&ResultSet)) {
        match self {
            Self::File(rows) => see(rows),
            // Without it there is nothing to be told of any more.
            Self::Loaded(whole) => whole.with_rows(|rows, _| see(rows)).unwrap_or_default(),
        }
    }
}

/// Sees both of two results.
pub fn with_both(rows: [&ComparedRows; 2], see: &mut dyn FnMut(&ResultSet, &ResultSet)) {
    let [earlier, later] = rows;
    earlier.with(&mut |earlier| later.with(&mut |later| see(earlier, later)));
}

/// What is different between two results, found in slices.
pub async fn compare(rows: [&ComparedRows; 2]) -> Difference {
    let mut comparing = Comparing::new();
    let mut slice = Slice::begin();
    loop {
        let mut ended = true;
        with_both(rows, &mut |earlier, later| {
            ended = comparing.step(earlier, later, PART_COMPARED);
        });
        if ended {
            break;
        }
        slice.rest().await;
    }
    let mut difference = Difference::default();
    with_both(rows, &mut |earlier, later| {
        difference = std::mem::take(&mut comparing).finish(earlier, later);
    });
    difference
}

/// Where a file is shown: from an entry of the history on, in the place of a page of the log.
pub type Place = (u32, PageKey);

/// A file that is open.
#[derive(Clone)]
struct Opened {
    place: Place,
    /// The last entry of the history that shows it.
    last: u32,
    snapshot: Arc<OpenedSnapshot>,
}

/// The file that is open, if one is. Copies are handles to the same; provided by the console's root.
#[derive(Clone, Copy)]
pub struct SnapshotSlot(RwSignal<Option<Opened>>);

impl SnapshotSlot {
    /// Without a file. Lives as long as the current owner.
    pub fn empty() -> Self {
        Self(RwSignal::new(None))
    }

    /// Shows a file at a place; `entry` is the current one of the history.
    pub fn open(self, place: Place, entry: u32, snapshot: OpenedSnapshot) {
        self.0.try_set(Some(Opened {
            place,
            last: entry,
            snapshot: Arc::new(snapshot),
        }));
    }

    /// Shows the log again.
    pub fn close(self) {
        self.0.try_set(None);
    }

    /// Notes a new entry of the history that shows the file.
    pub fn extend_to(self, entry: u32) {
        self.0.try_update(|opened| {
            if let Some(opened) = opened {
                opened.last = entry;
            }
        });
    }

    /// Closes the file if a new entry of the history has taken the place of one that showed it.
    pub fn close_if_replaced(self, pushed: u32) {
        let is_replaced = |opened: &Option<Opened>| {
            let opened = opened.as_ref();
            opened.is_some_and(|opened| pushed < opened.last)
        };
        if self.0.try_with_untracked(is_replaced) == Some(true) {
            self.close();
        }
    }

    /// Where the file is shown.
    pub fn place(self) -> Option<Place> {
        self.0
            .try_with_untracked(|opened| opened.as_ref().map(|opened| opened.place.clone()))?
    }

    /// The file that is shown at an entry of the history, in the place of a page of the log; tracked.
    pub fn at(self, entry: u32, page: &PageKey) -> Option<Arc<OpenedSnapshot>> {
        self.0.with(|opened| {
            let opened = opened.as_ref()?;
            let (first, over) = &opened.place;
            let is_there = (*first..=opened.last).contains(&entry) && over == page;
            is_there.then(|| Arc::clone(&opened.snapshot))
        })
    }
}
