//! A built page whose program is replaced: file names, references, digests.

use crate::failure::{Explain, Failure, Result};
use crate::shrink::Program;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::{Path, PathBuf};

const WASM_ENDING: &str = "_bg.wasm";
const SCRIPT_ENDING: &str = ".js";

/// A page as trunk leaves it.
pub struct Page {
    dist: PathBuf,
    html: String,
    /// Name of wasm and script up to their endings, with trunk's hash.
    stem: String,
    program: Program,
}

impl Page {
    /// Reads the page and its program.
    pub fn read(dist: &Path) -> Result<Self> {
        let stem = program_stem(dist)?;
        let read = |name: &str| {
            let path = dist.join(name);
            fs::read(&path).explain(|| format!("cannot read {}", path.display()))
        };
        let text =
            |name: &str| String::from_utf8(read(name)?).explain(|| format!("{name} is no text"));
        Ok(Self {
            html: text("index.html")?,
            program: Program {
                wasm: read(&format!("{stem}{WASM_ENDING}"))?,
                script: text(&format!("{stem}{SCRIPT_ENDING}"))?,
            },
            dist: dist.to_owned(),
            stem,
        })
    }

    /// The program that trunk built.
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What has to change in `dist/` for another program, in files named after
    /// their content.
    pub fn replacement(&self, program: &Program) -> Result<Replacement> {
        let before = &self.program;
        let mut replacement = Replacement {
            dist: self.dist.clone(),
            new: Vec::new(),
            old: Vec::new(),
        };
        let mut html = self.html.clone();
        for (ending, old, new) in [
            (WASM_ENDING, &before.wasm[..], &program.wasm[..]),
            (
                SCRIPT_ENDING,
                before.script.as_bytes(),
                program.script.as_bytes(),
            ),
        ] {
            let old_name = format!("{}{ending}", self.stem);
            let new_name = format!("{}{ending}", renamed(&self.stem, new));
            html = with_other_file(&html, (&old_name, old), (&new_name, new))?;
            if new_name != old_name {
                replacement.old.push(old_name);
            }
            replacement.new.push((new_name, new.to_vec()));
        }
        replacement
            .new
            .push(("index.html".to_owned(), html.into_bytes()));
        Ok(replacement)
    }
}

/// Files to write and files to remove.
pub struct Replacement {
    dist: PathBuf,
    new: Vec<(String, Vec<u8>)>,
    old: Vec<String>,
}

impl Replacement {
    /// Changes `dist/`.
    pub fn write(self) -> Result<()> {
        for (name, content) in self.new {
            let path = self.dist.join(name);
            fs::write(&path, content).explain(|| format!("cannot write {}", path.display()))?;
        }
        for name in self.old {
            let path = self.dist.join(name);
            fs::remove_file(&path).explain(|| format!("cannot remove {}", path.display()))?;
        }
        Ok(())
    }
}

fn program_stem(dist: &Path) -> Result<String> {
    let reading = || format!("cannot read {}", dist.display());
    let mut stems = Vec::new();
    for entry in fs::read_dir(dist).explain(reading)? {
        let name = entry.explain(reading)?.file_name();
        stems.extend(
            name.to_str()
                .and_then(|name| name.strip_suffix(WASM_ENDING))
                .map(str::to_owned),
        );
    }
    match &stems[..] {
        [stem] => Ok(stem.clone()),
        _ => Err(Failure::because(format!(
            "{} holds {} wasm files, not one",
            dist.display(),
            stems.len()
        ))),
    }
}

/// `panel-0f3c…` with the hash of `content` in place of trunk's, which was taken
/// before the content was final.
fn renamed(stem: &str, content: &[u8]) -> String {
    let name = stem
        .rsplit_once('-')
        .filter(|(_, hash)| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .map_or(stem, |(name, _)| name);
    let digest = Sha256::digest(content);
    let hash: String = digest[..8]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("{name}-{hash}")
}

/// The page with one file's name and digest in place of another's.
fn with_other_file(html: &str, old: (&str, &[u8]), new: (&str, &[u8])) -> Result<String> {
    let digest = |content: &[u8]| format!("sha384-{}", STANDARD.encode(Sha384::digest(content)));
    let (old_digest, new_digest) = (digest(old.1), digest(new.1));
    for part in [old.0, &old_digest] {
        if !html.contains(part) {
            return Err(Failure::because(format!("index.html lacks {part}")));
        }
    }
    Ok(html.replace(old.0, new.0).replace(&old_digest, &new_digest))
}

#[cfg(test)]
mod tests {
    use super::{Page, Replacement, renamed, with_other_file};
    use crate::shrink::Program;
    use std::fs;
    use std::path::PathBuf;

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-page-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn files_are_named_after_their_content() {
        let name = renamed("hpc-operations-c02e5523d9cedd", b"abc");
        assert_eq!(name, "hpc-operations-ba7816bf8f01cfea");
        assert_eq!(renamed("panel", b"abc"), "panel-ba7816bf8f01cfea");
        assert_eq!(renamed("my-panel", b"abc"), "my-panel-ba7816bf8f01cfea");
    }

    #[test]
    fn a_page_that_does_not_know_the_file_is_refused() {
        assert!(with_other_file("<html>", ("a.js", b"a"), ("b.js", b"b")).is_err());
        assert!(with_other_file("<a href=a.js>", ("a.js", b"a"), ("b.js", b"b")).is_err());
    }

    #[test]
    fn references_digests_and_files_are_replaced_together() {
        let dist = folder("replaced");
        let digest = |text: &[u8]| {
            use base64::Engine;
            use sha2::Digest;
            let digest = sha2::Sha384::digest(text);
            format!(
                "sha384-{}",
                base64::engine::general_purpose::STANDARD.encode(digest)
            )
        };
        let page = |script: &str, script_digest: &str, wasm: &str, wasm_digest: &str| {
            format!(
                "import init from './{script}'; init('./{wasm}')\
                 <link href=./{script} integrity={script_digest}>\
                 <link href=./{wasm} integrity={wasm_digest}>"
            )
        };
        fs::write(dist.join("p-0a1b.js"), "long").unwrap();
        fs::write(dist.join("p-0a1b_bg.wasm"), "LONG").unwrap();
        fs::write(
            dist.join("index.html"),
            page(
                "p-0a1b.js",
                &digest(b"long"),
                "p-0a1b_bg.wasm",
                &digest(b"LONG"),
            ),
        )
        .unwrap();

        let short = Program {
            wasm: b"S".to_vec(),
            script: "s".to_owned(),
        };
        Page::read(&dist)
            .and_then(|page| page.replacement(&short))
            .and_then(Replacement::write)
            .unwrap();

        let script = format!("{}.js", renamed("p", b"s"));
        let wasm = format!("{}_bg.wasm", renamed("p", b"S"));
        assert_eq!(fs::read(dist.join(&script)).unwrap(), b"s");
        assert_eq!(fs::read(dist.join(&wasm)).unwrap(), b"S");
        assert_eq!(fs::read_dir(&dist).unwrap().count(), 3);
        assert_eq!(
            fs::read_to_string(dist.join("index.html")).unwrap(),
            page(&script, &digest(b"s"), &wasm, &digest(b"S"))
        );
        fs::remove_dir_all(&dist).unwrap();
    }
}
