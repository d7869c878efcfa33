//! The browser engines, behind one interface.
//!
//! An engine is added by a file in `engine/` and an arm in each `match` here.
//! What an engine does not support is in `engine/unsupported.rs`.

mod chromium;
mod firefox;
mod unsupported;
mod webkit;

pub use unsupported::{Ability, Unsupported};
pub(crate) use webkit::Screen;

use crate::console::ConsoleEntry;
use crate::emulation::Emulation;
use crate::program::Launch;
use crate::scratch::Scratch;
use crate::session::Session;
use std::net::TcpListener;
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

/// What the user of a browser prefers, the same in every engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Preferences {
    /// The user's languages, best first, as BCP 47 tags.
    pub languages: Vec<String>,
    /// The user's time zone, as an IANA name.
    pub time_zone: String,
}

impl Preferences {
    /// The preferred language.
    fn language(&self) -> &str {
        self.languages.first().map_or("en-US", String::as_str)
    }
}

/// How a driver becomes ready.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Readiness {
    /// It prints a line with the port that it chose.
    Prints(fn(&str) -> Option<u16>),
    /// It prints nothing and listens on the port that it was given.
    Listens(u16),
}

impl Engine {
    /// The engine that `HPC_BROWSER` names; Chromium by default.
    pub(crate) fn from_environment() -> Result<Self, String> {
        let name = env::var("HPC_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        [Self::Chromium, Self::Firefox, Self::WebKit]
            .into_iter()
            .find(|engine| engine.to_string().eq_ignore_ascii_case(&name))
            .ok_or_else(|| format!("HPC_BROWSER={name} is no browser that the tests know"))
    }

    /// Fails if a program that this engine needs is not installed.
    pub(crate) fn check_installed(self) -> Result<(), String> {
        let programs = match self {
            Self::Chromium => chromium::programs().to_vec(),
            Self::Firefox => firefox::programs().to_vec(),
            Self::WebKit => webkit::programs().to_vec(),
        };
        match programs.iter().find(|(_, path)| !path.exists()) {
            Some((variable, path)) => Err(format!(
                "{} does not exist ({variable} says where it is)",
                path.display()
            )),
            None => Ok(()),
        }
    }

    /// A screen, if the browser needs one.
    pub(crate) fn screen(self, scratch: &Scratch) -> Result<Option<Screen>, String> {
        match self {
            Self::Chromium | Self::Firefox => Ok(None),
            Self::WebKit => Screen::start(scratch).map(Some),
        }
    }

    /// The command that starts the driver on a free port, and how it becomes
    /// ready.
    pub(crate) fn driver(
        self,
        preferences: &Preferences,
        scratch: &Scratch,
        screen: Option<&Screen>,
    ) -> Result<(Launch, Readiness), String> {
        match self {
            Self::Chromium => Ok((
                chromium::driver(preferences, scratch),
                Readiness::Prints(chromium::port_in),
            )),
            Self::Firefox => Ok((
                firefox::driver(preferences, scratch),
                Readiness::Prints(firefox::port_in),
            )),
            Self::WebKit => {
                let port =
                    free_port().map_err(|error| format!("there is no free port: {error}"))?;
                let launch = webkit::driver(preferences, scratch, screen, port)?;
                Ok((launch, Readiness::Listens(port)))
            }
        }
    }

    /// The capabilities of a new session.
    pub(crate) fn capabilities(
        self,
        preferences: &Preferences,
        scratch: &Scratch,
    ) -> WebDriverResult<Capabilities> {
        match self {
            Self::Chromium => chromium::capabilities(preferences, scratch),
            Self::Firefox => firefox::capabilities(preferences),
            Self::WebKit => webkit::capabilities(),
        }
    }

    /// Sets up a browser that has just started.
    pub(crate) async fn prepare(self, driver: &WebDriver) -> WebDriverResult<()> {
        match self {
            Self::Chromium | Self::WebKit => Ok(()),
            Self::Firefox => firefox::prepare(driver).await,
        }
    }

    /// Sets up the one tab of a running browser.
    pub(crate) async fn prepare_tab(
        self,
        driver: &WebDriver,
        preferences: &Preferences,
        screen: Option<&Screen>,
    ) -> WebDriverResult<()> {
        match self {
            Self::Chromium => chromium::prepare_tab(driver, preferences).await,
            Self::Firefox => Ok(()),
            Self::WebKit => webkit::prepare_tab(screen),
        }
    }

    /// Starts an emulation. The outer `Err` means that the engine does not support it.
    pub(crate) async fn emulate(
        self,
        session: &Session,
        emulation: &Emulation<'_>,
    ) -> Result<WebDriverResult<()>, Unsupported> {
        if let Emulation::Media(features) = emulation
            && features.iter().any(|(name, _)| *name == "forced-colors")
        {
            self.require(Ability::ForceColors)?;
        }
        let driver = &session.driver;
        Ok(match self {
            Self::Chromium => chromium::emulate(driver, emulation).await,
            Self::Firefox => firefox::emulate(driver, emulation).await,
            Self::WebKit => webkit::emulate(driver, session.screen.as_ref(), emulation).await,
        })
    }

    /// From now on the page is told when it is hidden.
    pub(crate) async fn stop_emulating_focus(self, driver: &WebDriver) -> WebDriverResult<()> {
        match self {
            Self::Chromium => chromium::emulate_focus(driver, false).await,
            Self::Firefox | Self::WebKit => Ok(()),
        }
    }

    /// Shows the tab that the driver has switched to.
    pub(crate) async fn show_tab(self, session: &Session) -> WebDriverResult<()> {
        match self {
            Self::Chromium | Self::Firefox => Ok(()),
            Self::WebKit => webkit::show_tab(&session.driver, session.screen.as_ref()).await,
        }
    }

    /// Simulates an input method that shows `states` and commits `text`.
    pub(crate) async fn compose(
        self,
        driver: &WebDriver,
        states: &[&str],
        text: &str,
    ) -> WebDriverResult<()> {
        match self {
            Self::Chromium => chromium::compose(driver, states, text).await,
            Self::Firefox => firefox::compose(driver, states, text).await,
            Self::WebKit => webkit::compose(driver, states, text).await,
        }
    }

    /// The console messages since the last call.
    pub(crate) async fn console(self, driver: &WebDriver) -> WebDriverResult<Vec<ConsoleEntry>> {
        match self {
            Self::Chromium => chromium::console(driver).await,
            Self::Firefox => firefox::console(driver).await,
            Self::WebKit => webkit::console(driver).await,
        }
    }

    /// Whether the errors of a document can only be read from the document itself,
    /// once it is loaded and before it is left.
    pub(crate) fn loses_errors(self) -> bool {
        self == Self::WebKit
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

/// The path in `variable`, or that of the Debian package.
fn program(variable: &'static str, default: &str) -> (&'static str, PathBuf) {
    let path = env::var_os(variable).map_or_else(|| Path::new(default).to_owned(), PathBuf::from);
    (variable, path)
}

/// A port that is free now.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
