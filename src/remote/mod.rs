//! Values that come from a server: what is held, what is under way, what failed.

pub mod calls;
mod late;
mod latest;

pub use late::is_late;
pub use latest::{Latest, Ticket};

use leptos::prelude::*;

use crate::api::ApiError;
use crate::platform::network;
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
    pub fn wait(&mut self, waiting: Waiting) {
        *self = Self::Waiting {
            held: self.take_held(),
            waiting,
        };
    }

    /// A call begins: what is held stays.
    pub fn begin(&mut self) {
        *self = Self::Loading {
            held: self.take_held(),
        };
    }

    /// A call ends.
    pub fn finish(&mut self, result: Result<T, ApiError>) {
        *self = match result {
            Ok(value) => Self::Ready(value),
            Err(error) => Self::Failed {
                held: self.take_held(),
                error,
            },
        };
    }

    /// What is held, to be changed, whatever the state of the calls.
    pub const fn held_mut(&mut self) -> Option<&mut T> {
        match self {
            Self::Loading { held } | Self::Waiting { held, .. } | Self::Failed { held, .. } => {
                held.as_mut()
            }
            Self::Ready(value) => Some(value),
        }
    }

    fn take_held(&mut self) -> Option<T> {
        match std::mem::replace(self, Self::Loading { held: None }) {
            Self::Loading { held } | Self::Waiting { held, .. } | Self::Failed { held, .. } => held,
            Self::Ready(value) => Some(value),
        }
    }
}

/// Tries again when the network returns, if the last call failed, until the owner is disposed.
pub fn retry_online<T: Send + Sync + 'static>(
    remote: RwSignal<Remote<T>>,
    retry: impl Fn() + 'static,
) {
    network::on_online(move || {
        let failed = remote.try_with_untracked(|remote| remote.error().is_some());
        if failed == Some(true) {
            retry();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_call_keeps_what_was_held() {
        let mut remote = Remote::Ready(7);
        remote.begin();
        remote.finish(Err(ApiError::Offline));
        assert_eq!(remote.held(), Some(&7));
        assert_eq!(remote.error(), Some(&ApiError::Offline));
        remote.begin();
        remote.finish(Ok(8));
        assert_eq!(remote, Remote::Ready(8));
    }
}
