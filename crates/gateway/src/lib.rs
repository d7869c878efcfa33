//! The gateway: serves the built page of the operation log and answers its API.
//!
//! It is the only native part of the product at run time. The API ([`api`]) is answered from a demo
//! log that grows while it runs ([`source::demo`]), from a file of real operations
//! ([`source::file`]), or by the real API, with signed requests ([`source::upstream`]). The page's
//! files are served compressed and with caching and security headers ([`site`]).

// No input from network, URL, file or user may cause a panic.
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

pub mod access;
mod access_log;
pub mod access_token;
pub mod api;
pub mod app;
pub mod check_config;
pub mod clock;
mod compression;
pub mod cors;
mod health;
pub mod host_check;
mod http_date;
pub mod logging;
pub mod metrics;
pub mod open_files;
pub mod options;
pub mod portal;
pub mod reload;
pub mod server;
pub mod service;
pub mod site;
pub mod source;
mod start_error;
mod text_file;
pub mod uncached;

pub use app::App;
pub use clock::{Clock, SystemClock};
pub use options::Options;
pub use server::Gateway;
pub use start_error::StartError;
