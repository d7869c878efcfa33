//! Flags of the compiler that are not the same for ever: `.cargo/config.toml` includes the file that
//! has them, so that every way of building the page uses them.

use crate::failure::{Explain, Failure, Result};
use crate::paths;
use crate::tools::WASM_OPT_VERSION;
use crate::workspace::Workspace;
use std::fs;
use std::path::PathBuf;

const FILE: &str = ".cargo/flags.toml";

/// Writes the file.
pub fn write(workspace: &Workspace) -> Result<()> {
    let page = workspace.root().join("index.html");
    let page = fs::read_to_string(&page).explain(|| format!("cannot read {}", page.display()))?;
    let text = text(&paths::mappings(), &build_id(&page, WASM_OPT_VERSION)?);
    workspace.write(FILE, &text)
}

fn text(mappings: &[(PathBuf, &str)], build_id: &str) -> String {
    let mut text = String::from(
        "# Written by `cargo xtask prepare`, for this machine.\n\
         [target.wasm32-unknown-unknown]\nrustflags = [\n",
    );
    for (folder, name) in mappings {
        let folder = folder.to_string_lossy();
        let folder = folder.replace('\\', "\\\\").replace('"', "\\\"");
        text.push_str(&format!("  \"--remap-path-prefix={folder}={name}\",\n"));
    }
    text.push_str(&format!("  \"-Clink-arg=--build-id=0x{build_id}\",\n]\n"));
    text
}

/// Stands for how wasm-opt is called. trunk names the files of the page by the wasm before wasm-opt,
/// and browsers keep files of one name for a year, so that another call has to change that wasm.
fn build_id(page: &str, wasm_opt: &str) -> Result<String> {
    let link = page
        .split_once("rel=\"rust\"")
        .and_then(|(_, rest)| rest.split_once('>'))
        .map(|(attributes, _)| attributes)
        .ok_or_else(|| Failure::because("index.html has no link of rel=\"rust\""))?;
    Ok(format!("{:016x}", fnv_1a(&[link, wasm_opt].concat())))
}

/// A hash that is the same with every version of the compiler.
fn fnv_1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::{build_id, fnv_1a, text};
    use std::path::PathBuf;

    #[test]
    fn a_folder_with_quotes_keeps_the_file_readable() {
        let text = text(&[(PathBuf::from(r#"/a "b\c"#), "x")], "01");
        assert!(
            text.ends_with(
                "rustflags = [\n  \"--remap-path-prefix=/a \\\"b\\\\c=x\",\n  \
                 \"-Clink-arg=--build-id=0x01\",\n]\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn another_call_of_wasm_opt_is_another_build() {
        let page =
            |options: &str| format!("<link rel=\"rust\" data-wasm-opt=\"{options}\" /> text");
        let id = |options: &str, version| build_id(&page(options), version).unwrap();
        assert_ne!(id("z", "132"), id("s", "132"));
        assert_ne!(id("z", "132"), id("z", "133"));
        let other_text = format!("<p>{}", page("z"));
        assert_eq!(build_id(&other_text, "132").unwrap(), id("z", "132"));
        assert!(build_id("<html>", "132").is_err());
    }

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv_1a("foobar"), 0x8594_4171_f739_67e8);
    }
}
