//! esbuild: makes the page's script smaller.

use crate::failure::{Failure, Result};
use crate::tools::cache::Cache;
use crate::tools::path;
use crate::tools::tool::{Place, Source, Tool};

const VERSION: &str = "0.28.2";

/// Finds esbuild or installs it out of its npm package. Where that cannot be
/// done it answers `None`, and a note says what follows.
pub fn set_up(cache: &Cache) -> Result<Option<Place>> {
    let tool = Tool {
        name: "esbuild",
        version: VERSION.to_owned(),
        printed_version: VERSION.to_owned(),
        programs: &["esbuild"],
        source: Source::Npm { package: "esbuild" },
    };
    let why = if let Some(place) = tool.find(cache) {
        return Ok(Some(place));
    } else if path::find("npm").is_none() {
        "npm is missing".to_owned()
    } else {
        match tool.set_up(cache) {
            Ok(place) => return Ok(Some(place)),
            Err(Failure::Stopped) => return Err(Failure::Stopped),
            Err(Failure::Because(text)) => text,
        }
    };
    eprintln!(
        "note: esbuild {VERSION} cannot be set up here, so a release build stays larger: {why}"
    );
    Ok(None)
}
