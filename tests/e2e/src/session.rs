//! One browser session: driver, browser, and what is remembered about them.

use crate::console::ConsoleEntry;
use crate::engine::{Engine, Unsupported, Wishes};
use crate::program::Program;
use crate::scratch::Scratch;
use crate::settings::Settings;
use crate::wait::brief;
use std::cell::RefCell;
use std::time::Duration;
use thirtyfour::WebDriver;
use thirtyfour::error::{WebDriverError, WebDriverResult};

/// How long a driver may take to listen.
const PATIENCE: Duration = Duration::from_secs(20);

/// The longest answer of a driver: starting a browser on a busy machine.
const DRIVER_TIMEOUT: Duration = Duration::from_secs(60);

/// How long a browser may take to close; after that it is killed.
const QUIT_TIMEOUT: Duration = Duration::from_secs(5);

/// How many steps of a test are told when it fails.
const KEPT_STEPS: usize = 12;

/// A browser and its driver. Dropping it ends both.
#[derive(Debug)]
pub(crate) struct Session {
    // Dropped in this order: the session, its processes, their files.
    pub driver: WebDriver,
    program: Program,
    scratch: Scratch,
    pub engine: Engine,
    /// Where the site under test is; addresses are told relative to it.
    pub origin: String,
    console: RefCell<Vec<ConsoleEntry>>,
    steps: RefCell<Vec<String>>,
}

impl Session {
    /// Starts a driver and a browser with an empty profile.
    pub async fn start(
        settings: &Settings,
        wishes: &Wishes,
        origin: String,
    ) -> Result<Self, String> {
        let engine = settings.engine;
        let scratch =
            Scratch::new().map_err(|error| format!("cannot make a scratch folder: {error}"))?;
        let launch = engine
            .driver(wishes, &scratch)
            .map_err(|unsupported| unsupported.to_string())?;
        let listening = || {
            let program = Program::start(&launch)?;
            let port = program.announcement(PATIENCE, |line| engine.port_in(line))?;
            Ok::<_, String>((program, port))
        };
        // A port that was free for one of the driver's addresses can be taken
        // for the other one; then it ends at once.
        let (program, port) = listening().or_else(|_| listening())?;
        let driver = async {
            let capabilities = engine.capabilities(wishes, &scratch)?;
            let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
                .client(loopback_client()?)
                .await?;
            engine.prepare(&driver, wishes).await?;
            Ok(driver)
        };
        let driver = driver.await.map_err(|error: WebDriverError| {
            format!("{engine} did not start: {}", brief(&error))
        })?;
        Ok(Self {
            driver,
            program,
            scratch,
            engine,
            origin,
            console: RefCell::default(),
            steps: RefCell::default(),
        })
    }

    /// Closes the browser. What is left of it ends when this is dropped.
    pub async fn quit(&self) {
        // A browser that hangs is no reason to wait; it is killed all the same.
        let _ = tokio::time::timeout(QUIT_TIMEOUT, self.driver.clone().quit()).await;
    }

    /// Everything that the console got so far.
    pub async fn console(&self) -> Result<WebDriverResult<Vec<ConsoleEntry>>, Unsupported> {
        // A driver tells each entry once.
        let new = self.engine.console(&self.driver).await?;
        Ok(new.map(|new| {
            let mut console = self.console.borrow_mut();
            console.extend(new);
            console.clone()
        }))
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

    /// The process group of driver and browser.
    pub fn group(&self) -> u32 {
        self.program.group()
    }

    /// The folder of the browser's files.
    pub fn folder(&self) -> &std::path::Path {
        self.scratch.path()
    }
}

/// An HTTP client that never uses a proxy, whatever the environment says.
pub(crate) fn loopback_client() -> Result<reqwest::Client, reqwest::Error> {
    reqwest::Client::builder()
        .no_proxy()
        .timeout(DRIVER_TIMEOUT)
        .build()
}
