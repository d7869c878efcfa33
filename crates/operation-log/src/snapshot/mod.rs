//! A result in a file, to be opened without a server: lines of JSON, the first of which is the
//! [`Manifest`], each other the server's text of a row. [`Format::Ndjson`](crate::export::Format) writes
//! it; it may be packed by gzip.
//!
//! A file may come from anybody, so that its reading is strict and bounded: what is no file of this kind
//! is refused, with its line.

mod compare;
mod read;

pub use compare::{Comparing, Difference};
pub use read::{MAX_BYTES, MAX_LINE_BYTES, SnapshotError, SnapshotReader};

use crate::export::{Manifest, NotAManifest};
use crate::result_set::ResultSet;

/// A result that was read from a file.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// What it holds.
    pub manifest: Manifest,
    /// Its rows.
    pub rows: ResultSet,
}

impl Snapshot {
    /// Reads a file that is not packed.
    ///
    /// # Errors
    /// If it is no snapshot, or one that was cut off.
    pub fn read(file: &[u8]) -> Result<Self, SnapshotError> {
        let mut reader = SnapshotReader::new();
        reader.feed(file)?;
        reader.finish()
    }
}

/// Whether a file that is not packed begins as a snapshot does, of this or of a later version.
pub fn is_snapshot(file: &[u8]) -> bool {
    let mut lines = file.split(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    str::from_utf8(first).is_ok_and(|first| {
        let read = Manifest::read(first.trim_start_matches('\u{feff}'));
        !matches!(read, Err(NotAManifest::Foreign))
    })
}

/// Whether a file is packed by gzip, by its first bytes.
pub fn is_gzip(file: &[u8]) -> bool {
    file.starts_with(&[0x1f, 0x8b])
}
