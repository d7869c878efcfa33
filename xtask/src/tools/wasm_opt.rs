//! wasm-opt: makes the release wasm smaller.

use crate::failure::Result;
use crate::tools::cache::Cache;
use crate::tools::path;
use crate::tools::tool::{Place, Source, Tool};

/// Recent enough to know every wasm feature that the compiler emits.
pub const VERSION: &str = "132";

/// Finds wasm-opt or installs it out of the npm package binaryen. Without npm
/// it answers `None`, and a note says what follows.
pub fn set_up(cache: &Cache) -> Result<Option<Place>> {
    let tool = Tool {
        name: "wasm-opt",
        version: format!("{VERSION}.0.0"),
        printed_version: VERSION.to_owned(),
        programs: &["wasm-opt"],
        source: Source::Npm {
            package: "binaryen",
        },
    };
    if let Some(place) = tool.find(cache) {
        Ok(Some(place))
    } else if path::find("npm").is_some() {
        tool.set_up(cache).map(Some)
    } else {
        eprintln!(
            "note: npm is missing, so wasm-opt {VERSION} cannot be set up here; \
             for a release build trunk downloads a copy of its own"
        );
        Ok(None)
    }
}
