//! The ways a page shows the console.

pub mod crash;
pub mod element;
mod first_rows;
pub mod standalone;
