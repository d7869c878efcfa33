//! Files that only one run may hold, so that two runs do not write one folder.

use crate::failure::{Explain, Failure, Result};
use crate::process::stop;
use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};
use std::fs::{self, File};
use std::path::Path;
use std::time::Duration;

/// How often a lock that another run holds is tried again.
const RETRY: Duration = Duration::from_millis(250);

/// A held lock; dropping it lets the next run go on.
pub struct Lock {
    _file: Flock<File>,
}

impl Lock {
    /// Takes the lock. While another run holds it, this waits and says once
    /// what that run is `doing`.
    pub fn take(path: &Path, doing: &str) -> Result<Self> {
        let mut file = path
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| File::create(path))
            .explain(|| format!("cannot create {}", path.display()))?;
        let mut said = false;
        loop {
            file = match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
                Ok(file) => return Ok(Self { _file: file }),
                Err((file, Errno::EWOULDBLOCK | Errno::EINTR)) => file,
                Err((_, error)) => {
                    return Err(Failure::because(format!(
                        "cannot lock {}: {error}",
                        path.display()
                    )));
                }
            };
            if !said {
                eprintln!("    another run is {doing}: waiting for it");
                said = true;
            }
            stop::pause(RETRY)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;
    use nix::fcntl::{Flock, FlockArg};
    use std::fs::{self, File};

    #[test]
    fn nobody_else_gets_a_held_lock() {
        let path = std::env::temp_dir().join(format!("xtask-lock-{}", std::process::id()));
        let is_free = || {
            let file = File::create(&path).unwrap();
            Flock::lock(file, FlockArg::LockExclusiveNonblock).is_ok()
        };
        let lock = Lock::take(&path, "testing").unwrap();
        assert!(!is_free());
        drop(lock);
        assert!(is_free());
        fs::remove_file(&path).unwrap();
    }
}
