//! Why a command ended early.

use std::fmt::Display;

/// The reason why a command did not reach its end.
#[derive(Debug)]
pub enum Failure {
    /// Somebody pressed Ctrl-C or sent SIGTERM.
    Stopped,
    /// Something went wrong; the text says what, in one or a few lines.
    Because(String),
}

/// What every fallible function of this crate answers.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// A failure explained by `reason`.
    pub fn because(reason: impl Into<String>) -> Self {
        Self::Because(reason.into())
    }
}

/// Turns a foreign error into a [`Failure`] that says what was being done.
pub trait Explain<T> {
    /// Puts `doing` in front of the error's own text.
    fn explain(self, doing: impl FnOnce() -> String) -> Result<T>;
}

impl<T, E: Display> Explain<T> for std::result::Result<T, E> {
    fn explain(self, doing: impl FnOnce() -> String) -> Result<T> {
        self.map_err(|error| Failure::Because(format!("{}: {error}", doing())))
    }
}
