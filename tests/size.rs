//! The budgets of the first load, in brotli bytes of `dist/` as `cargo xtask build` leaves it.

use std::fs;
use std::path::Path;

/// What a kind of file may weigh, in bytes of brotli at its best quality.
const BUDGETS: [(&str, &[&str], u64); 3] = [
    ("WebAssembly and JavaScript", &["wasm", "js"], 538_000),
    ("CSS", &["css"], 10_900),
    ("HTML", &["html"], 3_850),
];

/// The rows before the panel, and what their script may weigh.
const FIRST_ROWS: (&str, u64) = ("rows-", 5_400);

/// What a page of its own never loads.
const OTHER_PAGES: [&str; 3] = ["panel.js", "mistakes.js", "frame.js"];

/// What other pages load before the panel itself.
const ELEMENT_BUDGET: u64 = 7_300;

/// The files of `dist/` and the bytes that each is sent as.
fn sent() -> Vec<(String, u64)> {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    fs::read_dir(&dist)
        .expect("dist/ is missing: run `cargo xtask build`")
        .filter_map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name()?.to_str()?.strip_suffix(".br")?.to_owned();
            Some((name, fs::metadata(&path).expect("a file").len()))
        })
        .collect()
}

#[test]
fn the_first_load_is_within_its_budget() {
    let sent = sent();
    for (kind, extensions, budget) in BUDGETS {
        let files: Vec<_> = sent
            .iter()
            .filter(|(name, _)| {
                let extension = name.rsplit('.').next().unwrap_or_default();
                extensions.contains(&extension)
                    && !OTHER_PAGES.contains(&name.as_str())
                    && !name.starts_with(FIRST_ROWS.0)
            })
            .collect();
        let sum: u64 = files.iter().map(|(_, bytes)| bytes).sum();
        println!("{kind}: {sum} bytes of {budget}");
        assert!(!files.is_empty(), "dist/ has no {kind}");
        assert!(sum <= budget, "{kind}: {sum} bytes, the budget is {budget}");
    }
}

#[test]
fn the_script_of_the_first_rows_is_small() {
    let (start, budget) = FIRST_ROWS;
    let sent = sent();
    let (_, bytes) = sent
        .iter()
        .find(|(name, _)| name.starts_with(start))
        .expect("dist/ has no script of the first rows");
    println!("first rows: {bytes} bytes of {budget}");
    assert!(*bytes <= budget, "first rows: {bytes} bytes");
}

#[test]
fn the_script_of_the_element_is_small() {
    let sent = sent();
    let (_, bytes) = sent
        .iter()
        .find(|(name, _)| name == "panel.js")
        .expect("dist/ has no panel.js");
    println!("panel.js: {bytes} bytes of {ELEMENT_BUDGET}");
    assert!(*bytes <= ELEMENT_BUDGET, "panel.js: {bytes} bytes");
}
