//! One style sheet out of the files in `style/`.
//!
//! `style/index.css` holds comments, `@layer a, b;` statements and
//! `@import "file.css";` lines and nothing else; the order of its lines is the
//! order of the rules. The bundle lets the page load one file and gives the
//! custom element one text for its shadow root.

use crate::failure::{Explain, Failure, Result};
use crate::workspace::Workspace;
use std::fs;
use std::path::{Component, Path};

/// The bundle's folder inside the checkout; not under version control.
pub const BUNDLE_FOLDER: &str = "style/.bundle";

const BUNDLE_FILE: &str = "panel.css";

/// Writes `style/.bundle/panel.css`.
pub fn bundle(workspace: &Workspace) -> Result<()> {
    let sources = workspace.root().join("style");
    let index = sources.join("index.css");
    let text = fs::read_to_string(&index).explain(|| format!("cannot read {}", index.display()))?;
    let css = assemble(&text, |name| fs::read_to_string(sources.join(name)))?;

    workspace.write(&format!("{BUNDLE_FOLDER}/{BUNDLE_FILE}"), &css)
}

/// Puts the imported files where `index.css` imports them.
fn assemble(index: &str, read: impl Fn(&str) -> std::io::Result<String>) -> Result<String> {
    let mut css = String::new();
    for (line, statement) in statements(index)? {
        let at = || format!("style/index.css line {line}");
        if let Some(names) = statement.strip_prefix("@layer ") {
            css.push_str(&format!("@layer {};\n", names.trim()));
        } else if let Some(name) = imported_file(&statement) {
            if !is_inside(name) {
                return Err(Failure::because(format!(
                    "{}: only files in style/ can be imported, not \"{name}\"",
                    at()
                )));
            }
            let part = read(name).explain(|| format!("{}: cannot read style/{name}", at()))?;
            if part
                .lines()
                .any(|line| line.trim_start().starts_with("@import"))
            {
                return Err(Failure::because(format!(
                    "style/{name}: only style/index.css may import"
                )));
            }
            css.push_str(&format!("/* {name} */\n{}\n", part.trim_end()));
        } else {
            return Err(not_allowed(line, &statement));
        }
    }
    Ok(css)
}

fn not_allowed(line: usize, statement: &str) -> Failure {
    Failure::because(format!(
        "style/index.css line {line}: expected `@layer …;` or `@import \"file.css\";`, \
         found `{statement}`"
    ))
}

/// Cuts the text at its semicolons; comments are left out. Each statement comes
/// with the number of the line it starts on and without its semicolon.
fn statements(text: &str) -> Result<Vec<(usize, String)>> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut start = 1;
    let mut line = 1;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            let Some((inside, after)) = comment.split_once("*/") else {
                return Err(Failure::because(format!(
                    "style/index.css line {line}: this comment has no end"
                )));
            };
            line += inside.matches('\n').count();
            rest = after;
            continue;
        }
        if current.trim().is_empty() {
            start = line;
        }
        if character == '\n' {
            line += 1;
        }
        if character == '{' {
            return Err(not_allowed(start, current.trim()));
        } else if character == ';' {
            found.push((start, current.trim().to_owned()));
            current.clear();
        } else {
            current.push(character);
        }
        rest = rest.strip_prefix(character).unwrap_or_default();
    }
    if current.trim().is_empty() {
        Ok(found)
    } else {
        Err(Failure::because(format!(
            "style/index.css line {start}: `{}` has no semicolon",
            current.trim()
        )))
    }
}

/// The file of `@import "file"`.
fn imported_file(statement: &str) -> Option<&str> {
    let quoted = statement.strip_prefix("@import")?.trim();
    let name = quoted.strip_prefix('"')?.strip_suffix('"')?;
    (!name.contains('"')).then_some(name)
}

/// Whether the name stays inside the folder that it is relative to.
fn is_inside(name: &str) -> bool {
    let path = Path::new(name);
    name.ends_with(".css")
        && !name.contains(':')
        && path
            .components()
            .all(|component| matches!(component, Component::Normal(_)))
}

#[cfg(test)]
mod tests {
    use super::assemble;
    use crate::failure::Failure;
    use std::io::{Error, ErrorKind};

    fn assemble_from(index: &str, files: &[(&str, &str)]) -> Result<String, String> {
        assemble(index, |name| {
            files
                .iter()
                .find(|(file, _)| *file == name)
                .map(|(_, text)| (*text).to_owned())
                .ok_or_else(|| Error::from(ErrorKind::NotFound))
        })
        .map_err(|failure| match failure {
            Failure::Because(text) => text,
            Failure::Stopped => "stopped".to_owned(),
        })
    }

    #[test]
    fn imports_become_their_content_in_the_order_of_the_index() {
        let css = assemble_from(
            "/* Order of the\n cascade; */\n@layer tokens,\n  base;\n@import \"b.css\";\n@import \"a.css\";\n",
            &[("a.css", ".a {}\n"), ("b.css", ".b {}")],
        );
        assert_eq!(
            css.as_deref(),
            Ok("@layer tokens,\n  base;\n/* b.css */\n.b {}\n/* a.css */\n.a {}\n")
        );
    }

    #[test]
    fn a_missing_file_is_named_with_the_line_that_wants_it() {
        let error = assemble_from("\n/* x\n */\n@import \"gone.css\";", &[]).unwrap_err();
        assert!(
            error.starts_with("style/index.css line 4: cannot read style/gone.css"),
            "{error}"
        );
    }

    #[test]
    fn a_file_outside_of_the_folder_is_refused() {
        for name in ["../secret.css", "/etc/x.css", "https://h/x.css", "a.txt"] {
            let error = assemble_from(&format!("@import \"{name}\";"), &[]).unwrap_err();
            assert!(error.contains("only files in style/"), "{error}");
        }
    }

    #[test]
    fn rules_in_the_index_are_refused() {
        let error = assemble_from("@layer a;\n.x { color: red; }", &[]).unwrap_err();
        assert!(
            error.starts_with("style/index.css line 2: expected"),
            "{error}"
        );
    }

    #[test]
    fn an_import_inside_an_imported_file_is_refused() {
        let error = assemble_from(
            "@import \"a.css\";",
            &[("a.css", "  @import \"b.css\";"), ("b.css", "")],
        )
        .unwrap_err();
        assert_eq!(error, "style/a.css: only style/index.css may import");
    }

    #[test]
    fn unfinished_comments_and_statements_are_refused() {
        let error = assemble_from("@layer a;\n/* never", &[]).unwrap_err();
        assert!(error.contains("line 2"), "{error}");
        let error = assemble_from("@layer a", &[]).unwrap_err();
        assert!(error.contains("no semicolon"), "{error}");
    }
}
