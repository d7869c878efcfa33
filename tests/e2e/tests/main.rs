//! The panel. Its tests are one program, so that they can use browsers one after
//! the other.

mod accessibility;
mod announcements;
mod bad_input;
mod chips;
mod copied_rows;
mod crash;
mod detail;
mod drift;
mod embed_access;
mod embed_attributes;
mod embed_document;
mod embed_events;
mod embed_frame;
mod embed_mistakes;
mod embed_pages;
mod embed_state;
mod embed_styles;
mod embed_upgrade;
mod export;
mod faults_answers;
mod faults_network;
mod faults_text;
mod filters;
mod finding;
mod first_rows;
mod focus;
mod foreign_page;
mod freshness;
mod history;
mod keyboard;
mod languages;
mod lies;
mod loading;
mod look;
mod page;
mod paging;
mod portals;
mod quota;
mod real_api;
mod retries;
mod rows;
mod saved_views;
mod sorting;
mod states;
mod timeline;
mod typing;
mod watch;
mod whole_result;

/// Nobody would miss the tests of a file that is forgotten here.
#[test]
fn every_file_is_part_of_this_program() {
    let list = include_str!("main.rs");
    let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"));
    for file in files.expect("the folder of this file").flatten() {
        let name = file.file_name().to_string_lossy().into_owned();
        match name.strip_suffix(".rs") {
            None | Some("main") => {}
            Some(name) => assert!(list.contains(&format!("mod {name};")), "{name}"),
        }
    }
}
