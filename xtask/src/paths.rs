//! Paths of this machine, which must not get into the page: a panic names its place in the source,
//! and for a crate that is a file below the home of cargo.

use crate::failure::{Explain, Failure, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// What the compiler writes in the place of folders of this machine, so that the places in crates
/// begin at the crate. Of two mappings that fit, it uses the later one.
pub fn mappings() -> Vec<(PathBuf, &'static str)> {
    let homes = homes();
    let mut mappings: Vec<(PathBuf, &str)> =
        homes.iter().map(|home| (home.clone(), "home")).collect();
    for home in &homes {
        // Missing before the first crate was fetched, and in the home of rustup.
        let registries = fs::read_dir(home.join("registry/src"))
            .into_iter()
            .flatten();
        let mut registries: Vec<PathBuf> = registries.flatten().map(|entry| entry.path()).collect();
        registries.sort();
        mappings.extend(registries.into_iter().map(|registry| (registry, "")));
    }
    mappings
}

/// Fails if a file of the page names a folder of this machine.
pub fn check(file: &Path) -> Result<()> {
    let content = fs::read(file).explain(|| format!("cannot read {}", file.display()))?;
    match homes().iter().find(|home| names(&content, home)) {
        None => Ok(()),
        Some(home) => Err(Failure::because(format!(
            "{} names {}: the flags of .cargo/config.toml were not used. \
             Is RUSTFLAGS set, which replaces them?",
            file.display(),
            home.display()
        ))),
    }
}

/// The homes of cargo and rustup.
fn homes() -> Vec<PathBuf> {
    [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")]
        .into_iter()
        .filter_map(|(variable, folder)| {
            env::var_os(variable)
                .map(PathBuf::from)
                .or_else(|| Some(env::home_dir()?.join(folder)))
        })
        .filter(|home| home.is_absolute())
        .collect()
}

/// Whether a file's content names something in a folder.
fn names(content: &[u8], folder: &Path) -> bool {
    let mut inside = folder.as_os_str().as_encoded_bytes().to_vec();
    inside.push(b'/');
    content
        .windows(inside.len())
        .any(|window| window == inside.as_slice())
}

#[cfg(test)]
mod tests {
    use super::names;
    use std::path::Path;

    #[test]
    fn a_page_that_names_a_folder_of_this_machine_is_found() {
        let home = Path::new("/home/a/.cargo");
        assert!(names(b"\0\0/home/a/.cargo/registry/src/x.rs\0", home));
        assert!(!names(b"leptos-0.8.23/src/lib.rs /home/a/.cargo-x/", home));
        assert!(!names(b"", home));
    }
}
