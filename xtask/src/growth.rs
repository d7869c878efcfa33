//! `cargo xtask growth`: measures the list in the browser as the log grows.

use crate::chromium_run::{self, absolute};
use crate::failure::Result;
use crate::workspace::Workspace;
use clap::Args;
use std::path::PathBuf;

/// Options of `cargo xtask growth`.
#[derive(Args)]
pub struct Options {
    /// How often each log is measured
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Draw what was measured into an SVG file
    #[arg(long, value_name = "FILE")]
    plot: Option<PathBuf>,
    #[command(flatten)]
    run: chromium_run::RunOptions,
}

/// Builds page and gateway for release, then takes the same steps with logs of 100 to 50,000 rows.
pub fn growth(workspace: &Workspace, options: &Options) -> Result<()> {
    let mut variables = vec![("HPC_GROWTH_RUNS", options.runs.to_string().into())];
    if let Some(file) = &options.plot {
        variables.push(("HPC_GROWTH_PLOT", absolute(file)?.into()));
    }
    chromium_run::run(
        workspace,
        "growth",
        &options.run,
        "HPC_GROWTH_REPORT",
        variables,
    )
}
