//! The query in a URL.

use super::input::Input;
use super::{OFFSET_KEY, Param, Query};
use crate::characters::{trim, whole_number};
use crate::percent;

impl Query {
    /// Reads the query string of a URL, with or without its `?`. Nothing in it is lost: what
    /// cannot be used is kept with its problem, unknown keys are kept as they are.
    pub fn from_url(query: &str) -> Self {
        Self::from_pairs(percent::query_pairs(query))
    }

    /// Prints the query string, without `?`: fixed key order, defaults left out.
    pub fn to_url(&self) -> String {
        percent::query_string(&self.pairs())
    }

    fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (param, input) in &self.inputs {
            pairs.push((param.key().to_owned(), input.text()));
        }
        pairs.extend_from_slice(&self.extra);
        pairs
    }

    fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut query = Self::default();
        let mut texts: Vec<(Param, String)> = Vec::new();
        let mut offset = None;
        for (key, value) in pairs {
            if key == OFFSET_KEY {
                offset = Some(value);
                continue;
            }
            let Some(param) = Param::from_key(&key) else {
                query.extra.push((key, value));
                continue;
            };
            match texts.iter_mut().find(|(known, _)| *known == param) {
                // How the API takes several values is not documented; a comma shows them all.
                Some((_, text)) if !trim(&value).is_empty() => {
                    if !trim(text).is_empty() {
                        text.push(',');
                    }
                    text.push_str(&value);
                }
                Some(_) => {}
                None => texts.push((param, value)),
            }
        }
        for (param, text) in &texts {
            query.set(*param, Input::read(*param, text));
        }
        if let Some(offset) = offset
            && !query.is_set(Param::Page)
        {
            let offset = trim(&offset);
            match whole_number(offset.strip_prefix('+').unwrap_or(offset)) {
                Some(offset) => query.go_to_row(offset),
                None => query.set(Param::Page, Input::read(Param::Page, offset)),
            }
        }
        // A refused end keeps the text of the link, whatever its zone.
        query.settle_range(|_, wanted| {
            let given = texts.iter().find(|(param, _)| *param == wanted);
            given.map(|(_, text)| text.clone()).unwrap_or_default()
        });
        query
    }
}
