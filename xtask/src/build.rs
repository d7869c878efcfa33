//! `cargo xtask build`: the page as it is deployed.

use crate::embed;
use crate::failure::Result;
use crate::shrink;
use crate::sizes;
use crate::tools::PageTools;
use crate::workspace::Workspace;
use std::env;
use std::fs;
use std::path::PathBuf;

/// Sets up the tools, builds `dist/` and prints what it weighs.
pub fn build(workspace: &Workspace) -> Result<()> {
    let _lock = workspace.lock_dist()?;
    let tools = PageTools::set_up_to_deploy(workspace)?;
    release(workspace, &tools)
}

/// Builds `dist/` for release, shrinks it where that can be done, adds compressed copies and prints the sizes.
pub fn release(workspace: &Workspace, tools: &PageTools) -> Result<()> {
    tools.fetch_crates(workspace)?;
    tools
        .trunk(workspace)?
        .args(["build", "--release=true", "--dist"])
        .arg(workspace.dist())
        .env("RUSTFLAGS", short_paths())
        .run()?;
    if tools.can_shrink() {
        shrink::shrink(workspace, tools)?;
    }
    let dist = workspace.dist();
    embed::write(workspace, &dist, |script| {
        shrink::minify(workspace, tools, script)
    })?;
    println!("{}", sizes::compress(&dist)?);
    Ok(())
}

/// Flags by which places in crates, which panics name, begin at the crate: a page
/// tells nobody where on a machine it was built, and the paths weigh.
fn short_paths() -> String {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let flags: Vec<String> = registries
        .into_iter()
        .flatten()
        .flatten()
        .map(|registry| format!("--remap-path-prefix={}=", registry.path().display()))
        // The flags are told apart by blanks.
        .filter(|flag| !flag.contains(' '))
        .collect();
    flags.join(" ")
}
