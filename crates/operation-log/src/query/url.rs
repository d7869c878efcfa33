//! The query in a URL.

use super::input::Input;
use super::{Param, Problem, Query};
use crate::characters::{trim, whole_number};
use crate::percent;

impl Query {
    /// Reads the query string of a URL, with or without its `?`. Nothing in it is lost: what
    /// cannot be used is kept with its problem, what is not ours is kept as it is.
    pub fn from_url(query: &str) -> Self {
        Self::from_pairs(percent::query_pairs(query))
    }

    /// Prints the query string, without `?`: fixed key order, defaults left out.
    pub fn to_url(&self) -> String {
        percent::query_string(&self.pairs())
    }

    pub(super) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (param, input) in &self.inputs {
            pairs.push((param.key().to_owned(), input.text()));
        }
        pairs.extend_from_slice(&self.extra);
        pairs
    }

    pub(super) fn read(&mut self, param: Param, text: &str) {
        self.set(param, Input::read(param, text));
    }

    fn refuse(&mut self, param: Param, text: &str, problem: Problem) {
        self.set(param, Some(Input::refused(text, problem)));
    }

    pub(super) fn from_pairs(pairs: Vec<(String, String)>) -> Self {
        let mut query = Self::default();
        let mut texts: Vec<(Param, String)> = Vec::new();
        let mut offset = None;
        for (key, value) in pairs {
            if key == "offset" {
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
            query.read(*param, text);
        }
        if let Some(offset) = offset
            && !query.is_set(Param::Page)
        {
            let offset = trim(&offset);
            match whole_number(offset.strip_prefix('+').unwrap_or(offset)) {
                Some(offset) => query.go_to_row(offset),
                None => query.read(Param::Page, offset),
            }
        }
        query.check_range(&texts);
        query
    }

    /// Goes to the page that holds the row at an offset.
    pub(super) fn go_to_row(&mut self, offset: u64) {
        let pages_before = offset / u64::from(self.limit()).max(1);
        self.read(Param::Page, &pages_before.saturating_add(1).to_string());
    }

    fn check_range(&mut self, texts: &[(Param, String)]) {
        let given = |wanted| {
            texts
                .iter()
                .find(|(param, _)| *param == wanted)
                .map_or("", |(_, text)| text.as_str())
        };
        if let (Some(start), Some(end)) = (self.start_time(), self.end_time())
            && end < start
        {
            let text = given(Param::EndTime);
            self.refuse(Param::EndTime, text, Problem::EndBeforeStart);
        }
        let absolute = self.is_set(Param::StartTime) || self.is_set(Param::EndTime);
        if absolute && self.last().is_some() {
            let text = given(Param::Last);
            self.refuse(Param::Last, text, Problem::RangeGivenTwice);
        }
    }
}
