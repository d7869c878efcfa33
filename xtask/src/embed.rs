//! `cargo xtask embed`: the scripts by which other pages show the panel, beside the page. They keep
//! their names from build to build. And the script in the page that makes its first call. trunk runs
//! it after each build.

mod first_call;
mod names;
mod shorten;

use crate::failure::{Explain, Result};
use crate::paths;
use crate::workspace::Workspace;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "embed";

const PAGE: &str = "index.html";

/// The script that the page has inside, below the root.
const FIRST_CALL: &str = "first_call.js";

/// The scripts, and the declarations for whoever writes TypeScript.
const FILES: [&str; 3] = ["panel.js", "frame.js", "panel.d.ts"];

/// Writes the scripts beside the page that trunk is about to hand over, or else that of `dist/`, and
/// one into it. A page for release gets them without comments, and must not name folders of this
/// machine.
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
    let page = dist.join(PAGE);
    let read = |path: &Path| {
        fs::read_to_string(path).explain(|| format!("cannot read {}", path.display()))
    };
    let script = read(&workspace.root().join(FIRST_CALL))?;
    let page_with_script = first_call::inserted(&read(&page)?, &script)?;
    fs::write(&page, page_with_script).explain(|| format!("cannot write {}", page.display()))?;
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
