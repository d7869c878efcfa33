//! What the commands have in common that use the built page in Chromium for a while and measure it.

use crate::build;
use crate::failure::{Explain, Result};
use crate::tools::{Browser, Browsers, Consent, PageTools, axe_script};
use crate::workspace::Workspace;
use clap::Args;
use std::ffi::OsString;
use std::path::{self, Path, PathBuf};

/// Options of every such command.
#[derive(Args)]
pub struct RunOptions {
    /// Write what was measured to a file, too
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Install missing packages by sudo without asking, as in CI
    #[arg(long)]
    yes: bool,
}

/// Builds page and gateway for release, then runs an example of the end-to-end tests with these
/// variables; `report` is the one that names the file to write.
pub fn run(
    workspace: &Workspace,
    example: &str,
    options: &RunOptions,
    report: &'static str,
    variables: Vec<(&'static str, OsString)>,
) -> Result<()> {
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
        .args(["run", "-p", "e2e", "--example", example])
        .env("HPC_GATEWAY", workspace.gateway())
        .env("HPC_DIST", workspace.dist())
        .env("HPC_AXE", axe)
        .env("HPC_BROWSER", Browser::Chromium.name());
    for (name, value) in variables {
        call = call.env(name, value);
    }
    if let Some(file) = &options.report {
        call = call.env(report, absolute(file)?);
    }
    page.on_path(browsers.describe_to(call, Browser::Chromium))?
        .run()
}

/// A file that the user names: the call runs in the root folder, the user perhaps elsewhere.
pub fn absolute(file: &Path) -> Result<PathBuf> {
    path::absolute(file).explain(|| format!("cannot make sense of {}", file.display()))
}
