//! The script that wasm-bindgen writes around a module. It is machine-made text
//! of a known layout; anything else is refused.

use crate::failure::{Failure, Result};
use std::collections::BTreeSet;

/// What wasm calls the glue once it is shrunk.
pub const MODULE: &str = "a";

const IMPORTS_START: &str = "    const import0 = {\n        __proto__: null,\n";
const IMPORTS_END: &str = "    };\n";
const ENTRY_INDENT: &str = "        ";

const ALL_EXPORTS: &str = "export { initSync, __wbg_init as default };";
/// All that the page asks for.
const ONE_EXPORT: &str = "export { __wbg_init as default };";

/// A script, taken apart around the functions that it gives to wasm.
pub struct Glue {
    head: String,
    functions: Vec<Function>,
    tail: String,
    module: String,
}

/// A function that wasm may import.
struct Function {
    name: String,
    /// A JavaScript expression and a comma.
    text: String,
}

impl Glue {
    /// Takes a script apart.
    pub fn parse(script: &str) -> Result<Self> {
        let unknown = || Failure::because("wasm-bindgen wrote a script of an unknown layout");
        let (head, rest) = script.split_once(IMPORTS_START).ok_or_else(unknown)?;
        let end = format!("\n{IMPORTS_END}");
        let (functions, tail) = rest.split_once(&end).ok_or_else(unknown)?;
        let module = tail
            .lines()
            .find_map(|line| line.trim().strip_suffix("\": import0,")?.strip_prefix('"'))
            .ok_or_else(unknown)?;
        Ok(Self {
            head: head.to_owned(),
            functions: parse_functions(functions).ok_or_else(unknown)?,
            tail: tail
                .replace(
                    &format!("\"{module}\": import0"),
                    &format!("{MODULE}: import0"),
                )
                .replace(ALL_EXPORTS, ONE_EXPORT),
            module: module.to_owned(),
        })
    }

    /// What wasm calls this script.
    pub fn module(&self) -> &str {
        &self.module
    }

    /// The script with only those functions for wasm, as a list: wasm finds
    /// them by number, and equal ones share one. Answers the numbers too.
    pub fn with_only(&self, imports: &[String]) -> Result<(String, Vec<usize>)> {
        let mut listed: Vec<&str> = Vec::new();
        let mut numbers = Vec::new();
        for import in imports {
            let function = self
                .functions
                .iter()
                .find(|function| function.name == *import)
                .ok_or_else(|| Failure::because(format!("the script lacks {import}")))?;
            let number = listed.iter().position(|text| *text == function.text);
            numbers.push(number.unwrap_or(listed.len()));
            if number.is_none() {
                listed.push(&function.text);
            }
        }
        let script = [
            &self.head,
            "    const import0 = [\n",
            &listed.concat(),
            "    ];\n",
            &self.tail,
        ]
        .concat();
        Ok((script, numbers))
    }
}

/// One function per entry `name: function…,` of the object; comments go, for
/// they differ where functions do not.
fn parse_functions(text: &str) -> Option<Vec<Function>> {
    let mut functions: Vec<Function> = Vec::new();
    for line in text.lines() {
        let entry = line
            .strip_prefix(ENTRY_INDENT)
            .filter(|entry| !entry.starts_with([' ', '}']));
        if let Some(entry) = entry {
            let (name, text) = entry.split_once(": ")?;
            functions.push(Function {
                name: name.to_owned(),
                text: format!("{text}\n"),
            });
        } else if !line.trim_start().starts_with("//") {
            let text = &mut functions.last_mut()?.text;
            text.push_str(line);
            text.push('\n');
        }
    }
    Some(functions)
}

/// The class that other pages make panels with.
const PANEL: &str = "Panel";

/// The script without the classes that it only exports: libraries bring some that
/// the panel never makes, and each keeps its part of the module alive.
pub fn without_unused_classes(script: &str) -> String {
    let names = script
        .lines()
        .filter_map(|line| line.strip_prefix("export class ")?.strip_suffix(" {"))
        .filter(|name| *name != PANEL);
    let mut kept = script.to_owned();
    for name in names {
        let without = without_class(&kept, name);
        if !without.contains(name) {
            kept = without;
        }
    }
    kept
}

