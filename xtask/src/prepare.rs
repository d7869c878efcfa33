//! `cargo xtask prepare`: the files that a build of the page reads and that are not under version
//! control. trunk runs it before each build.

use crate::failure::Result;
use crate::first_rows;
use crate::flags;
use crate::style;
use crate::workspace::Workspace;

/// Bundles the style sheets, fills in the script of the first rows and writes the flags of the compiler.
pub fn prepare(workspace: &Workspace) -> Result<()> {
    style::bundle(workspace)?;
    first_rows::bundle(workspace)?;
    flags::write(workspace)
}
