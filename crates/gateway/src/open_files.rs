//! How many files, connections included, this process may have open.

/// Raises the limit as far as the system lets every process do so. It is often low for the sake of
/// programs that cannot deal with many.
#[cfg(unix)]
pub fn raise_limit() {
    use nix::sys::resource::{Resource, getrlimit, setrlimit};
    if let Ok((_, hard)) = getrlimit(Resource::RLIMIT_NOFILE) {
        // Where it fails, the limit stays and is kept to.
        let _ = setrlimit(Resource::RLIMIT_NOFILE, hard, hard);
    }
}

/// The limit, or `None` if it is unknown.
#[cfg(unix)]
pub fn limit() -> Option<usize> {
    use nix::sys::resource::{Resource, getrlimit};
    let (soft, _) = getrlimit(Resource::RLIMIT_NOFILE).ok()?;
    usize::try_from(soft).ok()
}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub fn raise_limit() {}

/// Other systems have no such limit.
#[cfg(not(unix))]
pub fn limit() -> Option<usize> {
    None
}
