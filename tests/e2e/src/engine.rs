//! The browser engines, and what the rest of the layer asks of them.
//!
//! An engine is added by a file in `engine/` and an arm in each `match` here.
//! An engine without one is refused before any test starts.

mod chromium;

use crate::console::ConsoleEntry;
use crate::emulation::Emulation;
use crate::program::Launch;
use crate::scratch::Scratch;
use std::path::{Path, PathBuf};
use std::{env, fmt};
use thirtyfour::error::WebDriverResult;
use thirtyfour::{Capabilities, WebDriver};

/// A browser engine that tests can run in, chosen by `HPC_BROWSER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium with chromedriver.
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
    /// WebKitGTK's MiniBrowser with WebKitWebDriver.
    WebKit,
}

/// What a test asked for and this engine cannot do. A test may then end early;
/// it says so by matching on this.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Unsupported {
    /// The engine.
    pub engine: Engine,
    /// What it cannot do.
    pub wish: String,
}

/// How a browser session starts. Holds in every engine.
#[derive(Clone, Debug)]
pub(crate) struct Wishes {
    /// The user's languages, best first, as BCP 47 tags.
    pub languages: Vec<String>,
    /// The user's time zone, as an IANA name.
    pub time_zone: String,
}

impl Engine {
    /// The engine that `HPC_BROWSER` names; Chromium without it.
    pub(crate) fn chosen() -> Result<Self, String> {
        let name = env::var("HPC_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        let engine = [Self::Chromium, Self::Firefox, Self::WebKit]
            .into_iter()
            .find(|engine| engine.to_string().eq_ignore_ascii_case(&name))
            .ok_or_else(|| format!("HPC_BROWSER={name} is no browser that the tests know"))?;
        match engine {
            Self::Chromium => Ok(engine),
            Self::Firefox | Self::WebKit => Err(format!(
                "HPC_BROWSER={name}: the tests cannot drive {engine} yet"
            )),
        }
    }

    /// Fails if a program that this engine needs is not there.
    pub(crate) fn check_installed(self) -> Result<(), String> {
        let programs = match self {
            Self::Chromium => chromium::programs().to_vec(),
            Self::Firefox | Self::WebKit => Vec::new(),
        };
        match programs.iter().find(|(_, path)| !path.exists()) {
            Some((variable, path)) => Err(format!(
                "{} does not exist ({variable} says where it is)",
                path.display()
            )),
            None => Ok(()),
        }
    }

    /// The command that starts the engine's driver on a free port.
    pub(crate) fn driver(self, wishes: &Wishes, scratch: &Scratch) -> Result<Launch, Unsupported> {
        match self {
            Self::Chromium => Ok(chromium::driver(wishes, scratch)),
            Self::Firefox | Self::WebKit => Err(self.cannot("be started")),
        }
    }

    /// The port, if this is the line by which the driver tells it.
    pub(crate) fn port_in(self, line: &str) -> Option<u16> {
        match self {
            Self::Chromium => chromium::port_in(line),
            Self::Firefox | Self::WebKit => None,
        }
    }

    /// What a new session asks of the driver.
    pub(crate) fn capabilities(
        self,
        wishes: &Wishes,
        scratch: &Scratch,
    ) -> WebDriverResult<Capabilities> {
        match self {
            Self::Chromium => chromium::capabilities(wishes, scratch),
            Self::Firefox | Self::WebKit => Ok(Capabilities::new()),
        }
    }

    /// Fulfils those wishes that need a running browser.
    pub(crate) async fn prepare(self, driver: &WebDriver, wishes: &Wishes) -> WebDriverResult<()> {
        match self {
            Self::Chromium => chromium::prepare(driver, wishes).await,
            Self::Firefox | Self::WebKit => Ok(()),
        }
    }

    /// Makes the browser pretend something; `Err` is for "it cannot".
    pub(crate) async fn emulate(
        self,
        driver: &WebDriver,
        emulation: &Emulation<'_>,
    ) -> Result<WebDriverResult<()>, Unsupported> {
        match self {
            Self::Chromium => Ok(chromium::emulate(driver, emulation).await),
            Self::Firefox | Self::WebKit => Err(self.cannot(format!("emulate {emulation:?}"))),
        }
    }

    /// Plays an input method that shows `states` and commits `text`.
    pub(crate) async fn compose(
        self,
        driver: &WebDriver,
        states: &[&str],
        text: &str,
    ) -> Result<WebDriverResult<()>, Unsupported> {
        match self {
            Self::Chromium => Ok(chromium::compose(driver, states, text).await),
            Self::Firefox | Self::WebKit => Err(self.cannot("play an input method")),
        }
    }

    /// What the console got since it was read the last time.
    pub(crate) async fn console(
        self,
        driver: &WebDriver,
    ) -> Result<WebDriverResult<Vec<ConsoleEntry>>, Unsupported> {
        match self {
            Self::Chromium => Ok(chromium::console(driver).await),
            Self::Firefox | Self::WebKit => Err(self.cannot("show its console")),
        }
    }

    /// That this engine cannot do `wish`.
    pub(crate) fn cannot(self, wish: impl Into<String>) -> Unsupported {
        Unsupported {
            engine: self,
            wish: wish.into(),
        }
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "Chromium",
            Self::Firefox => "Firefox",
            Self::WebKit => "WebKit",
        })
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} cannot {}", self.engine, self.wish)
    }
}

/// The path in `variable`, or where a Debian package puts the program.
fn program(variable: &'static str, default: &str) -> (&'static str, PathBuf) {
    let path = env::var_os(variable).map_or_else(|| Path::new(default).to_owned(), PathBuf::from);
    (variable, path)
}
