//! The query in a URL.

use super::input::Problem;
use super::{MAX_LIMIT, Param, Query};
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
        Param::ALL
            .into_iter()
            .filter_map(|param| Some((param.key().to_owned(), self.input(param).text()?)))
            .chain(self.extra.iter().cloned())
            .collect()
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
                Some((_, text)) if !value.trim().is_empty() => {
                    if !text.trim().is_empty() {
                        text.push(',');
                    }
                    text.push_str(&value);
                }
                Some(_) => {}
                None => texts.push((param, value)),
            }
        }
        for (param, text) in &texts {
            query.input_mut(*param).read(text);
        }
        if let Some(offset) = offset
            && !query.is_set(Param::Page)
        {
            query.read_offset(&offset);
        }
        query.check_range(&texts);
        query
    }

    /// The page that holds the row at an offset.
    fn read_offset(&mut self, text: &str) {
        match text.trim().parse::<u64>() {
            Ok(offset) => {
                let page = offset / u64::from(self.limit().clamp(1, MAX_LIMIT)) + 1;
                self.input_mut(Param::Page).read(&page.to_string());
            }
            Err(_) => self.input_mut(Param::Page).read(text),
        }
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
            self.input_mut(Param::EndTime)
                .refuse(given(Param::EndTime), Problem::EndBeforeStart);
        }
        let absolute = self.is_set(Param::StartTime) || self.is_set(Param::EndTime);
        if absolute && self.last().is_some() {
            self.input_mut(Param::Last)
                .refuse(given(Param::Last), Problem::RangeGivenTwice);
        }
    }
}
