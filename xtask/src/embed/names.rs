//! The names that the scripts are given: those of the built files, and those that the panel's code
//! lists, so that neither is written down twice.

use crate::failure::{Failure, Result};
use operation_log::control::{Control, FilterGroup};
use operation_log::query::OFFSET_KEY;
use operation_log::{Column, Param, Route};

/// Built files: the names of their placeholders, and what their names begin and end with.
const FILES: [(&str, &str, &str); 3] = [
    ("wasm", "hpc-operations-", "_bg.wasm"),
    ("script", "hpc-operations-", ".js"),
    ("style", "panel-", ".css"),
];

/// What a placeholder begins with.
const START: &str = "{{";

/// A script with all its placeholders filled in; names of a list are joined by the separator.
/// `integrity` makes the `integrity` of a built file.
pub fn filled_in(
    script: &str,
    built: &[String],
    integrity: impl Fn(&str) -> Result<String>,
    separator: &str,
) -> Result<String> {
    let mut script = script.replace("{{version}}", env!("CARGO_PKG_VERSION"));
    for (kind, start, end) in FILES {
        let name = format!("{{{{{kind}}}}}");
        let hash = format!("{{{{{kind}.integrity}}}}");
        if script.contains(&name) {
            script = script.replace(&name, file(built, start, end)?);
        }
        if script.contains(&hash) {
            script = script.replace(&hash, &integrity(file(built, start, end)?)?);
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
fn lists() -> [(&'static str, Vec<&'static str>); 7] {
    let controls = Control::ALL.map(Control::name).to_vec();
    let filters = |wanted: fn(FilterGroup) -> bool| {
        let controls = Control::ALL.into_iter();
        controls
            .filter(|control| control.group().is_some_and(wanted))
            .map(Control::name)
            .collect()
    };
    let keys = Param::ALL
        .into_iter()
        .flat_map(Param::keys)
        .chain([OFFSET_KEY]);
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
        ("{{keys}}", keys.collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::{Control, filled_in, lists};
    use crate::failure::Result;
    use std::fs;
    use std::path::Path;

    const SCRIPT: &str = r#"const FILES = ["{{script}}", "{{wasm}}", "{{style}}"];"#;

    fn integrity(name: &str) -> Result<String> {
        Ok(format!("hash of {name}"))
    }

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
            filled_in(SCRIPT, &built, integrity, " ").unwrap(),
            r#"const FILES = ["hpc-operations-3.js", "hpc-operations-4_bg.wasm", "panel-2.css"];"#
        );
    }

    #[test]
    fn scripts_get_the_hashes_of_the_built_files() {
        let built = names(&["panel-2.css"]);
        assert_eq!(
            filled_in("'{{style.integrity}}'", &built, integrity, " ").unwrap(),
            "'hash of panel-2.css'"
        );
    }

    #[test]
    fn a_build_with_a_file_missing_or_too_many_is_refused() {
        assert!(filled_in(SCRIPT, &names(&["panel-2.css"]), integrity, " ").is_err());
        let twice = names(&["hpc-operations-3_bg.wasm", "hpc-operations-4_bg.wasm"]);
        assert!(filled_in("{{wasm}}", &twice, integrity, " ").is_err());
        assert_eq!(
            filled_in("export {};", &[], integrity, " ").unwrap(),
            "export {};"
        );
    }

    #[test]
    fn a_placeholder_that_nothing_fills_is_refused() {
        assert!(filled_in("x = '{{colums}}'", &[], integrity, " ").is_err());
    }

    #[test]
    fn the_element_gets_the_columns_and_controls_of_the_panel() {
        let script = filled_in(
            "{{columns}}|{{filters.folded}}|{{params.time}}",
            &[],
            integrity,
            " ",
        )
        .unwrap();
        assert_eq!(
            script,
            "create_time job_id status resource_ids owner submitter duration error_codes\
             |time resource_ids job_action owner more|start_time end_time last"
        );
        let scripts = source("embed/panel.js") + &source("embed/mistakes.js");
        for (placeholder, names) in lists() {
            assert!(scripts.contains(placeholder), "{placeholder}");
            assert!(!names.is_empty(), "{placeholder}");
        }
    }

    #[test]
    fn declarations_name_every_column_and_control() {
        let declarations = source("embed/panel.d.ts");
        let filled = filled_in(&declarations, &[], integrity, "\" | \"").unwrap();
        for (start, first, last) in [
            (
                "export type PanelControl = ",
                "\"filters\" | \"bar\"",
                "\"timeline\";",
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
    fn the_documentation_explains_every_failure() {
        let documentation = source("docs/embedding.md");
        let of_element = source("embed/panel.js");
        let of_element = of_element.split("new NoPanel(").skip(1).filter_map(|call| {
            let mut texts = call.split('"').skip(1).step_by(2);
            texts.next().filter(|screen| !screen.contains('\n'))?;
            texts.next()
        });
        let of_calls = source("src/api/error.rs");
        let (_, of_calls) = of_calls.split_once("fn as_str").unwrap();
        let of_calls = of_calls
            .lines()
            .filter_map(|line| line.split_once("=> \"")?.1.split_once('"').map(|it| it.0));
        let codes: Vec<_> = of_element.chain(of_calls).collect();
        assert!(
            codes.contains(&"csp-wasm") && codes.contains(&"denied"),
            "{codes:?}"
        );
        for code in codes {
            assert!(documentation.contains(&format!("\n### {code}\n")), "{code}");
        }
    }

    #[test]
    fn the_manifest_has_the_protocol_of_the_script() {
        let script = source("embed/panel.js");
        let (_, rest) = script.split_once("const PROTOCOL = ").unwrap();
        let (protocol, _) = rest.split_once(';').unwrap();
        assert!(source("embed/panel.json").contains(&format!("\"protocol\": {protocol},")));
    }

    #[test]
    fn the_documentation_names_every_control() {
        let documentation = source("docs/embedding.md");
        for control in Control::ALL {
            assert!(documentation.contains(control.name()), "{control:?}");
        }
    }
}
