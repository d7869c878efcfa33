//! Where things are: the source tree and cargo's target folder.

use crate::failure::{Explain, Failure, Result};
use crate::lock::Lock;
use crate::process::Call;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of this checkout.
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout that holds this crate and asks cargo for its target
    /// folder.
    pub fn find() -> Result<Self> {
        let own = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = own
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::because("xtask is not inside a workspace"))?;
        let metadata = Call::new("cargo", &root)
            .args([
                "metadata",
                "--no-deps",
                "--format-version",
                "1",
                "--offline",
            ])
            .read()?;
        let target = json_text(&metadata, "target_directory")
            .map(PathBuf::from)
            .ok_or_else(|| Failure::because("cargo metadata names no target folder"))?;
        Ok(Self { root, target })
    }

    /// The folder of the root `Cargo.toml`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Writes a file below the root, with its folder. A file that has this text already is left
    /// alone, so that nobody who watches it wakes up.
    pub fn write(&self, below: &str, text: &str) -> Result<()> {
        let file = self.root.join(below);
        if fs::read_to_string(&file).is_ok_and(|old| old == text) {
            return Ok(());
        }
        file.parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, text))
            .explain(|| format!("cannot write {}", file.display()))
    }

    /// Where `cargo xtask build` leaves the page.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Keeps other runs from writing `dist/` while this one builds or tests it.
    pub fn lock_dist(&self) -> Result<Lock> {
        Lock::take(&self.target("dist.lock"), "building or testing dist/")
    }

    /// A path below cargo's target folder.
    pub fn target(&self, below: &str) -> PathBuf {
        self.target.join(below)
    }

    /// The gateway as `cargo build -p gateway --profile server` leaves it.
    pub fn gateway(&self) -> PathBuf {
        self.target("server").join("gateway")
    }

    /// A call of cargo in the root folder.
    pub fn cargo(&self) -> Call {
        Call::new("cargo", &self.root)
    }
}

/// The first value of `"key":"…"` in a JSON document without blanks around the
/// colon, which is how cargo writes it.
fn json_text(document: &str, key: &str) -> Option<String> {
    let (_, rest) = document.split_once(&format!("\"{key}\":\""))?;
    let mut text = String::new();
    let mut characters = rest.chars();
    loop {
        match characters.next()? {
            '"' => return Some(text),
            '\\' => match characters.next()? {
                escaped @ ('"' | '\\' | '/') => text.push(escaped),
                // A folder name with control characters is not worth a parser.
                _ => return None,
            },
            plain => text.push(plain),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::json_text;

    #[test]
    fn a_path_with_quotes_and_backslashes_is_read_back() {
        let document = r#"{"a":1,"target_directory":"/x/\"y\\z","b":2}"#;
        assert_eq!(
            json_text(document, "target_directory").as_deref(),
            Some(r#"/x/"y\z"#)
        );
    }

    #[test]
    fn a_missing_key_is_none() {
        assert_eq!(json_text("{}", "target_directory"), None);
    }
}
