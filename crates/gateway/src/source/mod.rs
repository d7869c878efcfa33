//! Where the operations come from.

pub mod demo;
pub mod file;
pub mod filter;
pub mod log;
pub mod only_resources;
pub mod open;
mod packed_text;
pub mod row;
pub mod scans;
pub mod select;
pub mod shared_upstream;
pub mod upstream;

use std::sync::Arc;

use demo::Demo;
use file::FileLog;
use shared_upstream::SharedUpstream;

/// Where the operations come from.
#[derive(Debug)]
pub enum Source {
    /// A demo log that grows while it runs.
    Demo(Arc<Demo>),
    /// A file of real operations.
    File(Arc<FileLog>),
    /// The real API.
    Upstream(Box<SharedUpstream>),
}
