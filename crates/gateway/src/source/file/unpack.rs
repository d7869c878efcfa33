//! Reads a file, packed by gzip or not.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use operation_log::snapshot::is_gzip;

/// Reads a file whole. Returns `None` if it has more than so many bytes, as it is or unpacked.
pub fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(bytes) = up_to(File::open(path)?, most)? else {
        return Ok(None);
    };
    if is_gzip(&bytes) {
        up_to(MultiGzDecoder::new(Cursor::new(bytes)), most)
    } else {
        Ok(Some(bytes))
    }
}

fn up_to(from: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
    Ok(is_whole.then_some(bytes))
}
