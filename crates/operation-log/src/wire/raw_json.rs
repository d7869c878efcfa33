//! JSON as the server wrote it.

use std::fmt;
use std::sync::Arc;

use serde_json::value::RawValue;

use super::lenient;

/// What JSON allows between its tokens.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// How many levels are indented; what is nested deeper stays in one line, so that the indentation
/// of a hostile text stays in proportion to it.
const MAX_INDENTED_LEVELS: usize = 32;

/// The text of a JSON value, exactly as it was sent: no number is rounded, no field is reordered
/// or dropped, and no escape is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawJson(Arc<str>);

impl RawJson {
    /// The text as it was sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The same tokens with an item or a field a line, each level indented by two blanks.
    pub fn pretty(&self) -> String {
        pretty(&self.0)
    }
}

impl From<&RawValue> for RawJson {
    fn from(raw: &RawValue) -> Self {
        Self(Arc::from(raw.get()))
    }
}

impl fmt::Display for RawJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A JSON text in one line, without the escapes that only hide characters from a reader.
pub(super) fn compact(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for token in Tokens(json) {
        let plain = if token.contains('\\') {
            serde_json::to_string(&lenient::string(token)).ok()
        } else {
            None
        };
        out.push_str(plain.as_deref().unwrap_or(token));
    }
    out
}

fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut level: usize = 0;
    let mut is_first = false;
    for token in Tokens(json) {
        let is_indented = level <= MAX_INDENTED_LEVELS;
        let closes = matches!(token, "]" | "}");
        if closes {
            level = level.saturating_sub(1);
        }
        // Between an opening bracket and what follows, but for the other bracket of an empty pair.
        if is_indented && is_first != closes {
            start_line(&mut out, level);
        }
        out.push_str(token);
        match token {
            "[" | "{" => level += 1,
            "," if is_indented => start_line(&mut out, level),
            ":" => out.push(' '),
            _ => {}
        }
        is_first = matches!(token, "[" | "{");
    }
    out
}

fn start_line(out: &mut String, level: usize) {
    out.push('\n');
    for _ in 0..level {
        out.push_str("  ");
    }
}

/// The tokens of a JSON text; a string is one token.
struct Tokens<'a>(&'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let text = self.0.trim_start_matches(BLANKS);
        let length = match text.chars().next()? {
            '"' => string_length(text),
            '[' | ']' | '{' | '}' | ',' | ':' => 1,
            _ => text
                .find(|next| BLANKS.contains(&next) || matches!(next, ']' | '}' | ','))
                .unwrap_or(text.len()),
        };
        let (token, rest) = text.split_at_checked(length)?;
        self.0 = rest;
        Some(token)
    }
}

/// The length of the string that a text starts with, in bytes.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'"' if !is_escaped => return at + 1,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    text.len()
}
