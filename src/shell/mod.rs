//! The ways the console is carried by a page.

pub mod crash;
pub mod element;
pub mod standalone;
