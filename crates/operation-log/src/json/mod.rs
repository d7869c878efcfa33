//! JSON as a server wrote it.
//!
//! A log is shown to people who compare it with what the server sent, so nothing is rounded or
//! put into another order: a [`Number`](Json::Number) is kept as it is written (an id beyond 2⁵³
//! stays itself, `2.50` keeps its nought), and fields keep their order, repeated ones included.
//! The panel is paid for in bytes, and this reader is a fraction of a general one.

mod parse;
mod print;

use std::fmt;

pub use parse::{JsonError, MAX_DEPTH};

/// A JSON value. Two are equal if they are written alike, blanks and escapes aside: `1.0` is not
/// `1`, and the order of fields counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number as it is written, which is one by RFC 8259.
    Number(String),
    /// A text, without its escapes.
    Text(String),
    /// A list.
    List(Vec<Self>),
    /// The fields of an object, in their order. A name may occur more than once.
    Object(Vec<(String, Self)>),
}

impl Json {
    /// Reads a text as RFC 8259 has it, with nothing but blanks around the value. Half of a
    /// surrogate pair, which no text can hold, becomes U+FFFD.
    ///
    /// # Errors
    /// If the text is not JSON, or nests deeper than [`MAX_DEPTH`].
    pub fn parse(text: &str) -> Result<Self, JsonError> {
        parse::parse(text)
    }

    /// The field of this name, the last if there are several; none if this is no object.
    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields
                .iter()
                .rfind(|(known, _)| known == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The value in one line, without blanks.
    pub fn compact(&self) -> String {
        print::compact(self)
    }

    /// The value with an item or field a line, each level indented by two blanks.
    pub fn pretty(&self) -> String {
        print::pretty(self)
    }
}

impl fmt::Display for Json {
    /// Writes what [`Json::compact`] returns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.compact())
    }
}
