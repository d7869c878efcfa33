//! The state an operation is in.

use std::fmt;

use crate::characters::trim;

/// The state of an operation.
///
/// The documentation of `/operation` names three; sibling APIs of the same cloud know a fourth
/// (`working`), so an unknown word is kept and shown as it came.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `pending`: being carried out.
    Pending,
    /// `successful`: ended well.
    Successful,
    /// `failed`: ended badly.
    Failed,
    /// Any other word of the server; may be empty.
    Other(String),
}

impl Status {
    /// The three documented states, in the order of the documentation.
    pub const DOCUMENTED: [Self; 3] = [Self::Pending, Self::Successful, Self::Failed];

    /// Reads the server's word; never fails.
    pub fn from_wire(word: &str) -> Self {
        let word = trim(word);
        Self::documented(word).unwrap_or_else(|| Self::Other(word.to_owned()))
    }

    /// The documented state of this name, if it is one.
    pub fn documented(word: &str) -> Option<Self> {
        Self::DOCUMENTED
            .into_iter()
            .find(|status| status.as_str().eq_ignore_ascii_case(word))
    }

    /// The API's word.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Pending => "pending",
            Self::Successful => "successful",
            Self::Failed => "failed",
            Self::Other(word) => word,
        }
    }

    /// Whether the operation has ended, so that its duration no longer grows. Nothing is known of an
    /// unknown state, so it is neither this nor in progress.
    pub const fn is_final(&self) -> bool {
        matches!(self, Self::Successful | Self::Failed)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
