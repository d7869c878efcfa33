//! Why there is no answer of the upstream to forward.

use std::error::Error;
use std::fmt;

use axum::http::{HeaderValue, StatusCode};

/// Why there is no answer. Its text is for the log of this server only: it contains no parameters of
/// a request, but host names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The connection failed.
    Unreachable(String),
    /// It took too long.
    TimedOut,
    /// It was not called: too many calls are in flight.
    Busy,
    /// It is a redirect, which signed requests do not follow.
    Redirected(StatusCode),
    /// It is too large.
    TooLarge,
    /// It is not JSON.
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

/// The value of a `Retry-After` that is in seconds.
pub(super) fn seconds(retry_after: Option<&HeaderValue>) -> Option<i64> {
    retry_after?.to_str().ok()?.trim().parse().ok()
}

impl Failure {
    /// Classifies the error of a failed call.
    pub(super) fn of(fault: reqwest::Error) -> Self {
        if fault.is_timeout() {
            return Self::TimedOut;
        }
        // The URL contains the signature.
        let fault = fault.without_url();
        let mut reason = fault.to_string();
        let mut cause = fault.source();
        while let Some(fault) = cause {
            reason.push_str(": ");
            reason.push_str(&fault.to_string());
            cause = fault.source();
        }
        Self::Unreachable(reason)
    }

    /// Whether the API had too many calls.
    pub fn is_too_many_calls(&self) -> bool {
        matches!(self, Self::NotJson(answer) if answer.status == StatusCode::TOO_MANY_REQUESTS)
    }

    /// In how many seconds to try again, if the API said so in seconds.
    pub fn retry_after_seconds(&self) -> Option<i64> {
        match self {
            Self::NotJson(answer) => seconds(answer.retry_after.as_ref()),
            _ => None,
        }
    }

    /// Whether a retry may help.
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::TimedOut | Self::Busy => true,
            Self::Redirected(_) | Self::TooLarge => false,
            Self::NotJson(answer) => matches!(answer.status.as_u16(), 429 | 502..=504),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreachable(reason) => f.write_str(reason),
            Self::TimedOut => f.write_str("no complete answer in time"),
            Self::Busy => f.write_str("no call was made, too many are in flight"),
            Self::Redirected(status) => write!(f, "a redirect ({status}), which is not followed"),
            Self::TooLarge => f.write_str("an answer that is too large"),
            Self::NotJson(answer) => write!(f, "an answer that is not JSON ({})", answer.status),
        }
    }
}
