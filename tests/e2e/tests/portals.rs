//! The worlds that tests of embedded panels run in.

use e2e::{Setup, World};

/// What [`signed_in_only`] asks for.
pub const TOKEN: &str = "demo-token";

/// Runs a test among the pages of a portal.
pub fn in_portal(test: impl AsyncFnMut(&World)) {
    Setup::new().portal().run(test);
}

/// The same, where the API answers only who has [`TOKEN`].
pub fn signed_in_only(test: impl AsyncFnMut(&World)) {
    let log = ["--demo", "2000", "--arrivals-per-hour", "0"];
    let guarded = [&log[..], &["--require-token", TOKEN]].concat();
    Setup::new().gateway(&guarded).portal().run(test);
}
