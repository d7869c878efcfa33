//! The messages of the browser's console.

use crate::page::Page;
use std::fmt;

/// One message of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// Whether it is an error: an uncaught exception, a violation of the content
    /// security policy, `console.error`, and in Chromium a failed request.
    pub is_error: bool,
    /// The message with its source.
    pub text: String,
}

impl fmt::Display for ConsoleEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Page {
    /// All messages since the session began.
    pub async fn console(&self) -> Vec<ConsoleEntry> {
        self.must("read the console", self.session().console().await)
    }

    /// All errors among [`console`](Self::console).
    pub async fn console_errors(&self) -> Vec<ConsoleEntry> {
        let mut entries = self.console().await;
        entries.retain(|entry| entry.is_error);
        entries
    }

    /// Fails if there is an error that contains none of the `allowed`
    /// texts. Every engine has `Content Security Policy` in the text of a
    /// violation.
    pub async fn assert_no_console_errors(&self, allowed: &[&str]) {
        let errors = self.console_errors().await;
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
}
