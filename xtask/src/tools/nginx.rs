//! nginx, which the gateway is tested behind.

use crate::failure::{Failure, Result};
use crate::tools::apt::{self, Consent};
use crate::tools::path;
use std::path::{Path, PathBuf};

/// Where packages put it, which is not on everybody's `PATH`.
const USUAL: &str = "/usr/sbin/nginx";

/// Finds nginx or installs it. Returns `None` with a note where it cannot be had: what is tested behind
/// it is the gateway, which other tests cover.
pub fn set_up(consent: Consent) -> Result<Option<PathBuf>> {
    if let Some(found) = find() {
        return Ok(Some(found));
    }
    match apt::install(&["nginx"], consent) {
        Ok(()) => Ok(find()),
        Err(Failure::Stopped) => Err(Failure::Stopped),
        Err(Failure::Because(text)) => {
            eprintln!("note: the tests behind nginx are left out: {text}");
            Ok(None)
        }
    }
}

fn find() -> Option<PathBuf> {
    let usual = || {
        let usual = Path::new(USUAL);
        path::is_executable(usual).then(|| usual.to_owned())
    };
    path::from_environment("HPC_NGINX")
        .or_else(|| path::find("nginx"))
        .or_else(usual)
}
