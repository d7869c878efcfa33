//! One test's use of a browser, and what is remembered about it.

use crate::browser::Browser;
use crate::console::ConsoleEntry;
use crate::engine::Wishes;
use crate::idle;
use crate::relay::Relay;
use crate::settings::Settings;
use std::cell::{Cell, RefCell};
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::time::Duration;
use thirtyfour::error::WebDriverResult;
use tokio::time::timeout;

/// How long it may take to make a used browser as new.
const PATIENCE: Duration = Duration::from_secs(10);

/// How many steps of a test are told when it fails.
const KEPT_STEPS: usize = 12;

/// A browser and its way to the site. Dropping it ends the browser.
#[derive(Debug)]
pub(crate) struct Session {
    browser: Browser,
    /// The way to the site.
    pub relay: Relay,
    /// Where the browser finds the site; addresses are told relative to it.
    pub origin: String,
    /// Whether the browser differs from a new one by more than its pages.
    spent: Cell<bool>,
    console: RefCell<Vec<ConsoleEntry>>,
    steps: RefCell<Vec<String>>,
}

impl Session {
    /// Takes a browser that waits, or starts one with an empty profile. It finds
    /// `site` at `host`.
    pub async fn start(
        settings: &Settings,
        wishes: &Wishes,
        host: Ipv4Addr,
        site: SocketAddr,
    ) -> Result<Self, String> {
        let relay = Relay::listen(host, site)
            .map_err(|error| format!("cannot listen for the browser: {error}"))?;
        let browser = match waiting(wishes).await {
            Some(browser) => browser,
            None => Browser::start(settings.engine, wishes).await?,
        };
        let origin = format!("http://{}", relay.address());
        Ok(Self {
            browser,
            relay,
            origin,
            spent: Cell::default(),
            console: RefCell::default(),
            steps: RefCell::default(),
        })
    }

    /// From now on no other test can use the browser.
    pub fn spend(&self) {
        self.spent.set(true);
    }

    /// Leaves the browser to the next test of the same wishes, or ends it.
    pub async fn finish(self) {
        if self.spent.get() {
            return;
        }
        if let Ok(Ok(())) = timeout(PATIENCE, self.browser.renew()).await {
            idle::keep(self.browser);
        }
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
}

impl Deref for Session {
    type Target = Browser;

    fn deref(&self) -> &Browser {
        &self.browser
    }
}

/// A browser of these wishes that another test has left, if it still answers.
async fn waiting(wishes: &Wishes) -> Option<Browser> {
    let browser = idle::take(wishes)?;
    match timeout(PATIENCE, browser.wake()).await {
        Ok(Ok(())) => Some(browser),
        _ => None,
    }
}
