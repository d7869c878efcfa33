//! A browser with its driver, which several tests can use one after the other.

use crate::engine::{Engine, Preferences, Readiness, Screen};
use crate::program::{Launch, Program};
use crate::scratch::Scratch;
use crate::wait::{POLL, brief};
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;
use thirtyfour::error::{WebDriverError, WebDriverResult};
use tokio::net::TcpStream;

/// How long a driver may take until it listens.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The longest response time of a driver: starting a browser on a busy machine.
const DRIVER_TIMEOUT: Duration = Duration::from_secs(60);

/// A browser and its driver. Dropping it ends both.
#[derive(Debug)]
pub(crate) struct Browser {
    // Dropped in this order: the session, its processes, their files.
    pub driver: WebDriver,
    program: Program,
    pub screen: Option<Screen>,
    scratch: Scratch,
    pub engine: Engine,
    preferences: Preferences,
}

impl Browser {
    /// Starts a driver and a browser with an empty profile.
    pub async fn start(engine: Engine, preferences: &Preferences) -> Result<Self, String> {
        let scratch =
            Scratch::new().map_err(|error| format!("cannot make a scratch folder: {error}"))?;
        let screen = engine.screen(&scratch)?;
        let (launch, readiness) = engine.driver(preferences, &scratch, screen.as_ref())?;
        // A port that is free on one of the driver's addresses can be in use on
        // the other one; then the driver exits at once.
        let (program, port) = match listening(&launch, readiness).await {
            Ok(listening) => listening,
            Err(_) => listening(&launch, readiness).await?,
        };
        let driver = async {
            let capabilities = engine.capabilities(preferences, &scratch)?;
            let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
                .client(loopback_client()?)
                .await?;
            engine.prepare(&driver).await?;
            engine
                .prepare_tab(&driver, preferences, screen.as_ref())
                .await?;
            Ok(driver)
        };
        let driver = driver.await.map_err(|error: WebDriverError| {
            format!("{engine} did not start: {}", brief(&error))
        })?;
        Ok(Self {
            driver,
            program,
            screen,
            scratch,
            engine,
            preferences: preferences.clone(),
        })
    }

    /// The preferences that it was started with.
    pub fn preferences(&self) -> &Preferences {
        &self.preferences
    }

    /// Replaces all tabs by one empty tab without a history, so that for a site that it
    /// has never seen the browser is as if just started.
    pub async fn reset(&self) -> WebDriverResult<()> {
        let driver = &self.driver;
        driver.action_chain().reset_actions().await?;
        let used = driver.windows().await?;
        let tab = driver.new_tab().await?;
        for old in used {
            driver.switch_to_window(old).await?;
            driver.close_window().await?;
        }
        driver.switch_to_window(tab).await?;
        self.engine
            .prepare_tab(driver, &self.preferences, self.screen.as_ref())
            .await
    }

    /// Waits until it responds, and discards the messages of its console.
    pub async fn until_ready(&self) -> WebDriverResult<()> {
        self.engine.console(&self.driver).await?;
        Ok(())
    }

    /// The process groups of driver, browser and screen.
    pub fn groups(&self) -> Vec<u32> {
        let screen = self.screen.iter().flat_map(Screen::groups);
        [self.program.group()].into_iter().chain(screen).collect()
    }

    /// The folder of the browser's files.
    pub fn folder(&self) -> &std::path::Path {
        self.scratch.path()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Killing it is a second faster than closing it, which the driver would do
        // on drop.
        let _ = self.driver.clone().leak();
    }
}

/// Starts a driver and waits until it listens; returns its port.
async fn listening(launch: &Launch, readiness: Readiness) -> Result<(Program, u16), String> {
    let program = Program::start(launch)?;
    let port = match readiness {
        Readiness::Prints(port_in) => program.wait_for_line(TIMEOUT, port_in)?,
        Readiness::Listens(port) => {
            let start = Instant::now();
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .is_err()
            {
                if program.has_ended() || start.elapsed() > TIMEOUT {
                    let said = program.last_lines().join("\n");
                    return Err(format!("the driver does not listen; it printed:\n{said}"));
                }
                tokio::time::sleep(POLL).await;
            }
            port
        }
    };
    Ok((program, port))
}

/// An HTTP client that ignores the proxies of the environment.
pub(crate) fn loopback_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(DRIVER_TIMEOUT)
        .build()
}
