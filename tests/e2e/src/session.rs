//! One test's use of a browser, with its console messages and steps.

use crate::browser::Browser;
use crate::console::ConsoleEntry;
use crate::engine::Preferences;
use crate::idle;
use crate::relay::Relay;
use crate::settings::Settings;
use std::cell::{Cell, RefCell};
use std::net::{Ipv4Addr, SocketAddr};
use std::ops::Deref;
use std::time::Duration;
use thirtyfour::error::{WebDriverErrorInner, WebDriverResult};
use tokio::time::timeout;

/// How long resetting a browser may take.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How many steps of a failed test are reported.
const KEPT_STEPS: usize = 12;

/// A browser and the relay to its site. Dropping it ends the browser.
#[derive(Debug)]
pub(crate) struct Session {
    browser: Browser,
    /// The network between browser and site.
    pub relay: Relay,
    /// The origin of the site; addresses are reported relative to it.
    pub origin: String,
    /// Whether no other test may use the browser.
    retired: Cell<bool>,
    console: RefCell<Vec<ConsoleEntry>>,
    steps: RefCell<Vec<String>>,
}

impl Session {
    /// Takes an idle browser or starts one with an empty profile. `site` is served
    /// to it at `host`.
    pub async fn start(
        settings: &Settings,
        preferences: &Preferences,
        host: Ipv4Addr,
        site: SocketAddr,
    ) -> Result<Self, String> {
        let relay = Relay::listen(host, site)
            .map_err(|error| format!("cannot listen for the browser: {error}"))?;
        let browser = match idle_browser(preferences).await {
            Some(browser) => browser,
            None => Browser::start(settings.engine, preferences).await?,
        };
        let origin = format!("http://{}", relay.address());
        Ok(Self {
            browser,
            relay,
            origin,
            retired: Cell::default(),
            console: RefCell::default(),
            steps: RefCell::default(),
        })
    }

    /// Keeps other tests from using the browser, because it differs from a new one.
    pub fn retire(&self) {
        self.retired.set(true);
    }

    /// Leaves the browser to the next test with the same preferences, or ends it.
    pub async fn finish(self) {
        if self.retired.get() {
            return;
        }
        if let Ok(Ok(())) = timeout(TIMEOUT, self.browser.reset()).await {
            idle::keep(self.browser);
        }
    }

    /// All console messages so far.
    pub async fn console(&self) -> WebDriverResult<Vec<ConsoleEntry>> {
        // A driver returns each message once.
        let new = self.engine.console(&self.driver).await?;
        let mut console = self.console.borrow_mut();
        console.extend(new);
        Ok(console.clone())
    }

    /// Saves the errors of the current document, where they would be lost.
    pub async fn save_errors(&self) {
        if self.engine.loses_errors() {
            // A document that runs no scripts has no errors.
            let _ = self.console().await;
        }
    }

    /// Whether the browser has ended, and with it the driver's session.
    pub async fn has_ended(&self) -> bool {
        let seen = self.driver.current_url().await;
        seen.is_err_and(|error| matches!(*error, WebDriverErrorInner::InvalidSessionId(_)))
    }

    /// Records a step of the test, for the report of a failure.
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

/// An idle browser with these preferences, if it still responds.
async fn idle_browser(preferences: &Preferences) -> Option<Browser> {
    let browser = idle::take(preferences)?;
    match timeout(TIMEOUT, browser.until_ready()).await {
        Ok(Ok(())) => Some(browser),
        _ => None,
    }
}
