//! Each target's seeds pass, so that a target that no longer fits the crate is seen by a stable
//! toolchain.

use std::fs;
use std::path::Path;

use operation_log_fuzz::{decode_answer, query_url, snapshot, typed_time};

fn feed(folder: &str, target: fn(&str)) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut fed = 0;
    for file in fs::read_dir(&folder).expect("a folder of seeds") {
        let file = file.expect("a seed").path();
        println!("{}", file.display());
        target(&fs::read_to_string(&file).expect("a seed is text"));
        fed += 1;
    }
    assert!(fed > 0, "{} is empty", folder.display());
}

#[test]
fn the_seeds_of_decode_answer_pass() {
    feed("seeds/decode_answer", decode_answer);
    feed("../crates/operation-log/tests/samples", decode_answer);
}

#[test]
fn the_seeds_of_query_url_pass() {
    feed("seeds/query_url", query_url);
}

#[test]
fn the_seeds_of_typed_time_pass() {
    feed("seeds/typed_time", typed_time);
}

#[test]
fn the_seeds_of_snapshot_pass() {
    feed("seeds/snapshot", |file| snapshot(file.as_bytes()));
}
