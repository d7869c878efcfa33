//! One browser session: driver, browser, and what is remembered about them.

use crate::console::ConsoleEntry;
use crate::engine::{Engine, Readiness, Screen, Wishes};
use crate::program::{Launch, Program};
use crate::relay::Relay;
use crate::scratch::Scratch;
use crate::settings::Settings;
use crate::wait::{POLL, brief};
use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;
use thirtyfour::error::{WebDriverError, WebDriverResult};
use tokio::net::TcpStream;

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest answer of a driver: starting a browser on a busy machine.
const DRIVER_TIMEOUT: Duration = Duration::from_secs(60);

/// How many steps of a test are told when it fails.
const KEPT_STEPS: usize = 12;

/// A browser and its driver. Dropping it ends both.
#[derive(Debug)]
pub(crate) struct Session {
    // Dropped in this order: the session, its processes, their files.
    pub driver: WebDriver,
    pub program: Program,
    pub screen: Option<Screen>,
    scratch: Scratch,
    pub engine: Engine,
    /// The way to the site.
    pub relay: Relay,
    /// Where the browser finds the site; addresses are told relative to it.
    pub origin: String,
    console: RefCell<Vec<ConsoleEntry>>,
    steps: RefCell<Vec<String>>,
}

impl Session {
    /// Starts a driver and a browser with an empty profile.
    pub async fn start(
        settings: &Settings,
        wishes: &Wishes,
        site: SocketAddr,
    ) -> Result<Self, String> {
        let engine = settings.engine;
        let scratch =
            Scratch::new().map_err(|error| format!("cannot make a scratch folder: {error}"))?;
        let relay = Relay::to(site)
            .await
            .map_err(|error| format!("cannot listen for the browser: {error}"))?;
        let screen = engine.screen(&scratch)?;
        let (launch, readiness) = engine.driver(wishes, &scratch, screen.as_ref())?;
        // A port that was free for one of the driver's addresses can be taken
        // for the other one; then it ends at once.
        let (program, port) = match listening(&launch, readiness).await {
            Ok(listening) => listening,
            Err(_) => listening(&launch, readiness).await?,
        };
        let driver = async {
            let capabilities = engine.capabilities(wishes, &scratch)?;
            let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
                .client(loopback_client()?)
                .await?;
            engine.prepare(&driver, wishes, screen.as_ref()).await?;
            Ok(driver)
        };
        let driver = driver.await.map_err(|error: WebDriverError| {
            format!("{engine} did not start: {}", brief(&error))
        })?;
        let origin = format!("http://{}", relay.address());
        Ok(Self {
            driver,
            program,
            screen,
            scratch,
            engine,
            relay,
            origin,
            console: RefCell::default(),
            steps: RefCell::default(),
        })
    }

    /// Leaves the browser to its end, which comes when this is dropped: it is not
    /// asked to close, as being killed takes it a second less.
    pub fn leave(&self) {
        // Without this the driver would be asked all the same.
        let _ = self.driver.clone().leak();
    }

    /// Everything that the console got so far.
    pub async fn console(&self) -> WebDriverResult<Vec<ConsoleEntry>> {
        // A driver tells each entry once.
        let new = self.engine.console(&self.driver).await?;
        let mut console = self.console.borrow_mut();
        console.extend(new);
        Ok(console.clone())
    }

    /// Saves the errors of the document that is shown, where they would be lost.
    pub async fn save_errors(&self) {
        if self.engine.forgets_errors() {
            // A document that cannot be asked has none to tell.
            let _ = self.console().await;
        }
    }

    /// Remembers what the test does now, for the report of a failure.
    pub fn note(&self, step: &str) {
        let mut steps = self.steps.borrow_mut();
        if steps.len() == KEPT_STEPS {
            steps.remove(0);
        }
        steps.push(step.to_owned());
    }

    /// The last steps of the test, oldest first.
    pub fn steps(&self) -> Vec<String> {
        self.steps.borrow().clone()
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

/// Starts a driver and waits until it can be asked; answers its port.
async fn listening(launch: &Launch, readiness: Readiness) -> Result<(Program, u16), String> {
    let program = Program::start(launch)?;
    let port = match readiness {
        Readiness::Tells(port_in) => program.announcement(PATIENCE, port_in)?,
        Readiness::Listens(port) => {
            let start = Instant::now();
            while TcpStream::connect((Ipv4Addr::LOCALHOST, port))
                .await
                .is_err()
            {
                if program.has_ended() || start.elapsed() > PATIENCE {
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

/// An HTTP client that never uses a proxy, whatever the environment says.
pub(crate) fn loopback_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(DRIVER_TIMEOUT)
        .build()
}
