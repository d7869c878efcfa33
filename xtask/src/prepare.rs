//! `cargo xtask prepare`: the files that a build of the page reads and that are not under version
//! control. trunk runs it before each build.

use crate::failure::Result;
use crate::paths;
use crate::style;
use crate::workspace::Workspace;

/// Bundles the style sheets and writes the flags that keep paths out of the page.
pub fn prepare(workspace: &Workspace) -> Result<()> {
    style::bundle(workspace)?;
    paths::write_flags(workspace)
}
