//! Where the operations come from.

pub mod demo;
pub mod file;
pub mod filter;
mod packed_text;
pub mod row;
pub mod select;

use demo::Demo;
use file::FileLog;

/// Where the operations come from.
#[derive(Debug)]
pub enum Source {
    /// A made-up log that goes on by itself.
    Demo(Demo),
    /// A file of real operations.
    File(FileLog),
}
