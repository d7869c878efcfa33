//! The rules between the layers of the panel (ARCHITECTURE.md): imports go down only, and each
//! browser interface and each context has its places.

use std::fs;
use std::path::{Path, PathBuf};

/// What each top module of `src/` may import from the panel, beside itself.
const MAY_IMPORT: [(&str, &[&str]); 12] = [
    ("main", &["shell"]),
    (
        "shell",
        &["app", "host", "nav", "api", "state", "settings", "platform"],
    ),
    (
        "app",
        &[
            "view", "state", "nav", "api", "host", "settings", "ui", "i18n", "platform",
        ],
    ),
    (
        "view",
        &[
            "state", "remote", "nav", "api", "host", "settings", "ui", "i18n", "platform",
        ],
    ),
    ("state", &["remote", "nav", "api", "platform"]),
    ("remote", &["api", "platform"]),
    ("nav", &["platform"]),
    ("api", &["platform"]),
    ("host", &["api"]),
    ("settings", &[]),
    ("ui", &["i18n", "platform"]),
    ("i18n", &["platform"]),
];

/// Modules that import nothing of the panel.
const LEAVES: [&str; 1] = ["platform"];

/// Words that belong to some places, and those places below `src/`; a place that ends with `/`
/// is a folder.
const ONLY_IN: [(&str, &[&str]); 11] = [
    ("push_state", &["nav/browser.rs"]),
    ("replace_state", &["nav/browser.rs"]),
    ("gloo_net", &["api/http.rs"]),
    ("fetch_with", &["api/http.rs"]),
    ("\"Intl\"", &["platform/intl.rs"]),
    ("local_storage", &["platform/storage.rs"]),
    ("#[wasm_bindgen", &["shell/element.rs"]),
    ("inner_html", &[]),
    // Only pages know where the console is, what was read, and the page around it.
    ("Navigation", PAGES),
    ("expect_context::<Store>", PAGES),
    ("expect_context::<Host>", PAGES),
];

/// The console and its pages: the files that use its contexts.
const PAGES: &[&str] = &[
    "app.rs",
    "view/calls/mod.rs",
    "view/context.rs",
    "view/detail/",
    "view/list_page/",
    "view/not_found.rs",
    "view/page.rs",
    "view/scope.rs",
];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every file of the panel: its path below `src/`, and its code without comments.
fn files() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    rust_files(&source(), &mut paths);
    assert!(paths.len() > 40, "the panel's files were not found");
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("a text");
            let below = path.strip_prefix(source()).expect("below src");
            let below = below.to_string_lossy().replace('\\', "/");
            (below, without_comments(&text))
        })
        .collect()
}

fn without_comments(text: &str) -> String {
    let code: Vec<&str> = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect();
    code.join("\n")
}

/// The module path of a file: `view/table/mod.rs` is `[view, table]`.
fn module_path(file: &str) -> Vec<&str> {
    let mut path: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    if path.last() == Some(&"mod") {
        path.pop();
    }
    path
}

/// The names at the start of a path such as `api::http::x`, or of each branch of `{api, nav::x}`.
fn heads(rest: &str) -> Vec<String> {
    let word = |text: &str| -> String {
        text.chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .collect()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![word(rest)];
    };
    let mut depth = 1;
    let mut branches = vec![String::new()];
    for character in group.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => branches.push(String::new()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if let Some(branch) = branches.last_mut() {
            branch.push(character);
        }
    }
    let branches = branches
        .iter()
        .map(|branch| word(branch.trim_start_matches([',', ' ', '\n'])));
    branches.filter(|head| !head.is_empty()).collect()
}

/// The top modules of the panel that a file names, as `crate::x`, `hpc_operations::x` or by a chain
/// of `super::`.
fn imports(file: &str, code: &str) -> Vec<String> {
    let mut found: Vec<String> = ["crate::", "hpc_operations::"]
        .iter()
        .flat_map(|prefix| code.split(prefix).skip(1))
        .flat_map(heads)
        .collect();
    let path = module_path(file);
    // The tests of a file are one module deeper and only climb to the file itself.
    let mut rest = code.split("#[cfg(test)]").next().unwrap_or_default();
    while let Some((_, after)) = rest.split_once("super::") {
        let mut climbed = 1;
        let mut after = after;
        while let Some(next) = after.strip_prefix("super::") {
            climbed += 1;
            after = next;
        }
        match path.len().checked_sub(climbed) {
            Some(0) => found.extend(heads(after)),
            Some(_) => found.extend(path.first().map(ToString::to_string)),
            None => found.push("(above the crate)".to_owned()),
        }
        rest = after;
    }
    found
}

/// The imports of a file that climb.
fn climbs(file: &str, code: &str) -> Vec<String> {
    let path = module_path(file);
    let module = path.first().copied().unwrap_or_default();
    if module == "lib" {
        return Vec::new();
    }
    let allowed: &[&str] = match MAY_IMPORT.iter().find(|(name, _)| *name == module) {
        Some((_, allowed)) => allowed,
        None if LEAVES.contains(&module) => &[],
        None => panic!("{file}: say in this test what `{module}` may import"),
    };
    imports(file, code)
        .into_iter()
        .filter(|import| import != module && !allowed.contains(&import.as_str()))
        .map(|import| format!("{file} imports {import}"))
        .collect()
}

/// The words of a file that belong elsewhere.
fn strays(file: &str, code: &str) -> Vec<String> {
    let is_in = |place: &&str| *place == file || (place.ends_with('/') && file.starts_with(place));
    ONLY_IN
        .iter()
        .filter(|(word, places)| code.contains(word) && !places.iter().any(is_in))
        .map(|(word, _)| format!("{file} has {word}"))
        .collect()
}

#[test]
fn imports_go_down_only() {
    let climbs: Vec<String> = files()
        .iter()
        .flat_map(|(file, code)| climbs(file, code))
        .collect();
    assert!(climbs.is_empty(), "{climbs:#?}");
}

#[test]
fn each_browser_interface_and_each_context_has_its_places() {
    let strays: Vec<String> = files()
        .iter()
        .flat_map(|(file, code)| strays(file, code))
        .collect();
    assert!(strays.is_empty(), "{strays:#?}");
}

#[test]
fn an_import_that_climbs_is_seen_however_it_is_written() {
    for code in [
        "use crate::view::pager::window;",
        "use crate::{\n    api::Params,\n    view::pager,\n};",
        "use super::super::view::pager;",
        "fn x() { crate::view::pager::window(); }",
    ] {
        assert_eq!(
            climbs("remote/calls.rs", code),
            ["remote/calls.rs imports view"],
            "{code}"
        );
    }
    for code in [
        "use crate::api::Params;",
        "use super::Latest;",
        "#[cfg(test)] mod tests { use super::super::view; }",
    ] {
        assert_eq!(climbs("remote/calls/mod.rs", code), [""; 0], "{code}");
    }
}

#[test]
fn a_part_that_uses_the_context_of_pages_is_seen() {
    let code = "let Navigation { filters, .. } = expect_context();";
    assert_eq!(
        strays("view/chips.rs", code),
        ["view/chips.rs has Navigation"]
    );
    assert_eq!(strays("view/detail/head.rs", code), [""; 0]);
}
