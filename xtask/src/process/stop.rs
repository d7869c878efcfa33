//! The wish to stop: Ctrl-C, SIGTERM or a closed terminal.

use crate::failure::{Explain, Failure, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

static WANTED: AtomicBool = AtomicBool::new(false);

/// Starts to listen for the wish to stop. From here on such a signal no longer
/// ends the process by itself: waiting functions answer [`Failure::Stopped`].
pub fn listen() -> Result<()> {
    ctrlc::set_handler(|| WANTED.store(true, Ordering::SeqCst))
        .explain(|| "cannot listen for Ctrl-C".to_owned())
}

/// Fails once stopping is wanted.
pub fn check() -> Result<()> {
    if WANTED.load(Ordering::SeqCst) {
        Err(Failure::Stopped)
    } else {
        Ok(())
    }
}

/// Waits a moment between two looks at something, unless stopping is wanted.
pub fn pause(moment: Duration) -> Result<()> {
    check()?;
    thread::sleep(moment);
    check()
}
