//! A value of a query that may be absent or unusable.

use super::value::Value;

/// A value from a URL or a control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Input<T> {
    /// Not given, or given as the default.
    #[default]
    Absent,
    /// A value that is sent.
    Usable(T),
    /// A value that is shown with its problem and not sent.
    Unusable(Unusable),
}

/// A text that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unusable {
    /// The text as it was given, without blanks around it.
    pub text: String,
    /// What is wrong with it.
    pub problem: Problem,
}

/// Why a value cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    /// Not one of `pending`, `successful`, `failed`.
    NotAStatus,
    /// Not a whole number from `min` to `max`.
    NotInRange {
        /// Smallest value.
        min: u64,
        /// Largest value.
        max: u64,
    },
    /// Not a date and time with a zone, such as `2022-04-06T01:26:33Z`.
    NotATime,
    /// The end of the range lies before its start.
    EndBeforeStart,
    /// Not one of `15m`, `1h`, `24h`, `7d`, `30d`.
    NotASpan,
    /// A relative range beside an absolute one, which wins.
    RangeGivenTwice,
    /// Not a column that can be sorted.
    NotASortColumn,
    /// Not one of `local`, `utc`, `utc8`.
    NotATimeZone,
    /// Holds a character no id has.
    NotAnId,
    /// Longer than `max` characters.
    TooLong {
        /// Longest text, in characters.
        max: usize,
    },
    /// Holds a control character, such as a line break.
    ControlCharacter,
}

impl<T> Input<T> {
    /// The value, if it is usable.
    pub const fn usable(&self) -> Option<&T> {
        match self {
            Self::Usable(value) => Some(value),
            Self::Absent | Self::Unusable(_) => None,
        }
    }
}

/// An input whose type does not matter.
pub(super) trait AnyInput {
    /// The text as the URL prints it; none if absent.
    fn text(&self) -> Option<String>;
    fn problem(&self) -> Option<Problem>;
    /// Reads a text; an empty one or the default makes the input absent.
    fn read(&mut self, text: &str);
    /// Makes the input unusable, keeping the text it was read from.
    fn refuse(&mut self, text: &str, problem: Problem);
}

impl<T: Value> AnyInput for Input<T> {
    fn text(&self) -> Option<String> {
        match self {
            Self::Absent => None,
            Self::Usable(value) => Some(value.write()),
            Self::Unusable(unusable) => Some(unusable.text.clone()),
        }
    }

    fn problem(&self) -> Option<Problem> {
        match self {
            Self::Absent | Self::Usable(_) => None,
            Self::Unusable(unusable) => Some(unusable.problem),
        }
    }

    fn read(&mut self, text: &str) {
        let text = text.trim();
        *self = match T::read(text) {
            _ if text.is_empty() => Self::Absent,
            Ok(value) if value.is_default() => Self::Absent,
            Ok(value) => Self::Usable(value),
            Err(problem) => Self::Unusable(Unusable {
                text: text.to_owned(),
                problem,
            }),
        };
    }

    fn refuse(&mut self, text: &str, problem: Problem) {
        *self = Self::Unusable(Unusable {
            text: text.trim().to_owned(),
            problem,
        });
    }
}
