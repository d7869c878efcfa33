//! The gateway, started for one test.

use crate::program::{Launch, Program};
use crate::settings::Settings;
use std::path::Path;
use std::time::Duration;

/// A frozen demo log, so that nothing changes during a test.
pub(crate) const DEFAULT_ARGUMENTS: [&str; 4] = ["--demo", "2000", "--arrivals-per-hour", "0"];

/// Offices at work on a Wednesday afternoon, so that the demo's rows are the same at any hour.
const OFFICE_TIME: &str = "2026-01-07T15:00:00+08:00";

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
    let mut launch = Launch::new(&settings.gateway)
        .arg("--dist")
        .arg(dist)
        .args(["--port", &port.to_string()])
        .args(arguments);
    if is_demo(arguments) {
        launch = launch.args(["--office-time", OFFICE_TIME]);
    }
    let program = Program::start(&launch)?;
    let address = program.wait_for_line(TIMEOUT, address_in)?;
    Ok((program, address))
}

fn is_demo(arguments: &[String]) -> bool {
    !arguments
        .iter()
        .any(|argument| argument == "--data" || argument == "--upstream")
}

fn address_in(line: &str) -> Option<reqwest::Url> {
    line.trim().strip_prefix("listening on ")?.parse().ok()
}
