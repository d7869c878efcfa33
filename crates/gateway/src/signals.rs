//! Signals of the system.

use std::io;

/// Completes on Ctrl-C or SIGTERM; handles both from the call on.
#[cfg(unix)]
pub fn shutdown() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Completes on Ctrl-C; handles it from the call on.
#[cfg(windows)]
pub fn shutdown() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}

/// SIGHUP, which asks for a reload.
#[cfg(unix)]
pub struct Hangups(Option<tokio::signal::unix::Signal>);

/// Other systems have no such signal.
#[cfg(not(unix))]
pub struct Hangups;

#[cfg(unix)]
impl Hangups {
    /// Handles the signal from now on if wanted; otherwise it does what it usually does: ends the
    /// process.
    pub fn new(wanted: bool) -> io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        let signal = wanted.then(|| signal(SignalKind::hangup())).transpose()?;
        Ok(Self(signal))
    }

    /// Waits for the next one. Returns `None` if there will be none.
    pub async fn next(&mut self) -> Option<()> {
        self.0.as_mut()?.recv().await
    }
}

#[cfg(not(unix))]
impl Hangups {
    /// Nothing to wait for.
    pub fn new(_wanted: bool) -> io::Result<Self> {
        Ok(Self)
    }

    /// There will be none.
    pub async fn next(&mut self) -> Option<()> {
        None
    }
}
