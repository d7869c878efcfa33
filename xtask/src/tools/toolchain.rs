//! Parts of the Rust toolchain that a fresh one may lack.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::path;
use std::fs;
use std::path::Path;

/// The target that the panel is compiled for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Adds the target for WebAssembly when it is missing.
pub fn set_up_target(root: &Path) -> Result<()> {
    let libraries = Call::new("rustc", root)
        .args(["--print", "target-libdir", "--target", WASM])
        .read()?;
    let is_there = fs::read_dir(libraries.trim()).is_ok_and(|mut entries| entries.next().is_some());
    if is_there {
        Ok(())
    } else {
        rustup(root, "target", WASM)
    }
}

/// Adds rustfmt and clippy when they are missing.
pub fn set_up_checkers(root: &Path) -> Result<()> {
    for (command, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        let answer = Call::new("cargo", root).args([command, "--version"]).read();
        if answer.is_err() {
            rustup(root, "component", component)?;
        }
    }
    Ok(())
}

fn rustup(root: &Path, kind: &str, name: &str) -> Result<()> {
    if path::find("rustup").is_none() {
        return Err(Failure::because(format!(
            "the {kind} {name} is missing and so is rustup: \
             install Rust with rustup, or add {name} to your toolchain"
        )));
    }
    eprintln!("==> rustup {kind} add {name} (up to a minute)");
    Call::new("rustup", root).args([kind, "add", name]).run()
}
