//! Why the upstream's answer is none that could be passed on.

use std::error::Error;
use std::fmt;

use axum::http::{HeaderValue, StatusCode};

/// Why there is no answer. Its text is for the log of this server: it holds no parameter of any
/// request, but names of machines that are nobody else's business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No connection, or one that broke.
    Unreachable(String),
    /// Too late.
    TimedOut,
    /// It leads elsewhere, where signed requests do not go.
    Redirected(StatusCode),
    /// Too large.
    TooLarge,
    /// Not JSON.
    NotJson(NotJson),
}

/// What is known of an answer that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// Its HTTP status.
    pub status: StatusCode,
    /// Its `Retry-After`.
    pub retry_after: Option<HeaderValue>,
}

impl Failure {
    /// What a failed call comes down to.
    pub(super) fn of(fault: reqwest::Error) -> Self {
        if fault.is_timeout() {
            return Self::TimedOut;
        }
        // The address holds the signature.
        let fault = fault.without_url();
        let mut words = fault.to_string();
        let mut cause = fault.source();
        while let Some(fault) = cause {
            words.push_str(": ");
            words.push_str(&fault.to_string());
            cause = fault.source();
        }
        Self::Unreachable(words)
    }

    /// Whether the same call may well be answered in a moment.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::TimedOut => true,
            Self::Redirected(_) | Self::TooLarge => false,
            Self::NotJson(answer) => matches!(answer.status.as_u16(), 429 | 502..=504),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(words) => f.write_str(words),
            Self::TimedOut => f.write_str("no complete answer in time"),
            Self::Redirected(status) => write!(f, "a redirect ({status}), which is not followed"),
            Self::TooLarge => f.write_str("an answer that is too large"),
            Self::NotJson(answer) => write!(f, "an answer that is not JSON ({})", answer.status),
        }
    }
}
