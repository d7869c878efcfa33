//! trunk: bundles the page and serves it during development.

use crate::tools::tool::{Source, Tool};

/// Newer versions ask for a newer compiler than this workspace.
const VERSION: &str = "0.21.14";

/// The pinned trunk.
pub fn tool() -> Tool {
    Tool {
        name: "trunk",
        version: VERSION.to_owned(),
        printed_version: VERSION.to_owned(),
        programs: &["trunk"],
        source: Source::Cargo {
            package: "trunk",
            locked: true,
            duration: "3 to 10 minutes",
        },
    }
}
