//! Firefox and its WebDriver server, for tests in a browser.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::cache::Cache;
use crate::tools::tool::{Place, Source, Tool};
use crate::tools::{apt, path};
use std::path::PathBuf;

const GECKODRIVER_VERSION: &str = "0.37.1";

/// Where the browser and its driver are.
pub struct Firefox {
    browser: PathBuf,
    driver: PathBuf,
}

impl Firefox {
    /// The package that is missing.
    pub fn missing() -> Option<&'static str> {
        match find_browser() {
            Some(_) => None,
            None if apt::is_ubuntu() => Some("firefox"),
            None => Some("firefox-esr"),
        }
    }

    /// Finds Firefox, and its driver or installs that. `FIREFOX` and
    /// `GECKODRIVER` choose others.
    pub fn set_up(cache: &Cache) -> Result<Self> {
        let browser = find_browser()
            .ok_or_else(|| Failure::because("Firefox is still missing: set FIREFOX to its path"))?;
        let driver = match path::from_environment("GECKODRIVER") {
            Some(driver) => driver,
            None => set_up_driver(cache)?,
        };
        Ok(Self { browser, driver })
    }

    /// Tells a call where browser and driver are.
    pub fn describe_to(&self, call: Call) -> Call {
        call.env("FIREFOX", &self.browser)
            .env("GECKODRIVER", &self.driver)
    }
}

fn find_browser() -> Option<PathBuf> {
    path::from_environment("FIREFOX")
        .or_else(|| ["firefox-esr", "firefox"].into_iter().find_map(path::find))
}

/// No distribution of Linux packages geckodriver everywhere, so it is compiled.
fn set_up_driver(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        name: "geckodriver",
        version: GECKODRIVER_VERSION.to_owned(),
        printed_version: GECKODRIVER_VERSION.to_owned(),
        programs: &["geckodriver"],
        source: Source::Cargo {
            package: "geckodriver",
            locked: true,
            duration: "3 to 8 minutes, once for all checkouts",
        },
    };
    let place = tool.set_up(cache).map_err(|failure| match failure {
        Failure::Stopped => Failure::Stopped,
        Failure::Because(text) => Failure::because(format!(
            "{text}\n       missing: geckodriver. Run: \
             cargo install geckodriver --version {GECKODRIVER_VERSION} --locked, \
             or set GECKODRIVER to its path"
        )),
    })?;
    cache.tidy()?;
    match place {
        Place::Folder(folder) => Ok(folder.join("geckodriver")),
        Place::OnPath => path::find("geckodriver")
            .ok_or_else(|| Failure::because("geckodriver has just gone from PATH")),
    }
}
