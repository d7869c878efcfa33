//! Temporary folders of browsers and tests.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io, process, thread};

/// How long removing the files of a browser that was just killed may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The prefix of the folders' names.
const PREFIX: &str = "hpc-e2e-";

/// The age at which a folder counts as left behind: no test runs as long.
const MAX_AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// An empty folder that is removed when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Creates a folder.
    ///
    /// # Errors
    /// If the system's temporary folder is not writable.
    pub fn new() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        remove_left_behind();
        loop {
            let number = COUNT.fetch_add(1, Ordering::Relaxed);
            let path = env::temp_dir().join(format!("{PREFIX}{}-{number}", process::id()));
            match fs::create_dir(&path) {
                Ok(()) => return Ok(Self(path)),
                // Left by a run that was killed and had the same process id.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let start = Instant::now();
        while let Err(error) = fs::remove_dir_all(&self.0) {
            if error.kind() == io::ErrorKind::NotFound {
                return;
            }
            if start.elapsed() > TIMEOUT {
                eprintln!("note: {} could not be removed: {error}", self.0.display());
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Removes the folders of runs that were killed.
fn remove_left_behind() {
    let Ok(entries) = fs::read_dir(env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let age = entry.metadata().and_then(|data| data.modified());
        if ours && age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > MAX_AGE)) {
            // Another run may remove it at the same time.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
