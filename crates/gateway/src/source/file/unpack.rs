//! Reads a file, packed by gzip or not.

use std::fs::File;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use flate2::read::MultiGzDecoder;
use operation_log::snapshot::is_gzip;

/// How long nobody is told that a pipe has no writer: usually one is just starting.
const QUIET_WAIT: Duration = Duration::from_secs(1);

/// Reads a file whole. Returns `None` if it has more than so many bytes, as it is or unpacked.
pub fn read(path: &Path, most: u64) -> io::Result<Option<Vec<u8>>> {
    let Some(bytes) = up_to(open(path)?, most)? else {
        return Ok(None);
    };
    if is_gzip(&bytes) {
        up_to(MultiGzDecoder::new(Cursor::new(bytes)), most)
    } else {
        Ok(Some(bytes))
    }
}

/// Opens a file. Opening a pipe takes until another program opens it for writing, which is told.
fn open(path: &Path) -> io::Result<File> {
    if !is_pipe(path) {
        return File::open(path);
    }
    let (opened, waits) = mpsc::channel::<()>();
    let name = path.display().to_string();
    thread::spawn(move || {
        if waits.recv_timeout(QUIET_WAIT) == Err(RecvTimeoutError::Timeout) {
            eprintln!("gateway: {name} is a pipe, waiting for a program that writes into it");
        }
    });
    let file = File::open(path);
    drop(opened);
    file
}

#[cfg(unix)]
fn is_pipe(path: &Path) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    path.metadata().is_ok_and(|file| file.file_type().is_fifo())
}

/// Other systems have none among their files.
#[cfg(not(unix))]
fn is_pipe(_path: &Path) -> bool {
    false
}

fn up_to(from: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most + 1).read_to_end(&mut bytes)?;
    let is_whole = u64::try_from(bytes.len()).is_ok_and(|length| length <= most);
    Ok(is_whole.then_some(bytes))
}
