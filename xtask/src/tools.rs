//! The programs that the panel is built and tested with, found or set up.
//!
//! A tool of exactly the wanted version is taken from `PATH`, else from the
//! user's cache, else it is installed into that cache, so that a second
//! checkout starts fast.

mod apt;
mod axe;
mod browsers;
mod cache;
mod cargo_lock;
mod chromium;
mod firefox;
mod path;
pub mod server;
mod tool;
mod toolchain;
mod trunk;
mod wasm_bindgen;
mod wasm_opt;
mod webkit;

pub use apt::Consent;
pub use browsers::{Browser, Browsers};
pub use toolchain::WASM;
pub use wasm_opt::VERSION as WASM_OPT_VERSION;

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::workspace::Workspace;
use cache::Cache;
use std::path::PathBuf;
use tool::Place;

/// The tools that build the page.
pub struct PageTools {
    folders: Vec<PathBuf>,
    complete: bool,
}

impl PageTools {
    /// Finds or sets up the wasm target, wasm-bindgen, trunk and wasm-opt.
    pub fn set_up(workspace: &Workspace) -> Result<Self> {
        toolchain::set_up_target(workspace.root())?;
        let cache = Cache::open()?;
        let mut folders = Vec::new();
        for tool in [wasm_bindgen::tool(workspace)?, trunk::tool()] {
            folders.extend(tool.set_up(&cache)?.folder());
        }
        let wasm_opt = wasm_opt::set_up(&cache)?;
        let complete = wasm_opt.is_some();
        folders.extend(wasm_opt.and_then(Place::folder));
        cache.tidy()?;
        Ok(Self { folders, complete })
    }

    /// Lets the call find the tools.
    pub fn on_path(&self, call: Call) -> Result<Call> {
        call.path(&self.folders)
    }

    /// A call of trunk in the root folder. Without network when every tool is
    /// there: trunk would otherwise look for its own copies and for updates.
    pub fn trunk(&self, workspace: &Workspace) -> Result<Call> {
        let mut call = Call::new("trunk", workspace.root())
            // trunk refuses the usual NO_COLOR=1 and only takes true or false.
            .without_env("NO_COLOR")
            .arg("--skip-version-check");
        if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            call = call.arg("--no-color");
        }
        if self.complete {
            call = call.arg("--offline=true");
        }
        self.on_path(call)
    }

    /// Fetches the panel's crates, which trunk may not do without network.
    pub fn fetch_crates(&self, workspace: &Workspace) -> Result<()> {
        if self.complete {
            workspace.cargo().args(["fetch", "--target", WASM]).run()
        } else {
            Ok(())
        }
    }
}

/// Sets up what the checks of the source text need: the wasm target, rustfmt
/// and clippy.
pub fn set_up_checks(workspace: &Workspace) -> Result<()> {
    toolchain::set_up_target(workspace.root())?;
    toolchain::set_up_checkers(workspace.root())
}

/// Fails without npm; `purpose` completes the sentence about it.
pub fn require_npm(purpose: &str) -> Result<()> {
    if path::find("npm").is_some() {
        Ok(())
    } else {
        Err(Failure::because(format!(
            "npm is missing: install Node.js with npm, {purpose}"
        )))
    }
}

/// Finds or sets up axe-core, which looks for barriers in a page, and answers
/// the path of its script.
pub fn axe_script() -> Result<PathBuf> {
    axe::set_up(&Cache::open()?)
}
