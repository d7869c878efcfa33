//! Reads a snapshot in parts.

use std::fmt;

use serde_json::value::RawValue;

use super::Snapshot;
use crate::export::{Manifest, NotAManifest};
use crate::result_set::{MAX_ROWS, Pushed, ResultSet};

/// The most bytes that a line may have.
pub const MAX_LINE_BYTES: usize = 4 << 20;

/// The most bytes that a file may have, unpacked: a small file can unpack to any size.
pub const MAX_BYTES: usize = 256 << 20;

/// Why a file is no snapshot that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotError {
    /// Its first line is none of a snapshot.
    NotASnapshot,
    /// It was written by a later version of the panel.
    Newer {
        /// The version of its format.
        version: u32,
    },
    /// It is larger than [`MAX_BYTES`].
    TooLarge,
    /// It has more than [`MAX_ROWS`] rows.
    TooManyRows,
    /// A line is longer than [`MAX_LINE_BYTES`].
    LongLine {
        /// Its number, from 1.
        line: usize,
    },
    /// A line is not UTF-8 or not JSON.
    NotJson {
        /// Its number, from 1.
        line: usize,
    },
    /// An operation is there twice.
    Repeated {
        /// The line where it comes again.
        line: usize,
    },
    /// It has not as many rows as it says.
    CutOff {
        /// How many it should have.
        expected: u64,
        /// How many there are.
        found: u64,
    },
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotASnapshot => f.write_str("not a snapshot of operations"),
            Self::Newer { version } => write!(f, "a snapshot of a later version ({version})"),
            Self::TooLarge => write!(f, "a snapshot of more than {} MiB", MAX_BYTES >> 20),
            Self::TooManyRows => write!(f, "a snapshot of more than {MAX_ROWS} rows"),
            Self::LongLine { line } => {
                write!(f, "line {line}: more than {} MiB", MAX_LINE_BYTES >> 20)
            }
            Self::NotJson { line } => write!(f, "line {line}: not JSON"),
            Self::Repeated { line } => write!(f, "line {line}: the operation was there already"),
            Self::CutOff { expected, found } => {
                write!(f, "a snapshot of {expected} rows that has {found}")
            }
        }
    }
}

impl std::error::Error for SnapshotError {}

/// Reads a snapshot as its bytes come, unpacked. After an error it is of no use.
#[derive(Clone, Debug, Default)]
pub struct SnapshotReader {
    manifest: Option<Manifest>,
    rows: ResultSet,
    /// The beginning of a line whose end has not come.
    begun: Vec<u8>,
    /// How many lines were read.
    lines: usize,
    bytes: usize,
}

impl SnapshotReader {
    /// Before the first byte.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows were read, of how many; `None` before the first line.
    pub fn progress(&self) -> Option<(u64, u64)> {
        let manifest = self.manifest.as_ref()?;
        Some((self.rows.len() as u64, manifest.rows))
    }

    /// Reads the next bytes. 16 kB are some 40 rows, which take some milliseconds in a slow browser.
    ///
    /// # Errors
    /// If they cannot belong to a snapshot.
    pub fn feed(&mut self, part: &[u8]) -> Result<(), SnapshotError> {
        self.bytes = self.bytes.saturating_add(part.len());
        if self.bytes > MAX_BYTES {
            return Err(SnapshotError::TooLarge);
        }
        for piece in part.split_inclusive(|byte| *byte == b'\n') {
            self.check_length(self.begun.len() + piece.len())?;
            match piece.strip_suffix(b"\n") {
                None => self.begun.extend_from_slice(piece),
                Some(end) if self.begun.is_empty() => self.line(end)?,
                Some(end) => {
                    let mut line = std::mem::take(&mut self.begun);
                    line.extend_from_slice(end);
                    self.line(&line)?;
                }
            }
        }
        Ok(())
    }

    /// Ends the file.
    ///
    /// # Errors
    /// If it is no snapshot, or does not have as many rows as it says.
    pub fn finish(mut self) -> Result<Snapshot, SnapshotError> {
        let last = std::mem::take(&mut self.begun);
        if !last.is_empty() {
            self.line(&last)?;
        }
        let manifest = self.manifest.ok_or(SnapshotError::NotASnapshot)?;
        let (expected, found) = (manifest.rows, self.rows.len() as u64);
        if expected != found {
            return Err(SnapshotError::CutOff { expected, found });
        }
        Ok(Snapshot {
            manifest,
            rows: self.rows,
        })
    }

    fn check_length(&self, length: usize) -> Result<(), SnapshotError> {
        if length <= MAX_LINE_BYTES {
            Ok(())
        } else if self.manifest.is_none() {
            Err(SnapshotError::NotASnapshot)
        } else {
            Err(SnapshotError::LongLine {
                line: self.lines + 1,
            })
        }
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), SnapshotError> {
        self.lines += 1;
        let line = self.lines;
        let not_json = SnapshotError::NotJson { line };
        let text = str::from_utf8(bytes).map_err(|_| match self.manifest {
            Some(_) => not_json,
            None => SnapshotError::NotASnapshot,
        })?;
        if self.manifest.is_none() {
            let text = text.trim_start_matches('\u{feff}');
            self.manifest = Some(Manifest::read(text).map_err(|why| match why {
                NotAManifest::Foreign => SnapshotError::NotASnapshot,
                NotAManifest::Newer(version) => SnapshotError::Newer { version },
            })?);
            return Ok(());
        }
        let row: &RawValue = serde_json::from_str(text).map_err(|_| not_json)?;
        match self.rows.push_json(row) {
            Pushed::Added => Ok(()),
            Pushed::Repeated { .. } => Err(SnapshotError::Repeated { line }),
            Pushed::Full => Err(SnapshotError::TooManyRows),
        }
    }
}
