//! The names by which a WebAssembly module and its glue know each other.

use crate::failure::{Failure, Result};
use crate::shrink::leb128::{Reader, write_block, write_number};
use crate::shrink::names;
use std::collections::{BTreeMap, BTreeSet};

const HEADER: &[u8] = b"\0asm\x01\0\0\0";
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;
const FUNCTION: u8 = 0;

/// A module whose imports and exports can be edited.
#[derive(Debug, PartialEq, Eq)]
pub struct Module {
    imports: Vec<Import>,
    exports: Vec<Export>,
    /// All sections in order; those of imports and exports are empty here.
    sections: Vec<(u8, Vec<u8>)>,
}

/// A function that the module is given.
#[derive(Debug, PartialEq, Eq)]
struct Import {
    module: String,
    name: String,
    type_index: u32,
}

/// Something that the module hands out.
#[derive(Debug, PartialEq, Eq)]
struct Export {
    name: String,
    kind: u8,
    index: u32,
}

impl Module {
    /// Reads a module. Custom sections are left out: they only tell tools about
    /// it. Fails when it is broken or imports something else than functions.
    pub fn parse(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(bytes);
        if reader.bytes(HEADER.len())? != HEADER {
            return Err(Failure::because("not a wasm module of version 1"));
        }
        let mut module = Self {
            imports: Vec::new(),
            exports: Vec::new(),
            sections: Vec::new(),
        };
        while !reader.is_at_end() {
            let id = reader.byte()?;
            let body = reader.block()?;
            let mut content = Vec::new();
            match id {
                CUSTOM => continue,
                IMPORTS => module.imports = each(body, read_import)?,
                EXPORTS => module.exports = each(body, read_export)?,
                _ => content.extend_from_slice(body),
            }
            module.sections.push((id, content));
        }
        Ok(module)
    }

    /// The module in its binary form.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = HEADER.to_vec();
        for (id, content) in &self.sections {
            bytes.push(*id);
            match *id {
                IMPORTS => write_block(&mut bytes, &written(&self.imports, write_import)),
                EXPORTS => write_block(&mut bytes, &written(&self.exports, write_export)),
                _ => write_block(&mut bytes, content),
            }
        }
        bytes
    }

    /// The names of all imports from `module`, in order.
    pub fn imports_from(&self, module: &str) -> Vec<String> {
        self.imports
            .iter()
            .filter(|import| import.module == module)
            .map(|import| import.name.clone())
            .collect()
    }

    /// Calls `module` by another name and its imports, in order, by numbers.
    pub fn rename_imports(&mut self, module: &str, new_module: &str, numbers: &[usize]) {
        let imports = self
            .imports
            .iter_mut()
            .filter(|import| import.module == module);
        for (import, number) in imports.zip(numbers) {
            new_module.clone_into(&mut import.module);
            import.name = number.to_string();
        }
    }

    /// Drops all exports but these.
    pub fn keep_exports(&mut self, names: &BTreeSet<String>) {
        self.exports.retain(|export| names.contains(&export.name));
    }

    /// Gives all exports short names and answers them by the old ones.
    pub fn shorten_exports(&mut self) -> BTreeMap<String, String> {
        self.exports
            .iter_mut()
            .enumerate()
            .map(|(index, export)| {
                let short = names::short(index);
                (std::mem::replace(&mut export.name, short.clone()), short)
            })
            .collect()
    }
}

fn each<T>(body: &[u8], read: impl Fn(&mut Reader<'_>) -> Result<T>) -> Result<Vec<T>> {
    let mut reader = Reader::new(body);
    let count = reader.number()?;
    let items = (0..count)
        .map(|_| read(&mut reader))
        .collect::<Result<_>>()?;
    if reader.is_at_end() {
        Ok(items)
    } else {
        Err(Failure::because("a section of the wasm module is too long"))
    }
}

fn read_import(reader: &mut Reader<'_>) -> Result<Import> {
    let (module, name) = (reader.name()?, reader.name()?);
    if reader.byte()? != FUNCTION {
        return Err(Failure::because(format!(
            "the wasm module imports {name}, which is no function"
        )));
    }
    Ok(Import {
        module,
        name,
        type_index: reader.number()?,
    })
}

fn read_export(reader: &mut Reader<'_>) -> Result<Export> {
    Ok(Export {
        name: reader.name()?,
        kind: reader.byte()?,
        index: reader.number()?,
    })
}

fn written<T>(items: &[T], write: impl Fn(&mut Vec<u8>, &T)) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_number(&mut bytes, items.len());
    for item in items {
        write(&mut bytes, item);
    }
    bytes
}

fn write_import(bytes: &mut Vec<u8>, import: &Import) {
    write_block(bytes, import.module.as_bytes());
    write_block(bytes, import.name.as_bytes());
    bytes.push(FUNCTION);
    write_number(bytes, import.type_index as usize);
}

fn write_export(bytes: &mut Vec<u8>, export: &Export) {
    write_block(bytes, export.name.as_bytes());
    bytes.push(export.kind);
    write_number(bytes, export.index as usize);
}

#[cfg(test)]
mod tests {
    use super::{HEADER, Module};
    use std::collections::BTreeSet;

    /// One type, imports g.one, h.two and g.three of it, a table and a memory
    /// that are exported, and a custom section.
    fn sample() -> Vec<u8> {
        [
            HEADER,
            b"\x01\x04\x01\x60\0\0",
            b"\x02\x1b\x03\x01g\x03one\0\0\x01h\x03two\0\0\x01g\x05three\0\0",
            b"\x04\x04\x01\x70\0\0",
            b"\x05\x03\x01\0\x01",
            b"\x07\x12\x02\x06memory\x02\0\x05table\x01\0",
            b"\0\x05\x04name",
        ]
        .concat()
    }

    #[test]
    fn a_module_keeps_everything_but_its_custom_sections() {
        let bytes = sample();
        let module = Module::parse(&bytes).unwrap();
        assert_eq!(module.to_bytes(), bytes[..bytes.len() - 7]);
    }

    #[test]
    fn imports_of_one_module_are_renamed_and_others_are_not() {
        let mut module = Module::parse(&sample()).unwrap();
        assert_eq!(module.imports_from("g"), ["one", "three"]);
        module.rename_imports("g", "a", &[7, 0]);
        let module = Module::parse(&module.to_bytes()).unwrap();
        assert_eq!(module.imports_from("a"), ["7", "0"]);
        assert_eq!(module.imports_from("h"), ["two"]);
        assert!(module.imports_from("g").is_empty());
    }

    #[test]
    fn exports_are_dropped_and_shortened() {
        let mut module = Module::parse(&sample()).unwrap();
        module.keep_exports(&BTreeSet::from(["table".to_owned(), "other".to_owned()]));
        let short = module.shorten_exports();
        assert_eq!(
            short.into_iter().collect::<Vec<_>>(),
            [("table".to_owned(), "a".to_owned())]
        );
        let bytes = module.to_bytes();
        assert!(bytes.ends_with(b"\x07\x05\x01\x01a\x01\0"), "{bytes:?}");
    }

    #[test]
    fn a_broken_module_is_refused() {
        let bytes = sample();
        assert!(Module::parse(b"<!doctype html>").is_err());
        assert!(Module::parse(&bytes[..30]).is_err());
    }

    #[test]
    fn an_import_that_is_no_function_is_refused() {
        let bytes = [HEADER, b"\x02\x0a\x01\x01g\x03mem\x02\0\x01"].concat();
        assert!(Module::parse(&bytes).is_err());
    }
}
