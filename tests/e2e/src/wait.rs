//! The only loop that waits for the browser.

use crate::page::Page;
use std::fmt::Debug;
use std::time::{Duration, Instant};
use thirtyfour::error::WebDriverError;

/// How long a wait lasts unless a test says otherwise.
pub(crate) const DEADLINE: Duration = Duration::from_secs(10);

/// The pause between two attempts.
pub(crate) const POLL: Duration = Duration::from_millis(40);

/// The result of a check of [`Page::until`]: `bool`, `Option<T>`, or
/// `Result<T, String>` whose error says what was seen.
pub trait Answer {
    /// What the wait returns in the end.
    type Value;

    /// The value, or what was seen instead.
    ///
    /// # Errors
    /// If the check has to be repeated.
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
    /// Waits until `check` succeeds, and returns its value. `what` completes the
    /// sentence "waited for …".
    pub async fn until<A: Answer>(&self, what: &str, check: impl AsyncFn(&Self) -> A) -> A::Value {
        self.retry(what, async || check(self).await.settle()).await
    }

    /// Waits until `read` returns `expected`. `what` names what is read.
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

    /// Retries until it works, as a step of the test. After the deadline it fails
    /// with what was seen in the last attempt.
    pub(crate) async fn retry<T>(
        &self,
        what: &str,
        attempt: impl AsyncFn() -> Result<T, String>,
    ) -> T {
        self.session().note(what);
        self.retry_quietly(what, attempt).await
    }

    /// Like [`retry`](Self::retry), but not recorded as a step of the test.
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

/// The driver's message without its stack trace.
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
