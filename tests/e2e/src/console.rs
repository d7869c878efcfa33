//! What the browser's console said.

use crate::engine::Unsupported;
use crate::page::Page;
use std::fmt;

/// One message of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// It is an error: an uncaught exception, a failed request, a violation of
    /// the content security policy, or `console.error`.
    pub is_error: bool,
    /// The message, with where it came from.
    pub text: String,
}

impl fmt::Display for ConsoleEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Page {
    /// Everything that the console got since the session began.
    ///
    /// # Errors
    /// If the engine does not show its console.
    pub async fn console(&self) -> Result<Vec<ConsoleEntry>, Unsupported> {
        Ok(self.must("read the console", self.session().console().await?))
    }

    /// The errors among [`console`](Self::console). Nothing is left out.
    ///
    /// # Errors
    /// If the engine does not show its console.
    pub async fn console_errors(&self) -> Result<Vec<ConsoleEntry>, Unsupported> {
        let mut entries = self.console().await?;
        entries.retain(|entry| entry.is_error);
        Ok(entries)
    }

    /// Fails if the console got an error that contains none of the `allowed`
    /// texts. Where an engine does not show its console this says so and passes.
    pub async fn assert_no_console_errors(&self, allowed: &[&str]) {
        match self.console_errors().await {
            Ok(errors) => {
                let unexpected: Vec<_> = errors
                    .iter()
                    .filter(|error| !allowed.iter().any(|text| error.text.contains(text)))
                    .map(ToString::to_string)
                    .collect();
                assert!(
                    unexpected.is_empty(),
                    "errors in the browser's console:\n{}",
                    unexpected.join("\n")
                );
            }
            Err(unsupported) => eprintln!("note: {unsupported}, so it was not checked"),
        }
    }
}
