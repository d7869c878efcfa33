//! The operation log of an HPC cloud as a web panel.
//!
//! Imports go one way: `main → shell → app → view → state → { remote, nav } → api → operation-log`;
//! `settings`, `host` (over `api`), `i18n`, `ui` and `platform` may be used by anything above them.
//! `tests/layering.rs` holds this.

// A closure written in `view!` is boxed there, so that all share one type; one that a variable holds
// keeps a type of its own, with code for it alone: 8 kB of brotli in all.
#![allow(
    clippy::redundant_closure,
    reason = "`title=move || title()` is smaller than `title=title`"
)]
// Nothing that comes from network, URL, storage or user may end in a panic.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod api;
pub mod app;
pub mod host;
pub mod i18n;
pub mod nav;
pub mod platform;
pub mod remote;
pub mod settings;
pub mod shell;
pub mod state;
pub mod ui;
pub mod view;
