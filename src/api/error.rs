//! Failures of a call, each named for what it is.

use operation_log::RefusalKind;
use operation_log::wire::{DecodeError, Refusal};

/// Why a call gave no page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// Superseded by a newer call, or not made as the hour has no room for it. Never shown.
    Aborted,
    /// The browser has no network.
    Offline,
    /// No connection, or one that broke.
    Unreachable {
        /// The browser's words, for support.
        detail: String,
    },
    /// The host page makes the calls by a function of its own, which failed.
    HostFetch {
        /// What it threw.
        detail: String,
    },
    /// No answer within the time allowed.
    TimedOut {
        /// The time allowed, in seconds.
        seconds: u32,
    },
    /// The API refused, in its own words.
    Refused(Refusal),
    /// A redirect, which API answers never are: someone in front of the API wants a sign-in. It is
    /// not followed, as that would carry the call's headers to another server.
    Redirected,
    /// An HTTP error whose body is not the API's.
    Http {
        /// HTTP status.
        status: u16,
        /// First characters of the body; may be empty.
        excerpt: String,
    },
    /// A body beyond reason.
    TooLarge {
        /// How long it is, in UTF-16 units.
        units: u32,
        /// The longest body that is read.
        most: u32,
    },
    /// A good HTTP status with a body that is not the API's.
    Broken {
        /// What is wrong with it.
        error: DecodeError,
        /// The media type the server claimed; may be empty.
        content_type: String,
    },
}

/// What a failure comes down to; each kind has words, a screen and a remedy of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// The browser has no network.
    Offline,
    /// The server cannot be reached.
    Unreachable,
    /// The host page's own function for calls failed.
    HostFetch,
    /// The server did not answer in time.
    TimedOut,
    /// Not signed in.
    SignedOut,
    /// The clock is more than a minute off.
    ClockOff,
    /// Not allowed.
    Denied,
    /// Something named in the request does not exist.
    NotFound,
    /// The server does not accept the request.
    BadRequest,
    /// Too many calls.
    OverQuota,
    /// The server is overloaded.
    Busy,
    /// An internal error of the server.
    ServerError,
    /// The answer is not the API's.
    BrokenAnswer,
}

impl ApiError {
    /// The `ret_code`, or the HTTP status where there is none (302 for any redirect); 0 where nobody
    /// answered.
    pub fn code(&self) -> i64 {
        match self {
            Self::Refused(refusal) => refusal.ret_code,
            Self::Http { status, .. } => i64::from(*status),
            Self::Redirected => 302,
            _ => 0,
        }
    }

    /// What the failure comes down to. The `ret_code` decides before the HTTP status does: the
    /// documentation names no HTTP status for any error.
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Offline => FailureKind::Offline,
            Self::Aborted | Self::Unreachable { .. } => FailureKind::Unreachable,
            Self::HostFetch { .. } => FailureKind::HostFetch,
            Self::TimedOut { .. } => FailureKind::TimedOut,
            Self::Refused(refusal) => match RefusalKind::of(refusal.ret_code) {
                RefusalKind::BadRequest => FailureKind::BadRequest,
                RefusalKind::SignedOut => FailureKind::SignedOut,
                RefusalKind::ClockOff => FailureKind::ClockOff,
                RefusalKind::Denied => FailureKind::Denied,
                RefusalKind::NotFound => FailureKind::NotFound,
                RefusalKind::OverQuota => FailureKind::OverQuota,
                RefusalKind::Busy => FailureKind::Busy,
                RefusalKind::Other => FailureKind::ServerError,
            },
            Self::Redirected => FailureKind::SignedOut,
            Self::Http { status, .. } => match status {
                401 => FailureKind::SignedOut,
                403 => FailureKind::Denied,
                404 => FailureKind::NotFound,
                429 => FailureKind::OverQuota,
                502..=504 => FailureKind::Busy,
                400..=499 => FailureKind::BadRequest,
                500..=599 => FailureKind::ServerError,
                _ => FailureKind::BrokenAnswer,
            },
            Self::Broken { .. } | Self::TooLarge { .. } => FailureKind::BrokenAnswer,
        }
    }
}

impl FailureKind {
    /// The word of `data-state`, part of the markup contract.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Unreachable => "unreachable",
            Self::HostFetch => "host-fetch",
            Self::TimedOut => "timed-out",
            Self::SignedOut => "signed-out",
            Self::ClockOff => "clock-off",
            Self::Denied => "denied",
            Self::NotFound => "not-found",
            Self::BadRequest => "bad-request",
            Self::OverQuota => "over-quota",
            Self::Busy => "busy",
            Self::ServerError => "failed",
            Self::BrokenAnswer => "broken",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ret_code_names_the_failure() {
        for (ret_code, kind) in [
            (1100, FailureKind::BadRequest),
            (1200, FailureKind::SignedOut),
            (1300, FailureKind::ClockOff),
            (1400, FailureKind::Denied),
            (2000, FailureKind::SignedOut),
            (2100, FailureKind::NotFound),
            (2500, FailureKind::OverQuota),
            (5000, FailureKind::ServerError),
            (5100, FailureKind::Busy),
            (5300, FailureKind::Busy),
            (777, FailureKind::ServerError),
        ] {
            let message = String::new();
            let error = ApiError::Refused(Refusal { ret_code, message });
            assert_eq!(error.kind(), kind, "{ret_code}");
        }
    }

    #[test]
    fn an_http_status_names_the_failure_where_there_is_no_ret_code() {
        for (status, kind) in [
            (401, FailureKind::SignedOut),
            (403, FailureKind::Denied),
            (429, FailureKind::OverQuota),
            (500, FailureKind::ServerError),
            (503, FailureKind::Busy),
        ] {
            let excerpt = String::new();
            assert_eq!(ApiError::Http { status, excerpt }.kind(), kind, "{status}");
        }
    }
}
