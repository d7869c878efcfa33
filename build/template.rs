//! A text with placeholders in braces: `{first}–{last} of {total}`.

use std::collections::BTreeSet;

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Stands as it is.
    Literal(String),
    /// Is replaced by the argument of this name.
    Placeholder(String),
}

/// A text, cut at its placeholders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

impl Template {
    /// Cuts a text; fails on an empty text and on braces that are not a placeholder.
    pub fn parse(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("the text is empty".to_owned());
        }
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((literal, after)) = rest.split_once('{') {
            let (name, after) = after
                .split_once('}')
                .ok_or_else(|| format!("`{{` without `}}` in `{text}`"))?;
            if !is_identifier(name) {
                return Err(format!("`{{{name}}}` is not a placeholder"));
            }
            push_literal(&mut pieces, literal)?;
            pieces.push(Piece::Placeholder(name.to_owned()));
            rest = after;
        }
        push_literal(&mut pieces, rest)?;
        Ok(Self(pieces))
    }

    /// The pieces, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// The names of the placeholders in the order of the text, each once.
    pub fn placeholders(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let names = self.0.iter().filter_map(|piece| match piece {
            Piece::Literal(_) => None,
            Piece::Placeholder(name) => Some(name.as_str()),
        });
        names.filter(|name| seen.insert(*name)).collect()
    }
}

fn push_literal(pieces: &mut Vec<Piece>, text: &str) -> Result<(), String> {
    if text.contains('}') {
        return Err(format!("`}}` without `{{` in `{text}`"));
    }
    if !text.is_empty() {
        pieces.push(Piece::Literal(text.to_owned()));
    }
    Ok(())
}

/// Whether a name can be that of a method or an argument.
pub fn is_identifier(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
        && name
            .chars()
            .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
