//! `cargo xtask embed`: the scripts by which other pages show the panel, beside the page. They keep
//! their names from build to build and know what the files of this one are called.

use crate::failure::{Explain, Failure, Result};
use crate::workspace::Workspace;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

const SOURCES: &str = "embed";

/// The scripts, and the declarations for whoever writes TypeScript.
const FILES: [&str; 3] = ["panel.js", "frame.js", "panel.d.ts"];

/// Names of the built files in the scripts, and what those files' names begin and end with.
const NAMES: [(&str, &str, &str); 3] = [
    ("{{wasm}}", "hpc-operations-", "_bg.wasm"),
    ("{{script}}", "hpc-operations-", ".js"),
    ("{{style}}", "panel-", ".css"),
];

/// Writes the scripts beside the page that trunk is about to hand over, or has.
pub fn embed(workspace: &Workspace) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    write(
        workspace,
        &staging.unwrap_or_else(|| workspace.dist()),
        |script| Ok(script.to_owned()),
    )
}

/// Writes the scripts into a folder with a built page; `minify` makes them shorter.
pub fn write(
    workspace: &Workspace,
    dist: &Path,
    minify: impl Fn(&str) -> Result<String>,
) -> Result<()> {
    let built = file_names(dist)?;
    for name in FILES {
        let source = workspace.root().join(SOURCES).join(name);
        let text =
            fs::read_to_string(&source).explain(|| format!("cannot read {}", source.display()))?;
        let mut text = with_names(&text, &built)?;
        if name.ends_with(".js") {
            text = minify(&text)?;
        }
        let path = dist.join(name);
        fs::write(&path, text).explain(|| format!("cannot write {}", path.display()))?;
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

/// A script with the names of the built files.
fn with_names(script: &str, built: &[String]) -> Result<String> {
    let mut script = script.to_owned();
    for (place, start, end) in NAMES {
        if !script.contains(place) {
            continue;
        }
        let mut matches = built
            .iter()
            .filter(|name| name.starts_with(start) && name.ends_with(end));
        match (matches.next(), matches.next()) {
            (Some(name), None) => script = script.replace(place, name),
            (None, _) => return Err(Failure::because(format!("no {start}*{end} was built"))),
            (Some(_), Some(_)) => {
                return Err(Failure::because(format!(
                    "more than one {start}*{end} was built"
                )));
            }
        }
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::with_names;

    const SCRIPT: &str = r#"const FILES = ["{{script}}", "{{wasm}}", "{{style}}"];"#;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn scripts_know_what_the_files_of_the_build_are_called() {
        let built = names(&[
            "boot-1.js",
            "panel.js",
            "panel-2.css",
            "panel-2.css.br",
            "hpc-operations-3.js",
            "hpc-operations-4_bg.wasm",
        ]);
        assert_eq!(
            with_names(SCRIPT, &built).unwrap(),
            r#"const FILES = ["hpc-operations-3.js", "hpc-operations-4_bg.wasm", "panel-2.css"];"#
        );
    }

    #[test]
    fn a_build_with_a_file_missing_or_too_many_is_refused() {
        assert!(with_names(SCRIPT, &names(&["panel-2.css"])).is_err());
        let twice = names(&["hpc-operations-3_bg.wasm", "hpc-operations-4_bg.wasm"]);
        assert!(with_names("{{wasm}}", &twice).is_err());
        assert_eq!(with_names("export {};", &[]).unwrap(), "export {};");
    }
}
