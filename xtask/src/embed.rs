//! `cargo xtask embed`: the scripts by which other pages show the panel, beside the page. They keep
//! their names from build to build. trunk runs it after each build.

mod names;
mod shorten;

use crate::failure::{Explain, Result};
use crate::paths;
use crate::workspace::Workspace;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "embed";

/// The scripts, and the declarations for whoever writes TypeScript.
const FILES: [&str; 3] = ["panel.js", "frame.js", "panel.d.ts"];

/// Writes the scripts beside the page that trunk is about to hand over, or else that of `dist/`.
/// A page for release gets them without comments, and must not name folders of this machine.
pub fn embed(workspace: &Workspace) -> Result<()> {
    let dist = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| workspace.dist(), PathBuf::from);
    let for_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let built = file_names(&dist)?;
    for name in FILES {
        let source = workspace.root().join(SOURCES).join(name);
        let text =
            fs::read_to_string(&source).explain(|| format!("cannot read {}", source.display()))?;
        let is_script = name.ends_with(".js");
        let separator = if is_script { " " } else { "\" | \"" };
        let mut text = names::filled_in(&text, &built, separator)?;
        if for_release && is_script {
            text = shorten::without_comments(&text);
        }
        let path = dist.join(name);
        fs::write(&path, text).explain(|| format!("cannot write {}", path.display()))?;
    }
    if for_release {
        for name in built.iter().filter(|name| name.ends_with(".wasm")) {
            paths::check(&dist.join(name))?;
        }
    }
    Ok(())
}

fn file_names(dist: &Path) -> Result<Vec<String>> {
    let reading = || format!("cannot read {}", dist.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).explain(reading)? {
        names.extend(entry.explain(reading)?.file_name().into_string());
    }
    Ok(names)
}
