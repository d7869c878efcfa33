//! The operation log of an HPC cloud as a web panel.
//!
//! Imports go one way: `main → shell → app → view → state → { remote, nav, api } → operation-log`;
//! `ui`, `i18n` and `platform` are leaves that anything may use. `tests/layering.rs` holds this.

pub mod api;
pub mod app;
pub mod i18n;
pub mod nav;
pub mod platform;
pub mod remote;
pub mod settings;
pub mod shell;
pub mod state;
pub mod ui;
pub mod view;
