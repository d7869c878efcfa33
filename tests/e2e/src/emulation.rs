//! Emulation of user preferences and of the network.

use crate::engine::Unsupported;
use crate::page::Page;
use serde_json::{Value, json};

/// What can be emulated while a page is open. Language and time zone are fixed
/// when the browser starts: see [`Setup`](crate::Setup).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emulation<'a> {
    /// Values of CSS media features by name. Each call replaces the one before.
    Media(&'a [(&'a str, &'a str)]),
    /// No network: no connection reaches the site, and the browser is offline.
    Offline,
    /// The network is back.
    Online,
}

impl Emulation<'static> {
    /// The user prefers light pages.
    pub const LIGHT: Self = Self::Media(&[("prefers-color-scheme", "light")]);
    /// The user prefers dark pages.
    pub const DARK: Self = Self::Media(&[("prefers-color-scheme", "dark")]);
}

impl Page {
    /// Starts an emulation and waits until the page has noticed.
    ///
    /// # Errors
    /// If the engine does not support it.
    pub async fn emulate(&self, emulation: Emulation<'_>) -> Result<(), Unsupported> {
        let what = format!("emulate {emulation:?}");
        let session = self.session();
        session.note(&what);
        session.retire();
        match emulation {
            Emulation::Media(_) => {}
            Emulation::Offline => session.relay.cut(),
            Emulation::Online => session.relay.restore(),
        }
        let done = session.engine.emulate(session, &emulation).await?;
        self.must(&what, done);
        let (script, arguments) = match emulation {
            Emulation::Media(features) => (
                "return args[0].every(([name, value]) => matchMedia(`(${name}: ${value})`).matches)",
                json!(features),
            ),
            Emulation::Offline => ("return !navigator.onLine", Value::Null),
            Emulation::Online => ("return navigator.onLine", Value::Null),
        };
        self.until("the page to know", async |page| {
            page.ask::<bool>(script, [arguments.clone()]).await
        })
        .await;
        self.painted().await;
        Ok(())
    }

    /// Waits until the page is painted: styles that depend on the user's
    /// preferences, and their transitions, change no sooner.
    async fn painted(&self) {
        let script = "const done = arguments[0];
            requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        let driver = &self.session().driver;
        self.must("paint", driver.execute_async(script, []).await);
    }
}
