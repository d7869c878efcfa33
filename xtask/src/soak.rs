//! `cargo xtask soak`: uses the panel for minutes or hours and watches what it
//! holds on to.

use crate::chromium_run;
use crate::failure::Result;
use crate::workspace::Workspace;
use clap::Args;

/// Options of `cargo xtask soak`.
#[derive(Args)]
pub struct Options {
    /// How long the panel is used
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(2..))]
    minutes: u16,
    #[command(flatten)]
    run: chromium_run::RunOptions,
}

/// Builds page and gateway for release, then uses the panel in Chromium. Fails
/// if it holds on to more and more.
pub fn soak(workspace: &Workspace, options: &Options) -> Result<()> {
    let variables = vec![("HPC_SOAK_MINUTES", options.minutes.to_string().into())];
    chromium_run::run(
        workspace,
        "soak",
        &options.run,
        "HPC_SOAK_REPORT",
        variables,
    )
}
