//! The gateway: serves the built page of the operation log and answers its API.
//!
//! It is the only native part of the product at run time. The API is answered from a made-up log
//! that goes on by itself ([`source::demo`]) or from a file of real operations; both speak exactly
//! as the documentation says ([`api`]). The page's files are served the way browsers like best
//! ([`site`]).

// Nothing that comes from network, URL, file or user may end in a panic.
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

pub mod access_token;
pub mod api;
pub mod clock;
pub mod connection;
pub mod cors;
pub mod host_check;
mod http_date;
pub mod options;
pub mod portal;
pub mod server;
pub mod site;
pub mod source;
mod start_error;
pub mod uncached;

pub use clock::{Clock, SystemClock};
pub use options::Options;
pub use server::{App, Gateway};
pub use start_error::StartError;
