//! What each fuzz target does with an input. Each function panics on a finding.
//!
//! The targets in `fuzz_targets` feed them what libFuzzer makes up, `tests/seeds.rs` the seeds.

mod decode_answer;
mod query_url;
mod snapshot;
mod typed_time;

pub use decode_answer::decode_answer;
pub use query_url::query_url;
pub use snapshot::snapshot;
pub use typed_time::typed_time;
