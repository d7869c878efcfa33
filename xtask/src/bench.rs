//! `cargo xtask bench`: measures the panel beside a page that does the same by hand.

use crate::chromium_run;
use crate::failure::{Explain, Failure, Result};
use crate::sizes;
use crate::workspace::Workspace;
use clap::Args;
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

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
    #[command(flatten)]
    run: chromium_run::RunOptions,
}

/// Builds page and gateway for release, then measures the page in Chromium, alternating with the
/// one that is written by hand. Fails if calls or long tasks are above their budget.
pub fn bench(workspace: &Workspace, options: &Options) -> Result<()> {
    let baseline = workspace.target("bench");
    deploy(&workspace.root().join(BASELINE), &baseline)?;
    let variables = vec![
        ("HPC_BENCH_BASELINE", baseline.into()),
        ("HPC_BENCH_RUNS", options.runs.to_string().into()),
    ];
    chromium_run::run(
        workspace,
        "bench",
        &options.run,
        "HPC_BENCH_REPORT",
        variables,
    )
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
