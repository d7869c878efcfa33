//! Component tests.
fn main() {}
