//! Makes a built page smaller than trunk leaves it: names that only wasm and its
//! glue know become short, and what the page never calls goes.

mod glue;
mod leb128;
mod names;
mod page;
mod wasm;
mod workbench;

use crate::failure::{Failure, Result};
use crate::tools::PageTools;
use crate::workspace::Workspace;
use glue::Glue;
use page::{Page, Replacement};
use wasm::Module;
use workbench::Workbench;

/// The wasm module and its glue, ready to be deployed.
struct Program {
    wasm: Vec<u8>,
    script: String,
}

/// Replaces wasm and glue in `dist/` by smaller ones that do the same. Where
/// they are not shaped as known, `dist/` stays as trunk left it and a note says
/// so.
pub fn shrink(workspace: &Workspace, tools: &PageTools) -> Result<()> {
    eprintln!("==> shrink wasm and script (up to a minute)");
    match replacement(workspace, tools) {
        Ok(replacement) => replacement.write(),
        Err(Failure::Stopped) => Err(Failure::Stopped),
        Err(Failure::Because(text)) => {
            eprintln!("note: the page stays larger than it could be: {text}");
            Ok(())
        }
    }
}

/// A script as short as it gets with what this machine has.
pub fn minify(workspace: &Workspace, tools: &PageTools, script: &str) -> Result<String> {
    if tools.can_shrink() {
        Workbench::set_up(workspace, tools)?.minify(script)
    } else {
        Ok(script.to_owned())
    }
}

fn replacement(workspace: &Workspace, tools: &PageTools) -> Result<Replacement> {
    let page = Page::read(&workspace.dist())?;
    let bench = Workbench::set_up(workspace, tools)?;
    page.replacement(&shrunk(&bench, page.program())?)
}

fn shrunk(bench: &Workbench, program: &Program) -> Result<Program> {
    let script = glue::without_unused_classes(&program.script);
    let glue = Glue::parse(&script)?;
    let mut module = Module::parse(&program.wasm)?;
    module.keep_exports(&glue::exports_used(&script));
    let mut module = Module::parse(&bench.optimize(&module.to_bytes())?)?;

    // What no longer leads anywhere took imports along.
    let (script, places) = glue.with_only(&module.imports_from(glue.module()))?;
    module.rename_imports(glue.module(), glue::MODULE, &places);
    let exports = module.shorten_exports();
    let script = glue::rename_exports(&script, |name| exports.get(name).cloned());
    Ok(Program {
        wasm: module.to_bytes(),
        script: bench.minify(&script)?,
    })
}
