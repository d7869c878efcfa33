//! axe-core: looks for barriers to people who use assistive technology.

use crate::failure::{Failure, Result};
use crate::tools::cache::Cache;
use crate::tools::require_npm;
use crate::tools::tool::install_npm_package;
use std::path::{Path, PathBuf};

const PACKAGE: &str = "axe-core";
const VERSION: &str = "4.14.1";

/// Finds or installs axe-core and answers the path of its script.
pub fn set_up(cache: &Cache) -> Result<PathBuf> {
    let home = cache.home_of(PACKAGE, VERSION);
    let script = |home: &Path| home.join("node_modules/axe-core/axe.min.js");
    if !script(&home).is_file() {
        require_npm(&format!("which fetches {PACKAGE} {VERSION}"))?;
        eprintln!(
            "==> install {PACKAGE} {VERSION} into {} (some seconds)",
            home.display()
        );
        cache.install(
            &home,
            || script(&home).is_file(),
            |folder| {
                install_npm_package(PACKAGE, VERSION, folder)?;
                if script(folder).is_file() {
                    Ok(())
                } else {
                    Err(Failure::because(format!("{PACKAGE} has no axe.min.js")))
                }
            },
        )?;
    }
    Ok(script(&home))
}
