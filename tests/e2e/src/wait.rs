//! The one loop that waits for the browser.

use crate::page::Page;
use std::fmt::Debug;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverError;

/// How long a wait lasts unless a test says otherwise.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// The pause between two tries.
pub(crate) const POLL: Duration = Duration::from_millis(40);

/// What a check of [`Page::until`] may answer: `bool`, `Option<T>`, or
/// `Result<T, String>` whose error says what was seen.
pub trait Answer {
    /// What a wait answers in the end.
    type Value;

    /// The value, or what was seen instead of it.
    ///
    /// # Errors
    /// If the wait is to go on.
    fn settle(self) -> Result<Self::Value, String>;
}

impl Answer for bool {
    type Value = ();

    fn settle(self) -> Result<(), String> {
        if self {
            Ok(())
        } else {
            Err("it is not so".to_owned())
        }
    }
}

impl<T> Answer for Option<T> {
    type Value = T;

    fn settle(self) -> Result<T, String> {
        self.ok_or_else(|| "there is none".to_owned())
    }
}

impl<T> Answer for Result<T, String> {
    type Value = T;

    fn settle(self) -> Self {
        self
    }
}

impl Page {
    /// Waits until `check` answers yes, and answers what it found. `what`
    /// completes the sentence "waited for …".
    pub async fn until<A: Answer>(&self, what: &str, check: impl AsyncFn(&Self) -> A) -> A::Value {
        self.retry(what, async || check(self).await.settle()).await
    }

    /// Waits until `read` answers `expected`. `what` names what is read.
    pub async fn until_equal<T: PartialEq + Debug>(
        &self,
        what: &str,
        expected: T,
        read: impl AsyncFn(&Self) -> T,
    ) {
        self.retry(&format!("{what} to be {expected:?}"), async || {
            let seen = read(self).await;
            if seen == expected {
                Ok(())
            } else {
                Err(format!("{seen:?}"))
            }
        })
        .await;
    }

    /// Tries until it works, as a step of the test. After the deadline it fails
    /// with what was seen in the last try.
    pub(crate) async fn retry<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn() -> Result<T, String>,
    ) -> T {
        self.session().note(what);
        self.retry_quietly(what, attempt).await
    }

    /// The same for a mere look, which is no step of the test.
    pub(crate) async fn retry_quietly<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn() -> Result<T, String>,
    ) -> T {
        let start = Instant::now();
        loop {
            match attempt().await {
                Ok(value) => return value,
                Err(seen) if start.elapsed() >= self.deadline() => {
                    panic!("waited {:?} for {what}\nlast seen: {seen}", self.deadline())
                }
                Err(_) => tokio::time::sleep(POLL).await,
            }
        }
    }
}

/// The driver's own sentence, without its stack trace.
pub(crate) fn brief(error: &WebDriverError) -> String {
    const LABELS: [&str; 4] = ["Status:", "State:", "Additional info:", "Error:"];
    error
        .to_string()
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("Stacktrace:"))
        .filter(|line| !line.is_empty() && !LABELS.iter().any(|label| line.starts_with(label)))
        .collect::<Vec<_>>()
        .join(" ")
}
