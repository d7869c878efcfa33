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
use page::Page;
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
    let page = match Page::read(&workspace.dist()) {
        Ok(page) => page,
        Err(failure) => return left_alone(failure),
    };
    let program =
        Workbench::set_up(workspace, tools).and_then(|bench| shrunk(&bench, page.program()));
    match program {
        Ok(program) => page.replace_program(&program),
        Err(failure) => left_alone(failure),
    }
}

fn left_alone(failure: Failure) -> Result<()> {
    match failure {
        Failure::Stopped => Err(Failure::Stopped),
        Failure::Because(text) => {
            eprintln!("note: the page stays larger than it could be: {text}");
            Ok(())
        }
    }
}

fn shrunk(bench: &Workbench, program: &Program) -> Result<Program> {
    let glue = Glue::parse(&program.script)?;
    let module = without_unused(bench, &glue, Module::parse(&program.wasm)?)?;
    let mut module = Module::parse(&bench.optimize(&module.to_bytes())?)?;

    let (script, places) = glue.with_only(&module.imports_from(glue.module()))?;
    module.rename_imports(glue.module(), glue::MODULE, &places);
    let exports = module.shorten_exports();
    let script = glue::rename_exports(&script, |name| exports.get(name).cloned());
    Ok(Program {
        wasm: module.to_bytes(),
        script: bench.minify(&script)?,
    })
}

/// Takes away exports that the glue does not use, then imports that wasm no
/// longer needs, which may leave the glue with fewer uses, and so on.
fn without_unused(bench: &Workbench, glue: &Glue, mut module: Module) -> Result<Module> {
    loop {
        let imports = module.imports_from(glue.module());
        let (script, _) = glue.with_only(&imports)?;
        module.keep_exports(&glue::exports_used(&bench.shake(&script)?));
        let after = Module::parse(&bench.remove_unreachable(&module.to_bytes())?)?;
        let stable = after.imports_from(glue.module()).len() == imports.len();
        module = after;
        if stable {
            return Ok(module);
        }
    }
}
