//! `cargo xtask soak`: uses the panel for minutes or hours and watches what it
//! holds on to.

use crate::build;
use crate::failure::{Explain, Result};
use crate::tools::{Browser, Browsers, Consent, PageTools, axe_script};
use crate::workspace::Workspace;
use clap::Args;
use std::path::PathBuf;

/// Options of `cargo xtask soak`.
#[derive(Args)]
pub struct Options {
    /// How long the panel is used
    #[arg(long, value_name = "N", default_value_t = 30, value_parser = clap::value_parser!(u16).range(2..))]
    minutes: u16,
    /// Write what was measured to a file, too
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Install missing packages by sudo without asking, as in CI
    #[arg(long)]
    yes: bool,
}

/// Builds page and gateway for release, then uses the panel in Chromium. Fails
/// if it holds on to more and more.
pub fn soak(workspace: &Workspace, options: &Options) -> Result<()> {
    let _lock = workspace.lock_dist()?;
    let browsers = Browsers::set_up(&[Browser::Chromium], Consent::of(options.yes))?;
    let axe = axe_script()?;
    let page = PageTools::set_up(workspace)?;
    build::release(workspace, &page)?;
    workspace
        .cargo()
        .args(["build", "-p", "gateway", "--profile", "server"])
        .run()?;

    let mut call = workspace
        .cargo()
        .args(["run", "-p", "e2e", "--example", "soak"])
        .env("HPC_GATEWAY", workspace.gateway())
        .env("HPC_DIST", workspace.dist())
        .env("HPC_AXE", axe)
        .env("HPC_BROWSER", Browser::Chromium.name())
        .env("HPC_SOAK_MINUTES", options.minutes.to_string());
    if let Some(report) = &options.report {
        // The call runs in the root folder, the user perhaps elsewhere.
        let report = std::path::absolute(report)
            .explain(|| format!("cannot make sense of {}", report.display()))?;
        call = call.env("HPC_SOAK_REPORT", report);
    }
    page.on_path(browsers.describe_to(call, Browser::Chromium))?
        .run()
}
