//! The pages of portals that carry the panel: set up, built and served.

use crate::failure::{Explain, Result};
use crate::lock::Lock;
use crate::process::{Call, Running};
use crate::tools;
use crate::workspace::Workspace;
use std::fs;
use std::path::{Path, PathBuf};

/// Where the sources are, below the root.
const FOLDER: &str = "tests/hosts";

/// The list of packages and their versions.
const LIST: &str = "package-lock.json";

/// A copy of the list, among the packages that were installed by it.
const INSTALLED: &str = "node_modules/.installed.json";

/// The folder of the built pages.
pub fn pages(workspace: &Workspace) -> PathBuf {
    workspace.root().join(FOLDER).join("dist")
}

/// The program that serves them, as `cargo build -p hosts --profile server` leaves it.
pub fn program(workspace: &Workspace) -> PathBuf {
    workspace.target("server").join("hosts")
}

/// Installs what the pages are made of, if that changed, and builds them.
pub fn build(workspace: &Workspace) -> Result<()> {
    tools::require_npm("which builds the pages of portals")?;
    let folder = workspace.root().join(FOLDER);
    let lock = workspace.target("hosts.lock");
    let _lock = Lock::take(&lock, "building the pages of portals")?;
    if !is_installed(&folder) {
        eprintln!("==> npm ci in {FOLDER} (up to a minute)");
        npm(&folder).args(["ci", "--no-audit", "--no-fund"]).run()?;
        let copy = folder.join(INSTALLED);
        fs::copy(folder.join(LIST), &copy)
            .explain(|| format!("cannot write {}", copy.display()))?;
    }
    npm(&folder).args(["run", "--silent", "build"]).run()
}

/// Installs the element's npm package by its file, as a portal does, and builds the pages that use it.
pub fn install(workspace: &Workspace, package: &Path) -> Result<()> {
    let folder = workspace.root().join(FOLDER);
    npm(&folder)
        .args(["install", "--no-save", "--no-audit", "--no-fund"])
        .arg(package)
        .run()?;
    npm(&folder).args(["run", "--silent", "installed"]).run()
}

/// Checks that the declarations of the element and of its package fit how the pages use them.
pub fn check(workspace: &Workspace) -> Result<()> {
    let folder = workspace.root().join(FOLDER);
    npm(&folder).args(["run", "--silent", "types"]).run()
}

/// Starts to serve them on a port of this machine, for the panel at an address.
pub fn start(workspace: &Workspace, port: u16, panel: &str) -> Result<Running> {
    Call::new(program(workspace), workspace.root())
        .args(["--port", &port.to_string(), "--panel", panel, "--pages"])
        .arg(pages(workspace))
        .start()
}

fn npm(folder: &Path) -> Call {
    Call::new("npm", folder)
}

/// Whether the packages are those of the list as it is now.
fn is_installed(folder: &Path) -> bool {
    let read = |name: &str| fs::read(folder.join(name)).ok();
    read(LIST).is_some_and(|list| read(INSTALLED) == Some(list))
}

#[cfg(test)]
mod tests {
    use super::{INSTALLED, LIST, is_installed};
    use std::fs;

    #[test]
    fn packages_are_installed_again_when_their_list_changed() {
        let folder = std::env::temp_dir().join(format!("xtask-hosts-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).unwrap();
        let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
        assert!(!is_installed(&folder));
        write(LIST, "one");
        assert!(!is_installed(&folder));
        write(INSTALLED, "one");
        assert!(is_installed(&folder));
        write(LIST, "two");
        assert!(!is_installed(&folder));
        fs::remove_dir_all(&folder).unwrap();
    }
}
