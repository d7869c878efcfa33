//! Values that come from a server: what is held, what is under way, what failed.

pub mod calls;
mod latest;

pub use latest::{Latest, Ticket};

use crate::api::ApiError;
use calls::Waiting;

/// A value from a server. Rows that are held stay while newer ones load and when they fail.
#[derive(Clone, Debug, PartialEq)]
pub enum Remote<T> {
    /// A call is under way.
    Loading {
        /// What the last good call gave.
        held: Option<T>,
    },
    /// The last call failed and will be made again.
    Waiting {
        /// What the last good call gave.
        held: Option<T>,
        /// Why, and when.
        waiting: Waiting,
    },
    /// The last call was good.
    Ready(T),
    /// The last call failed.
    Failed {
        /// What the last good call gave.
        held: Option<T>,
        /// Why.
        error: ApiError,
    },
}

impl<T> Remote<T> {
    /// What there is to show.
    pub const fn held(&self) -> Option<&T> {
        match self {
            Self::Loading { held } | Self::Waiting { held, .. } | Self::Failed { held, .. } => {
                held.as_ref()
            }
            Self::Ready(value) => Some(value),
        }
    }

    /// Whether a call is under way.
    pub const fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }

    /// The failure of the last call, final or not.
    pub const fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failed { error, .. } => Some(error),
            Self::Waiting { waiting, .. } => Some(&waiting.error),
            Self::Loading { .. } | Self::Ready(_) => None,
        }
    }

    /// The call that will be made again.
    pub const fn waiting(&self) -> Option<&Waiting> {
        match self {
            Self::Waiting { waiting, .. } => Some(waiting),
            Self::Loading { .. } | Self::Ready(_) | Self::Failed { .. } => None,
        }
    }

    /// A call failed and will be made again.
    #[must_use]
    pub fn waits(self, waiting: Waiting) -> Self {
        Self::Waiting {
            held: self.into_held(),
            waiting,
        }
    }

    /// A call begins: what is held stays.
    #[must_use]
    pub fn loading(self) -> Self {
        Self::Loading {
            held: self.into_held(),
        }
    }

    /// A call ends.
    #[must_use]
    pub fn finished(self, result: Result<T, ApiError>) -> Self {
        match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed {
                held: self.into_held(),
                error,
            },
        }
    }

    /// Changes what is held, whatever the state of the calls.
    #[must_use]
    pub fn map_held(self, change: impl FnOnce(T) -> T) -> Self {
        match self {
            Self::Loading { held } => Self::Loading {
                held: held.map(change),
            },
            Self::Waiting { held, waiting } => Self::Waiting {
                held: held.map(change),
                waiting,
            },
            Self::Ready(value) => Self::Ready(change(value)),
            Self::Failed { held, error } => Self::Failed {
                held: held.map(change),
                error,
            },
        }
    }

    fn into_held(self) -> Option<T> {
        match self {
            Self::Loading { held } | Self::Waiting { held, .. } | Self::Failed { held, .. } => held,
            Self::Ready(value) => Some(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_call_keeps_what_was_held() {
        let failed = Remote::Ready(7).loading().finished(Err(ApiError::Offline));
        assert_eq!(failed.held(), Some(&7));
        assert_eq!(failed.error(), Some(&ApiError::Offline));
        assert_eq!(failed.loading().finished(Ok(8)), Remote::Ready(8));
    }
}
