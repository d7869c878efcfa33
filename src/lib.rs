//! The operation log of an HPC cloud as a web panel.
//!
//! Imports go one way: `main → shell → app → view → state → { remote, nav, api } → operation-log`;
//! `ui`, `markup`, `i18n`, `platform` and `reactive` are leaves that anything may use.
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
pub mod carrier;
pub mod i18n;
pub mod markup;
pub mod nav;
pub mod platform;
pub mod reactive;
pub mod remote;
pub mod settings;
pub mod shell;
pub mod state;
pub mod ui;
pub mod view;
