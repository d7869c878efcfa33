//! `cargo xtask bench`: measures the panel beside a page that does the same by hand.

use crate::build;
use crate::failure::{Explain, Failure, Result};
use crate::sizes;
use crate::tools::{Browser, Browsers, Consent, PageTools, axe_script};
use crate::workspace::Workspace;
use clap::Args;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

/// Where the page without a library is, below the root.
const BASELINE: &str = "tests/bench/vanilla";

/// Its files that `index.html` names.
const PARTS: [&str; 2] = ["list.css", "list.js"];

/// Options of `cargo xtask bench`.
#[derive(Args)]
pub struct Options {
    /// How often each page is measured
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
    /// Write the figures to a file as JSON, too
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Install missing packages by sudo without asking, as in CI
    #[arg(long)]
    yes: bool,
}

/// Builds page and gateway for release, then measures the page in Chromium, alternating with the
/// one that is written by hand. Fails if calls or long tasks are above their budget.
pub fn bench(workspace: &Workspace, options: &Options) -> Result<()> {
    let _lock = workspace.lock_dist()?;
    let browsers = Browsers::set_up(&[Browser::Chromium], Consent::of(options.yes))?;
    let axe = axe_script()?;
    let page = PageTools::set_up(workspace)?;
    build::release(workspace, &page)?;
    let baseline = workspace.target("bench");
    deploy(&workspace.root().join(BASELINE), &baseline)?;
    workspace
        .cargo()
        .args(["build", "-p", "gateway", "--profile", "server"])
        .run()?;

    let mut call = workspace
        .cargo()
        .args(["run", "-p", "e2e", "--example", "bench"])
        .env("HPC_GATEWAY", workspace.gateway())
        .env("HPC_DIST", workspace.dist())
        .env("HPC_AXE", axe)
        .env("HPC_BROWSER", Browser::Chromium.name())
        .env("HPC_BENCH_BASELINE", baseline)
        .env("HPC_BENCH_RUNS", options.runs.to_string());
    if let Some(report) = &options.report {
        // The call runs in the root folder, the user perhaps elsewhere.
        let report = std::path::absolute(report)
            .explain(|| format!("cannot make sense of {}", report.display()))?;
        call = call.env("HPC_BENCH_REPORT", report);
    }
    page.on_path(browsers.describe_to(call, Browser::Chromium))?
        .run()
}

/// Copies the page as trunk would deploy it: files with a hash in their names, which browsers keep,
/// and compressed copies.
fn deploy(from: &Path, to: &Path) -> Result<()> {
    let read = |name: &str| {
        let file = from.join(name);
        fs::read_to_string(&file).explain(|| format!("cannot read {}", file.display()))
    };
    let write = |name: &str, text: &str| {
        let file = to.join(name);
        fs::write(&file, text).explain(|| format!("cannot write {}", file.display()))
    };
    if to.exists() {
        fs::remove_dir_all(to).explain(|| format!("cannot remove {}", to.display()))?;
    }
    fs::create_dir_all(to).explain(|| format!("cannot make {}", to.display()))?;
    let mut index = read("index.html")?;
    for part in PARTS {
        let text = read(part)?;
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let (stem, ending) = part
            .split_once('.')
            .ok_or_else(|| Failure::because(format!("{part} has no ending")))?;
        let name = format!("{stem}-{:016x}.{ending}", hasher.finish());
        index = index.replace(part, &name);
        write(&name, &text)?;
    }
    write("index.html", &index)?;
    sizes::compress(to)?;
    Ok(())
}
