//! Component tests in a browser: the whole console over a scripted API and a navigator in memory.
#![cfg(target_arch = "wasm32")]

mod announcements;
mod calls;
mod claims;
mod earlier_runs;
mod embedded;
mod filters;
mod finding;
mod first_call;
mod focus;
mod following;
mod harness;
mod history;
mod latest;
mod memory;
mod menu;
mod parts;
mod retries;
mod rows;
mod saved_views;
mod snapshots;
mod states;
mod steps;
mod table_look;
mod timeline;
mod typing;
mod watching;
mod whole_result;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
