//! `cargo xtask build`: the page as it is deployed.

use crate::failure::Result;
use crate::sizes;
use crate::tools::PageTools;
use crate::workspace::Workspace;

/// Sets up the tools, builds `dist/` and prints what it weighs.
pub fn build(workspace: &Workspace) -> Result<()> {
    let _lock = workspace.lock_dist()?;
    let tools = PageTools::set_up(workspace)?;
    release(workspace, &tools)
}

/// Builds `dist/` as `trunk build --release` does, adds compressed copies and prints the sizes.
pub fn release(workspace: &Workspace, tools: &PageTools) -> Result<()> {
    tools.fetch_crates(workspace)?;
    tools
        .trunk(workspace)?
        .args(["build", "--release=true", "--dist"])
        .arg(workspace.dist())
        .run()?;
    println!("{}", sizes::compress(&workspace.dist())?);
    Ok(())
}
