//! The programs that make wasm and scripts smaller, with a folder to work in.

use crate::failure::{Explain, Failure, Result};
use crate::process::Call;
use crate::tools::PageTools;
use crate::workspace::Workspace;
use std::fs;
use std::path::PathBuf;

/// How wasm is optimised: flattened code, and then what is known about values,
/// show more than trunk's round could see. Nothing is kept below address 1024,
/// the far end of the stack.
const OPTIMIZE: [&str; 6] = [
    "--low-memory-unused",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--gufa",
    "-Oz",
];

/// A folder and programs.
pub struct Workbench<'a> {
    tools: &'a PageTools,
    folder: PathBuf,
    wasm_features: Vec<String>,
}

impl<'a> Workbench<'a> {
    /// Makes the folder, and finds out which features of wasm the page uses.
    pub fn set_up(workspace: &Workspace, tools: &'a PageTools) -> Result<Self> {
        let folder = workspace.target("shrink");
        fs::create_dir_all(&folder).explain(|| format!("cannot create {}", folder.display()))?;
        let page = workspace.root().join("index.html");
        let page =
            fs::read_to_string(&page).explain(|| format!("cannot read {}", page.display()))?;
        Ok(Self {
            tools,
            folder,
            wasm_features: wasm_features(&page)?,
        })
    }

    /// Optimises a module for its size, without what no export leads to.
    pub fn optimize(&self, wasm: &[u8]) -> Result<Vec<u8>> {
        let (input, output) = self.files("wasm");
        fs::write(&input, wasm).explain(|| format!("cannot write {}", input.display()))?;
        let call = Call::new("wasm-opt", &self.folder)
            .args(&self.wasm_features)
            .args(OPTIMIZE)
            .arg(&input)
            .arg("-o")
            .arg(&output);
        self.tools.on_path(call)?.run()?;
        fs::read(&output).explain(|| format!("cannot read {}", output.display()))
    }

    /// Writes a script as short as possible, without what no export leads to.
    pub fn minify(&self, script: &str) -> Result<String> {
        let (input, output) = self.files("js");
        fs::write(&input, script).explain(|| format!("cannot write {}", input.display()))?;
        let mut outfile = std::ffi::OsString::from("--outfile=");
        outfile.push(&output);
        let call = Call::new("esbuild", &self.folder)
            .args(["--format=esm", "--tree-shaking=true", "--minify"])
            .args(["--charset=utf8", "--log-level=warning"])
            .arg(&input)
            .arg(outfile);
        self.tools.on_path(call)?.run()?;
        fs::read_to_string(&output).explain(|| format!("cannot read {}", output.display()))
    }

    fn files(&self, ending: &str) -> (PathBuf, PathBuf) {
        let file = |stem: &str| self.folder.join(stem).with_extension(ending);
        (file("before"), file("after"))
    }
}

/// The options that name wasm features, as the source page gives them to trunk.
fn wasm_features(page: &str) -> Result<Vec<String>> {
    page.split_once("data-wasm-opt-params=\"")
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(options, _)| options.split_whitespace().map(str::to_owned).collect())
        .ok_or_else(|| Failure::because("index.html has no data-wasm-opt-params"))
}

#[cfg(test)]
mod tests {
    use super::wasm_features;

    #[test]
    fn wasm_features_are_those_that_the_page_gives_to_trunk() {
        let page = r#"<link rel="rust" data-wasm-opt-params="--enable-a --enable-b" />"#;
        assert_eq!(wasm_features(page).unwrap(), ["--enable-a", "--enable-b"]);
        assert!(wasm_features("<link rel=\"rust\" />").is_err());
    }
}
