//! The browser engines, and what the rest of the layer asks of them.
//!
//! An engine is added by a file in `engine/` and an arm in each `match` here.
//! What an engine cannot do is in `engine/cannot.rs`.

mod cannot;
mod chromium;
mod firefox;
mod webkit;

pub use cannot::{Ability, Unsupported};
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

/// How a browser starts. Holds in every engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// The user's languages, best first, as BCP 47 tags.
    pub languages: Vec<String>,
    /// The user's time zone, as an IANA name.
    pub time_zone: String,
}

impl Wishes {
    /// The language that the user likes best.
    fn language(&self) -> &str {
        self.languages.first().map_or("en-US", String::as_str)
    }
}

/// How a driver says that it can be asked.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Readiness {
    /// It prints a line with the port that it chose.
    Tells(fn(&str) -> Option<u16>),
    /// It prints nothing and listens on the port that it was given.
    Listens(u16),
}

impl Engine {
    /// The engine that `HPC_BROWSER` names; Chromium without it.
    pub(crate) fn chosen() -> Result<Self, String> {
        let name = env::var("HPC_BROWSER").unwrap_or_else(|_| "chromium".to_owned());
        [Self::Chromium, Self::Firefox, Self::WebKit]
            .into_iter()
            .find(|engine| engine.to_string().eq_ignore_ascii_case(&name))
            .ok_or_else(|| format!("HPC_BROWSER={name} is no browser that the tests know"))
    }

    /// Fails if a program that this engine needs is not there.
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

    /// A screen, if the browser cannot do without.
    pub(crate) fn screen(self, scratch: &Scratch) -> Result<Option<Screen>, String> {
        match self {
            Self::Chromium | Self::Firefox => Ok(None),
            Self::WebKit => Screen::start(scratch).map(Some),
        }
    }

    /// The command that starts the engine's driver on a free port, and how that
    /// becomes ready.
    pub(crate) fn driver(
        self,
        wishes: &Wishes,
        scratch: &Scratch,
        screen: Option<&Screen>,
    ) -> Result<(Launch, Readiness), String> {
        match self {
            Self::Chromium => Ok((
                chromium::driver(wishes, scratch),
                Readiness::Tells(chromium::port_in),
            )),
            Self::Firefox => Ok((
                firefox::driver(wishes, scratch),
                Readiness::Tells(firefox::port_in),
            )),
            Self::WebKit => {
                let port =
                    free_port().map_err(|error| format!("there is no free port: {error}"))?;
                let launch = webkit::driver(wishes, scratch, screen, port)?;
                Ok((launch, Readiness::Listens(port)))
            }
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
            Self::Firefox => firefox::capabilities(wishes),
            Self::WebKit => webkit::capabilities(),
        }
    }

    /// Finishes a browser that has just started.
    pub(crate) async fn prepare(self, driver: &WebDriver) -> WebDriverResult<()> {
        match self {
            Self::Chromium | Self::WebKit => Ok(()),
            Self::Firefox => firefox::prepare(driver).await,
        }
    }

    /// Fulfils, in the one tab of a browser, those wishes that need a running one.
    pub(crate) async fn prepare_tab(
        self,
        driver: &WebDriver,
        wishes: &Wishes,
        screen: Option<&Screen>,
    ) -> WebDriverResult<()> {
        match self {
            Self::Chromium => chromium::prepare_tab(driver, wishes).await,
            Self::Firefox => Ok(()),
            Self::WebKit => webkit::prepare_tab(screen),
        }
    }

    /// Makes the browser pretend something; `Err` is for "it cannot".
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

    /// From now on the page that is shown knows when it is not.
    pub(crate) async fn be_seen_as_it_is(self, driver: &WebDriver) -> WebDriverResult<()> {
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

    /// Plays an input method that shows `states` and commits `text`.
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

    /// What the console got since it was read the last time.
    pub(crate) async fn console(self, driver: &WebDriver) -> WebDriverResult<Vec<ConsoleEntry>> {
        match self {
            Self::Chromium => chromium::console(driver).await,
            Self::Firefox => firefox::console(driver).await,
            Self::WebKit => webkit::console(driver).await,
        }
    }

    /// Whether the errors of a document are lost together with it, unless they
    /// are asked for as soon as it is there and before it is left.
    pub(crate) fn forgets_errors(self) -> bool {
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

/// The path in `variable`, or where a Debian package puts the program.
fn program(variable: &'static str, default: &str) -> (&'static str, PathBuf) {
    let path = env::var_os(variable).map_or_else(|| Path::new(default).to_owned(), PathBuf::from);
    (variable, path)
}

/// A port that nobody listens on at this moment.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
