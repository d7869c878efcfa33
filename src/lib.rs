//! The operation log of an HPC cloud as a web panel.
//!
//! Imports go one way: `main → shell → app → view → state → { remote, nav, api } → operation-log`;
//! `settings`, `host`, `i18n`, `ui` and `platform` may be used by anything above them.
//! `tests/layering.rs` holds this.

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
