//! A folder for temporary files: those of a browser, or those that a test makes.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, io, process, thread};

/// How long files of a browser that was just killed may take to be gone.
const PATIENCE: Duration = Duration::from_secs(5);

/// How the folders' names begin.
const PREFIX: &str = "hpc-e2e-";

/// No test runs as long as this.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// An empty folder that is removed when dropped.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes a folder that nobody else has.
    ///
    /// # Errors
    /// If the system's folder for temporary files cannot be written to.
    pub fn new() -> io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        remove_forgotten();
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

    /// Where it is.
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
            if start.elapsed() > PATIENCE {
                eprintln!("note: {} could not be removed: {error}", self.0.display());
                return;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Removes the folders of runs that were killed and could not do it themselves.
fn remove_forgotten() {
    let Ok(entries) = fs::read_dir(env::temp_dir()) else {
        return;
    };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let age = entry.metadata().and_then(|data| data.modified());
        if ours && age.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > FORGOTTEN)) {
            // A run beside this one may be quicker.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
