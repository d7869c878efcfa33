//! The rules between the layers of the panel (ARCHITECTURE.md): imports go down only, and each
//! browser interface has one place.

use std::fs;
use std::path::{Path, PathBuf};

/// What each top module of `src/` may import from the panel.
const MAY_IMPORT: [(&str, &[&str]); 15] = [
    ("main", &["shell"]),
    (
        "shell",
        &[
            "app", "carrier", "nav", "api", "state", "settings", "markup", "i18n", "platform",
            "reactive",
        ],
    ),
    (
        "app",
        &[
            "view", "state", "remote", "nav", "api", "settings", "carrier", "markup", "i18n",
            "platform", "reactive",
        ],
    ),
    (
        "view",
        &[
            "state", "remote", "nav", "api", "settings", "carrier", "ui", "markup", "i18n",
            "platform", "reactive",
        ],
    ),
    (
        "state",
        &["remote", "nav", "api", "i18n", "platform", "reactive"],
    ),
    ("remote", &["api", "platform", "reactive"]),
    ("nav", &["platform", "reactive"]),
    ("api", &["platform", "reactive"]),
    ("settings", &[]),
    ("carrier", &["reactive"]),
    ("ui", &["markup", "i18n", "platform", "reactive"]),
    ("markup", &["i18n", "platform", "reactive"]),
    ("i18n", &["reactive"]),
    ("platform", &["reactive"]),
    ("reactive", &[]),
];

/// Words that belong to one place, and that place below `src/`.
const ONLY_IN: [(&str, &[&str]); 9] = [
    ("push_state", &["nav/browser.rs"]),
    ("replace_state", &["nav/browser.rs"]),
    ("fetch_with", &["api/http.rs"]),
    ("\"Intl\"", &["platform/intl.rs"]),
    ("local_storage", &["platform/storage.rs"]),
    ("#[wasm_bindgen", &["shell/element.rs"]),
    (
        "leptos::",
        &[
            "reactive/follow.rs",
            "reactive/memo.rs",
            "reactive/mod.rs",
            "reactive/root.rs",
            "reactive/signal.rs",
            "reactive/stored.rs",
        ],
    ),
    // What a page takes is an argument: nothing is handed down unseen.
    ("expect_context", &[]),
    ("inner_html", &[]),
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
            let code: Vec<&str> = text
                .lines()
                .map(|line| line.split("//").next().unwrap_or_default())
                .collect();
            let below = path.strip_prefix(source()).expect("below src");
            (below.to_string_lossy().replace('\\', "/"), code.join("\n"))
        })
        .collect()
}

fn top_module(file: &str) -> &str {
    let first = file.split('/').next().unwrap_or_default();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The top modules of the panel that a file names, as `crate::x` or `hpc_operations::x`.
fn imports(code: &str) -> Vec<String> {
    ["crate::", "hpc_operations::"]
        .iter()
        .flat_map(|prefix| code.split(prefix).skip(1))
        .map(|rest| {
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect()
        })
        .collect()
}

#[test]
fn imports_go_down_only() {
    let mut climbs = Vec::new();
    for (file, code) in files() {
        let module = top_module(&file);
        if module == "lib" {
            continue;
        }
        let (_, allowed) = MAY_IMPORT
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{file}: say in this test what `{module}` may import"));
        for import in imports(&code) {
            if import != module && !allowed.contains(&import.as_str()) {
                climbs.push(format!("{file} imports {import}"));
            }
        }
    }
    assert!(climbs.is_empty(), "{climbs:#?}");
}

#[test]
fn each_browser_interface_has_one_place() {
    let mut strays = Vec::new();
    for (file, code) in files() {
        for (word, places) in ONLY_IN {
            if code.contains(word) && !places.contains(&file.as_str()) {
                strays.push(format!("{file} has {word}"));
            }
        }
    }
    assert!(strays.is_empty(), "{strays:#?}");
}
