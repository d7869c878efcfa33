//! The names that the scripts are given: those of the built files, and those that the panel's code
//! lists, so that neither is written down twice.

use crate::failure::{Failure, Result};
use operation_log::control::{Control, FilterGroup};
use operation_log::{Column, Param, Route};

/// Built files: their placeholders, and what their names begin and end with.
const FILES: [(&str, &str, &str); 3] = [
    ("{{wasm}}", "hpc-operations-", "_bg.wasm"),
    ("{{script}}", "hpc-operations-", ".js"),
    ("{{style}}", "panel-", ".css"),
];

/// What a placeholder begins with.
const START: &str = "{{";

/// A script with all its placeholders filled in; names of a list are joined by the separator.
pub fn filled_in(script: &str, built: &[String], separator: &str) -> Result<String> {
    let mut script = script.to_owned();
    for (placeholder, start, end) in FILES {
        if script.contains(placeholder) {
            script = script.replace(placeholder, file(built, start, end)?);
        }
    }
    for (placeholder, names) in lists() {
        script = script.replace(placeholder, &names.join(separator));
    }
    match script.split_once(START) {
        None => Ok(script),
        Some((_, rest)) => {
            let name: String = rest.chars().take_while(|letter| *letter != '}').collect();
            Err(Failure::because(format!(
                "a script has the unknown placeholder {START}{name}}}}}"
            )))
        }
    }
}

/// The one built file with such a name.
fn file<'a>(built: &'a [String], start: &str, end: &str) -> Result<&'a str> {
    let mut matches = built
        .iter()
        .filter(|name| name.starts_with(start) && name.ends_with(end));
    match (matches.next(), matches.next()) {
        (Some(name), None) => Ok(name),
        (None, _) => Err(Failure::because(format!("no {start}*{end} was built"))),
        (Some(_), Some(_)) => Err(Failure::because(format!(
            "more than one {start}*{end} was built"
        ))),
    }
}

/// The lists by their placeholders.
fn lists() -> [(&'static str, Vec<&'static str>); 6] {
    let controls = Control::ALL.map(Control::name).to_vec();
    let filters = |wanted: fn(FilterGroup) -> bool| {
        let controls = Control::ALL.into_iter();
        controls
            .filter(|control| control.group().is_some_and(wanted))
            .map(Control::name)
            .collect()
    };
    let times = Param::ALL
        .into_iter()
        .filter(|param| Control::of(*param) == Some(Control::Time));
    let columns = Column::ALL
        .into_iter()
        .filter(|column| column.is_hideable());
    [
        ("{{controls}}", controls),
        ("{{filters}}", filters(|_| true)),
        ("{{filters.folded}}", filters(FilterGroup::folds)),
        ("{{params.time}}", times.map(Param::key).collect()),
        ("{{columns}}", columns.map(Column::name).collect()),
        ("{{screens}}", Route::SEGMENTS.to_vec()),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Control, filled_in, lists};
    use std::fs;
    use std::path::Path;

    const SCRIPT: &str = r#"const FILES = ["{{script}}", "{{wasm}}", "{{style}}"];"#;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn source(below: &str) -> String {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        fs::read_to_string(root.join(below)).unwrap()
    }

    #[test]
    fn scripts_get_the_names_of_the_built_files() {
        let built = names(&[
            "boot-1.js",
            "panel.js",
            "panel-2.css",
            "panel-2.css.br",
            "hpc-operations-3.js",
            "hpc-operations-4_bg.wasm",
        ]);
        assert_eq!(
            filled_in(SCRIPT, &built, " ").unwrap(),
            r#"const FILES = ["hpc-operations-3.js", "hpc-operations-4_bg.wasm", "panel-2.css"];"#
        );
    }

    #[test]
    fn a_build_with_a_file_missing_or_too_many_is_refused() {
        assert!(filled_in(SCRIPT, &names(&["panel-2.css"]), " ").is_err());
        let twice = names(&["hpc-operations-3_bg.wasm", "hpc-operations-4_bg.wasm"]);
        assert!(filled_in("{{wasm}}", &twice, " ").is_err());
        assert_eq!(filled_in("export {};", &[], " ").unwrap(), "export {};");
    }

    #[test]
    fn a_placeholder_that_nothing_fills_is_refused() {
        assert!(filled_in("x = '{{colums}}'", &[], " ").is_err());
    }

    #[test]
    fn the_element_gets_the_columns_and_controls_of_the_panel() {
        let script = filled_in("{{columns}}|{{filters.folded}}|{{params.time}}", &[], " ").unwrap();
        assert_eq!(
            script,
            "create_time job_id status resource_ids owner submitter duration error_codes\
             |time resource_ids job_action owner more|start_time end_time last"
        );
        let panel = source("embed/panel.js");
        for (placeholder, names) in lists() {
            assert!(panel.contains(placeholder), "{placeholder}");
            assert!(!names.is_empty(), "{placeholder}");
        }
    }

    #[test]
    fn declarations_name_every_column_and_control() {
        let declarations = source("embed/panel.d.ts");
        let filled = filled_in(&declarations, &[], "\" | \"").unwrap();
        for (start, first, last) in [
            (
                "export type PanelControl = ",
                "\"filters\" | \"bar\"",
                "\"calls\";",
            ),
            (
                "export type PanelColumn = ",
                "\"create_time\"",
                "\"error_codes\";",
            ),
        ] {
            let (_, rest) = filled.split_once(start).unwrap();
            let (line, _) = rest.split_once('\n').unwrap();
            assert!(line.starts_with(first) && line.ends_with(last), "{line}");
        }
    }

    #[test]
    fn the_documentation_names_every_control() {
        let documentation = source("docs/embedding.md");
        for control in Control::ALL {
            assert!(documentation.contains(control.name()), "{control:?}");
        }
    }
}
