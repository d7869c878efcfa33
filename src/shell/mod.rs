//! The ways a page shows the console.

pub mod crash;
pub mod element;
pub mod standalone;
