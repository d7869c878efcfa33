//! The gateway, started for one test.

use crate::program::{Launch, Program};
use crate::settings::Settings;
use std::path::Path;
use std::time::Duration;

/// A frozen demo log, so that nothing changes during a test.
pub(crate) const DEFAULT_ARGUMENTS: [&str; 4] = ["--demo", "2000", "--arrivals-per-hour", "0"];

/// How long the gateway may take until it listens.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Starts the gateway on a free port and returns it together with the address
/// that it printed: `http://127.0.0.1:PORT/`, or with a base path. It serves the page in `dist`.
pub(crate) fn start(
    settings: &Settings,
    dist: &Path,
    arguments: &[String],
) -> Result<(Program, reqwest::Url), String> {
    start_at(settings, dist, 0, arguments)
}

/// The same on a given port.
pub(crate) fn start_at(
    settings: &Settings,
    dist: &Path,
    port: u16,
    arguments: &[String],
) -> Result<(Program, reqwest::Url), String> {
    let launch = Launch::new(&settings.gateway)
        .arg("--dist")
        .arg(dist)
        .args(["--port", &port.to_string()])
        .args(arguments);
    let program = Program::start(&launch)?;
    let address = program.wait_for_line(TIMEOUT, address_in)?;
    Ok((program, address))
}

fn address_in(line: &str) -> Option<reqwest::Url> {
    line.trim().strip_prefix("listening on ")?.parse().ok()
}
