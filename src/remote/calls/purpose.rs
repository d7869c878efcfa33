//! What calls are made for.

use crate::api::Urgency;

/// What a call is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A page of the list that the reader asked for.
    Page,
    /// An operation that the reader opened.
    Operation,
    /// What happened around an operation.
    Related,
    /// Rows on screen that may have changed.
    Watch,
    /// Whether new operations have come.
    Newer,
    /// How many operations there are in a part of the time.
    Count,
    /// A part of the whole result.
    Bulk,
}

impl Purpose {
    /// Every purpose, most urgent first.
    pub const ALL: [Self; 7] = [
        Self::Page,
        Self::Operation,
        Self::Related,
        Self::Watch,
        Self::Newer,
        Self::Count,
        Self::Bulk,
    ];

    /// The letter for it in the stored call history.
    pub const fn letter(self) -> char {
        match self {
            Self::Page => 'p',
            Self::Operation => 'o',
            Self::Related => 'r',
            Self::Watch => 'w',
            Self::Newer => 'n',
            Self::Count => 'c',
            Self::Bulk => 'b',
        }
    }

    /// Whether it can wait, so that it is throttled first.
    pub const fn is_background(self) -> bool {
        matches!(self, Self::Watch | Self::Newer | Self::Count | Self::Bulk)
    }

    /// Whether nobody asked for it: then it is made again by the rhythm of whoever makes it, and
    /// nobody is asked to sign in for it.
    pub const fn is_unasked(self) -> bool {
        matches!(self, Self::Watch | Self::Newer | Self::Count)
    }

    /// Whether the reader began what it is a part of, and is told how that ends.
    pub const fn is_begun_by_reader(self) -> bool {
        !matches!(self, Self::Watch | Self::Newer)
    }

    /// Who waits for it.
    pub const fn urgency(self) -> Urgency {
        if self.is_background() {
            Urgency::Background
        } else {
            Urgency::Interactive
        }
    }

    /// How urgent it is; less is sooner.
    pub const fn rank(self) -> u8 {
        match self {
            Self::Page | Self::Operation => 0,
            Self::Related => 1,
            Self::Watch => 2,
            Self::Newer => 3,
            Self::Count => 4,
            Self::Bulk => 5,
        }
    }
}
