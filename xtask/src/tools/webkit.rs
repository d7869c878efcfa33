//! WebKitGTK's browser and WebDriver server, and the screen that they need:
//! an X server, its settings daemon, and xdotool in the place of a window manager.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::path;
use std::path::PathBuf;

/// What is needed: the variable that chooses another, the program, and its
/// package. The driver's package brings the browser.
const PROGRAMS: [(&str, &str, &str); 4] = [
    ("WEBKITWEBDRIVER", "WebKitWebDriver", "webkit2gtk-driver"),
    ("XVFB", "Xvfb", "xvfb"),
    ("XSETTINGSD", "xsettingsd", "xsettingsd"),
    ("XDOTOOL", "xdotool", "xdotool"),
];

/// Where the programs are, by their variables.
pub struct WebKit(Vec<(&'static str, PathBuf)>);

impl WebKit {
    /// The packages that are missing.
    pub fn missing() -> impl Iterator<Item = &'static str> {
        PROGRAMS
            .into_iter()
            .filter(|(variable, program, _)| find(variable, program).is_none())
            .map(|(_, _, package)| package)
    }

    /// Finds the programs.
    pub fn set_up() -> Result<Self> {
        let found = PROGRAMS.into_iter().map(|(variable, program, _)| {
            let path = find(variable, program).ok_or_else(|| {
                Failure::because(format!(
                    "{program} is still missing: set {variable} to its path"
                ))
            })?;
            Ok((variable, path))
        });
        Ok(Self(found.collect::<Result<_>>()?))
    }

    /// Tells a call where the programs are.
    pub fn describe_to(&self, call: Call) -> Call {
        self.0
            .iter()
            .fold(call, |call, (variable, path)| call.env(variable, path))
    }
}

fn find(variable: &str, program: &str) -> Option<PathBuf> {
    path::from_environment(variable).or_else(|| path::find(program))
}
