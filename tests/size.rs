//! The budgets of the first load, in brotli bytes of `dist/` as `cargo xtask build` leaves it.

use std::fs;
use std::path::Path;

/// What a first load may weigh, in bytes of brotli at its best quality.
const BUDGETS: [(&str, &[&str], u64); 3] = [
    ("WebAssembly and JavaScript", &["wasm", "js"], 140_000),
    ("CSS", &["css"], 12_000),
    ("HTML", &["html"], 5_000),
];

#[test]
fn the_first_load_is_within_its_budget() {
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("dist");
    let files: Vec<_> = fs::read_dir(&dist)
        .expect("dist/ is missing: run `cargo xtask build`")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    for (kind, extensions, budget) in BUDGETS {
        let mut sum = 0;
        let mut counted = 0;
        for file in &files {
            let extension = file.extension().unwrap_or_default().to_string_lossy();
            if extensions.contains(&extension.as_ref()) {
                let compressed = file.with_extension(format!("{extension}.br"));
                let bytes = fs::metadata(&compressed)
                    .unwrap_or_else(|_| panic!("{} is missing", compressed.display()))
                    .len();
                sum += bytes;
                counted += 1;
            }
        }
        println!("{kind}: {sum} bytes of {budget}");
        assert!(counted > 0, "dist/ has no {kind}");
        assert!(sum <= budget, "{kind}: {sum} bytes, the budget is {budget}");
    }
}
