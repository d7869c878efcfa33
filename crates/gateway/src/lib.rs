//! The gateway: serves the built page of the operation log and answers its API.
//!
//! It is the only native part of the product at run time. The API is answered from a made-up log
//! that goes on by itself ([`source::demo`]) or from a file of real operations; both speak exactly
//! as the documentation says ([`api`]). The page's files are served the way browsers like best
//! ([`site`]).

pub mod api;
pub mod clock;
pub mod host_check;
pub mod options;
pub mod server;
pub mod site;
pub mod source;
mod uncached;

pub use clock::{Clock, SystemClock};
pub use options::Options;
pub use server::{App, Gateway, StartError};
