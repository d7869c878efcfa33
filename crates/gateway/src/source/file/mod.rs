//! A log read from a file of real operations, or from a snapshot that the panel wrote.
//!
//! Rows are served as they are in the file, including undocumented fields. A row that cannot be read
//! is served as well, as the oldest. Every row is in every zone, since rows do not name their zone.

mod read;
mod row;
mod unpack;

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use operation_log::figure::grouped;
use operation_log::snapshot::{Snapshot, SnapshotError, is_snapshot};
use operation_log::wire::RowProblem;

use super::log::Log;
use super::select::{Page, PageRequest, select};
use read::{FoundRow, Place, Unusable};
use row::{FileRow, ReadRow};

/// The largest file that is read, in bytes as it is and unpacked: 1 GiB.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// A log read from a file.
#[derive(Debug)]
pub struct FileLog {
    log: Log<FileRow>,
}

/// The result of reading a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// How many operations could be read.
    pub operations: usize,
    /// How many rows could not.
    pub unreadable: usize,
    /// The place of the first of those, and what is wrong with it.
    first_problem: Option<(Place, RowProblem)>,
    /// What a snapshot says of itself.
    snapshot: Option<String>,
}

/// Why a file cannot be served.
#[derive(Debug)]
pub struct FileError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Unreachable(io::Error),
    TooLarge,
    NotText { byte: usize },
    Unusable(Unusable),
    Snapshot(SnapshotError),
}

impl FileLog {
    /// Reads a file.
    ///
    /// # Errors
    /// If the file cannot be opened, is larger than [`MAX_FILE_BYTES`], is not UTF-8 text or not
    /// JSON in one of the known shapes. An empty list is no error.
    pub fn open(path: &Path) -> Result<(Self, Summary), FileError> {
        let because = |problem| FileError {
            path: path.to_owned(),
            problem,
        };
        let bytes = unpack::read(path, MAX_FILE_BYTES)
            .map_err(|reason| because(Problem::Unreachable(reason)))?
            .ok_or_else(|| because(Problem::TooLarge))?;
        if is_snapshot(&bytes) {
            let snapshot =
                Snapshot::read(&bytes).map_err(|problem| because(Problem::Snapshot(problem)))?;
            return Ok(Self::from_snapshot(&snapshot));
        }
        let text = String::from_utf8(bytes).map_err(|fault| {
            because(Problem::NotText {
                byte: fault.utf8_error().valid_up_to() + 1,
            })
        })?;
        Self::read(&text).map_err(|problem| because(Problem::Unusable(problem)))
    }

    fn read(text: &str) -> Result<(Self, Summary), Unusable> {
        Ok(Self::of(read::rows(text)?, None))
    }

    fn from_snapshot(snapshot: &Snapshot) -> (Self, Summary) {
        let rows = snapshot.rows.rows().into_iter();
        let found = rows.filter_map(|row| {
            Some(FoundRow {
                json: Cow::Borrowed(snapshot.rows.row(row)?.raw()),
                // Behind the line of the manifest.
                place: Place::Line(row as usize + 2),
            })
        });
        Self::of(found.collect(), Some(snapshot.manifest.to_line()))
    }

    fn of(found: Vec<FoundRow<'_>>, snapshot: Option<String>) -> (Self, Summary) {
        let mut summary = Summary {
            operations: 0,
            unreadable: 0,
            first_problem: None,
            snapshot,
        };
        let mut rows: Vec<ReadRow<'_>> = Vec::new();
        for found in found {
            let (row, problem) = ReadRow::new(found.json);
            match problem {
                None => summary.operations += 1,
                Some(problem) => {
                    summary.unreadable += 1;
                    summary.first_problem.get_or_insert((found.place, problem));
                }
            }
            rows.push(row);
        }
        rows.sort_by(|a, b| a.log_order().cmp(&b.log_order()));
        // Their status never changes.
        let log = Log::new(FileRow::all(&rows), DateTime::UNIX_EPOCH);
        (Self { log }, summary)
    }

    /// Selects a page as of a time.
    pub fn page(&self, request: &PageRequest, now: DateTime<Utc>) -> Page {
        select(&self.log, request, now)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.operations == 0 && self.unreadable == 0 && self.snapshot.is_none() {
            return f.write_str("warning: the list is empty, there is no operation to show");
        }
        let plural = if self.operations == 1 { "" } else { "s" };
        write!(
            f,
            "read {} operation{plural}",
            grouped(self.operations as u64)
        )?;
        if let Some((place, problem)) = &self.first_problem {
            let plural = if self.unreadable == 1 { "" } else { "s" };
            let problem = match problem {
                RowProblem::NotAnObject => "not an object",
                RowProblem::NoJobId => "no job_id",
                RowProblem::BadJobId => "job_id is no id",
            };
            write!(
                f,
                ", {} row{plural} could not be read (first: {place}: {problem})",
                grouped(self.unreadable as u64)
            )?;
        }
        match &self.snapshot {
            // Others wrote it, and it may be read in a terminal.
            Some(manifest) => write!(f, " ({})", manifest.escape_debug()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot serve {}: ", self.path.display())?;
        match &self.problem {
            Problem::Unreachable(reason) => reason.fmt(f),
            Problem::TooLarge => f.write_str("larger than 1 GiB"),
            Problem::NotText { byte } => write!(f, "not UTF-8 text (byte {byte})"),
            Problem::Unusable(problem) => problem.fmt(f),
            Problem::Snapshot(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for FileError {}
