//! `cargo xtask embed`: the scripts by which other pages show the panel, beside the page. They keep
//! their names from build to build. And the scripts in the page that ask for its first rows and for the
//! panel, with the model of a row. trunk runs it after each build.

mod first_call;
mod names;
mod shorten;

pub use shorten::without_comments;

use crate::failure::{Explain, Result};
use crate::paths;
use crate::workspace::Workspace;
use base64::prelude::{BASE64_STANDARD, Engine};
use sha2::{Digest, Sha384};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "embed";

const PAGE: &str = "index.html";

/// The scripts, the names and hashes of the files they load, and the declarations for whoever writes
/// TypeScript.
const FILES: [&str; 5] = [
    "panel.js",
    "mistakes.js",
    "frame.js",
    "panel.json",
    "panel.d.ts",
];

/// The scripts that the page has inside, and the model of the rows that another one makes, below the
/// root.
const FIRST_CALL: &str = "first_load/call.js";
const WASM: &str = "first_load/wasm.js";
const MODEL: &str = "first_load/rows.html";

/// What messages of the scripts refer to, below the root.
const DOCUMENTATION: &str = "docs/embedding.md";

/// Writes the scripts beside the page that trunk is about to hand over, or else that of `dist/`, and
/// one into it. A page for release gets them without comments, and must not name folders of this
/// machine.
pub fn embed(workspace: &Workspace) -> Result<()> {
    let dist = env::var_os("TRUNK_STAGING_DIR").map_or_else(|| workspace.dist(), PathBuf::from);
    let for_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let built = file_names(&dist)?;
    let hash = |name: &str| integrity(&dist.join(name));
    for name in FILES {
        let source = workspace.root().join(SOURCES).join(name);
        let text =
            fs::read_to_string(&source).explain(|| format!("cannot read {}", source.display()))?;
        let is_script = name.ends_with(".js");
        let separator = if name.ends_with(".ts") {
            "\" | \""
        } else {
            " "
        };
        let mut text = names::filled_in(&text, &built, hash, separator)?;
        if for_release && is_script {
            text = without_comments(&text);
        }
        let path = dist.join(name);
        fs::write(&path, text).explain(|| format!("cannot write {}", path.display()))?;
    }
    let page = dist.join(PAGE);
    let read = |path: &Path| {
        fs::read_to_string(path).explain(|| format!("cannot read {}", path.display()))
    };
    let script = first_call::with_filters(&read(&workspace.root().join(FIRST_CALL))?);
    let wasm = names::filled_in(&read(&workspace.root().join(WASM))?, &built, hash, " ")?;
    let script = [script, wasm].concat();
    let model = read(&workspace.root().join(MODEL))?;
    let page_with_script = first_call::inserted(&read(&page)?, &script, &model)?;
    fs::write(&page, page_with_script).explain(|| format!("cannot write {}", page.display()))?;
    let documentation = read(&workspace.root().join(DOCUMENTATION))?;
    let copy = dist.join("embedding.md");
    fs::write(&copy, documentation).explain(|| format!("cannot write {}", copy.display()))?;
    if for_release {
        for name in built.iter().filter(|name| name.ends_with(".wasm")) {
            paths::check(&dist.join(name))?;
        }
    }
    Ok(())
}

/// What `integrity` of a `fetch` or a link to a file has to be.
fn integrity(path: &Path) -> Result<String> {
    let bytes = fs::read(path).explain(|| format!("cannot read {}", path.display()))?;
    let hash = BASE64_STANDARD.encode(Sha384::digest(bytes));
    Ok(format!("sha384-{hash}"))
}

fn file_names(dist: &Path) -> Result<Vec<String>> {
    let reading = || format!("cannot read {}", dist.display());
    let mut names = Vec::new();
    for entry in fs::read_dir(dist).explain(reading)? {
        names.extend(entry.explain(reading)?.file_name().into_string());
    }
    Ok(names)
}
