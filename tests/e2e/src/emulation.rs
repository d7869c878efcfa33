//! Circumstances that the browser only pretends.

use crate::engine::Unsupported;
use crate::page::Page;

/// A circumstance that can change while a page is open. Language and time zone
/// are fixed when the browser starts: see [`Setup`](crate::Setup).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emulation<'a> {
    /// What CSS media features answer, by name and value: all that is to be
    /// emulated at once, as each call replaces the one before.
    Media(&'a [(&'a str, &'a str)]),
    /// No network.
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
    /// Makes the browser pretend a circumstance, from now on.
    ///
    /// # Errors
    /// If the engine cannot.
    pub async fn emulate(&self, emulation: Emulation<'_>) -> Result<(), Unsupported> {
        let session = self.session();
        let done = session.engine.emulate(&session.driver, &emulation).await?;
        self.must(&format!("emulate {emulation:?}"), done);
        Ok(())
    }
}