/// The script without the statements that make up a class.
fn without_class(script: &str, name: &str) -> String {
    let class = format!("export class {name} {{");
    let dispose = format!("if (Symbol.dispose) {name}.");
    let finalization = format!("const {name}Finalization = ");
    let mut kept = String::new();
    // What the last line of the statement that is left out ends with.
    let mut until: Option<&str> = None;
    for line in script.lines() {
        if line == class {
            until = Some("}");
        } else if line.starts_with(&dispose) || line.starts_with(&finalization) {
            until = Some(";");
        }
        match until {
            // A class ends at the margin.
            Some("}") if line == "}" => until = None,
            Some(";") if line.ends_with(';') => until = None,
            Some(_) => {}
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// The exports of the module that a script uses.
pub fn exports_used(script: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    rename_exports(script, |name| {
        names.insert(name.to_owned());
        None
    });
    names
}

/// The script with every `wasm.name` that has a new name using that.
pub fn rename_exports(script: &str, mut new: impl FnMut(&str) -> Option<String>) -> String {
    const OBJECT: &str = "wasm.";
    let mut renamed = String::new();
    let mut rest = script;
    while let Some(at) = rest.find(OBJECT) {
        let (before, after) = rest.split_at(at + OBJECT.len());
        let is_object = !rest[..at].ends_with(|c: char| is_name(c) || matches!(c, '.' | '/'));
        let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
        let (name, remaining) = after.split_at(end);
        renamed.push_str(before);
        let short = (is_object && !name.is_empty()).then(|| new(name)).flatten();
        renamed.push_str(short.as_deref().unwrap_or(name));
        rest = remaining;
    }
    renamed.push_str(rest);
    renamed
}

fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

#[cfg(test)]
mod tests {
    use super::{Glue, exports_used, rename_exports, without_unused_classes};
    use std::collections::BTreeSet;

    const SCRIPT: &str = r#"function __wbg_get_imports() {
    const import0 = {
        __proto__: null,
        __wbg_length_1: function(arg0) {
            // of a list
            const ret = arg0.length;
            return ret;
        },
        __wbg_call_2: function() { return handleError(function (arg0) {
            const ret = { a: arg0() };
            return ret;
        }, arguments); },
        __wbg_length_3: function(arg0) {
            const ret = arg0.length;
            return ret;
        },
    };
    return {
        __proto__: null,
        "./panel_bg.js": import0,
    };
}
export { initSync, __wbg_init as default };
"#;

    fn with_only(imports: &[&str]) -> (String, Vec<usize>) {
        let imports: Vec<String> = imports.iter().map(|name| (*name).to_owned()).collect();
        Glue::parse(SCRIPT).unwrap().with_only(&imports).unwrap()
    }

    #[test]
    fn functions_for_wasm_become_a_list_in_the_order_asked_for() {
        let (script, numbers) = with_only(&["__wbg_call_2", "__wbg_length_1"]);
        assert_eq!(numbers, [0, 1]);
        assert!(
            script.contains(
                "    const import0 = [
function() { return handleError(function (arg0) {
            const ret = { a: arg0() };
            return ret;
        }, arguments); },
function(arg0) {
            const ret = arg0.length;
            return ret;
        },
    ];
    return {
        __proto__: null,
        a: import0,
    };
"
            ),
            "{script}"
        );
    }

    #[test]
    fn equal_functions_are_listed_once() {
        let (script, numbers) = with_only(&["__wbg_length_1", "__wbg_call_2", "__wbg_length_3"]);
        assert_eq!(numbers, [0, 1, 0]);
        assert_eq!(script.matches("arg0.length").count(), 1);
    }

    #[test]
    fn functions_that_wasm_does_not_import_are_left_out() {
        let (script, numbers) = with_only(&[]);
        assert!(numbers.is_empty());
        assert!(!script.contains("arg0"), "{script}");
    }

    #[test]
    fn an_import_without_a_function_is_refused() {
        let glue = Glue::parse(SCRIPT).unwrap();
        assert!(glue.with_only(&["__wbg_other_4".to_owned()]).is_err());
        assert_eq!(glue.module(), "./panel_bg.js");
    }

    #[test]
    fn only_the_start_function_stays_exported() {
        let (script, _) = with_only(&[]);
        assert!(script.ends_with("export { __wbg_init as default };\n"));
        assert_eq!(script.matches("export ").count(), 1);
    }

    #[test]
    fn a_script_of_another_layout_is_refused() {
        assert!(Glue::parse("export default function init() {}").is_err());
        assert!(Glue::parse(&SCRIPT.replace(": import0", ": imports")).is_err());
        assert!(Glue::parse(&SCRIPT.replace("__wbg_length_1:", "...rest,")).is_err());
    }

    #[test]
    fn a_class_that_nobody_makes_goes_and_others_stay() {
        let class = |name: &str| {
            format!(
                "export class {name} {{\n    free() {{\n        wasm.free_{name}(this);\n    }}\n}}\n\
                 if (Symbol.dispose) {name}.prototype[Symbol.dispose] = {name}.prototype.free;\n\
                 const {name}Finalization = (typeof FinalizationRegistry === 'undefined')\n    \
                 ? {{ register: () => {{}} }}\n    : new FinalizationRegistry(free);\n"
            )
        };
        let rest = "function make(pointer) { return Made.__wrap(pointer); }\n";
        let kept = [&class("Panel"), &class("Made"), rest].concat();
        let script = [&class("Unmade"), &*kept].concat();
        assert_eq!(without_unused_classes(&script), kept);
    }

    #[test]
    fn only_members_of_the_module_count_as_exports() {
        let script = "wasm.memory; f(wasm.go(1)); x.wasm.no; mywasm.no; new URL('p_bg.wasm', u)";
        assert_eq!(
            exports_used(script),
            BTreeSet::from(["go".to_owned(), "memory".to_owned()])
        );
        let renamed = rename_exports(script, |name| (name == "go").then(|| "a".to_owned()));
        assert_eq!(renamed, script.replace("wasm.go", "wasm.a"));
    }
}
