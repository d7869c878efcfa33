//! Panel.
fn main() {}
