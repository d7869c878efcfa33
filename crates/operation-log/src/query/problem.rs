//! Why a value of a query cannot be used.

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
    /// A date whose day and month are written in another order in other countries.
    AmbiguousDate,
    /// The end of the range lies before its start.
    EndBeforeStart,
    /// Not one of `15m`, `1h`, `24h`, `7d`, `30d`.
    NotASpan,
    /// A relative range beside an absolute one, which wins.
    RangeGivenTwice,
    /// Not a column that can be sorted.
    NotASortColumn,
    /// Not a list of filters on loaded rows.
    NotConditions,
    /// Not one of `local`, `utc`, `utc8`.
    NotATimeZone,
    /// Contains a character that ids cannot have.
    NotAnId,
    /// Longer than `max` characters.
    TooLong {
        /// Longest text, in characters.
        max: usize,
    },
    /// Contains a control character, such as a line break.
    ControlCharacter,
}
