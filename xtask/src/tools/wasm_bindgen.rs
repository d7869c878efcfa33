//! wasm-bindgen: makes the glue between wasm and JavaScript, and runs wasm tests.

use crate::failure::{Explain, Failure, Result};
use crate::tools::cargo_lock;
use crate::tools::tool::{Source, Tool};
use crate::workspace::Workspace;
use std::fs;

/// wasm-bindgen in the version that the panel links: program and library only
/// work together when they are of one version.
pub fn tool(workspace: &Workspace) -> Result<Tool> {
    let path = workspace.root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).explain(|| format!("cannot read {}", path.display()))?;
    let version = cargo_lock::version_of(&lock, "wasm-bindgen")
        .ok_or_else(|| Failure::because("Cargo.lock names no version of wasm-bindgen"))?;
    Ok(Tool {
        name: "wasm-bindgen",
        version: version.to_owned(),
        printed_version: version.to_owned(),
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        source: Source::Cargo {
            package: "wasm-bindgen-cli",
            // Its lock file may name versions that a mirror does not have yet.
            locked: false,
            duration: "1 to 4 minutes",
        },
    })
}
