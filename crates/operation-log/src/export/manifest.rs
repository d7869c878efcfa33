//! What a file says of itself.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::result_set::Condition;

/// What [`Manifest::format`] says.
const FORMAT: &str = "hpc-operations rows";

/// The version that is written.
const VERSION: u32 = 1;

/// Which rows a file holds, of what, and from when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Tells a file of this kind from others.
    format: String,
    version: u32,
    /// The query that was asked, as in an address, locked filters included.
    pub query: String,
    /// The zone that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The moment the rows are from, by the server's data.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time")]
    pub as_of: Option<DateTime<Utc>>,
    /// When the file was written, by the server's clock.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "time")]
    pub written: Option<DateTime<Utc>>,
    /// What part of the result it was meant to hold.
    pub part: Part,
    /// The filters that were applied in the browser, as [`Condition::print`] writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub filters: Vec<String>,
    /// How many rows the file has.
    pub rows: u64,
    /// How many rows the whole result has, as far as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u64>,
    /// Why the result was not read to its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stopped: Option<Stopped>,
}

/// A part of a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// All rows, but for those that filters in the browser leave out.
    Whole,
    /// The page that was shown.
    Page,
    /// The rows that were selected.
    Selection,
}

/// Why a result was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stopped {
    /// The reader cancelled or paused it.
    Cancelled,
    /// The calls of the hour are used up.
    Quota,
    /// A call failed.
    Failed,
    /// There are more rows than can be held.
    TooMany,
    /// The log changed while it was read, so that rows may be missing.
    Changed,
    /// The server gives no more rows, whatever it counts.
    Withheld,
}

/// Why a line is no manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotAManifest {
    Foreign,
    Newer(u32),
}

impl Manifest {
    /// Of a part of the result of a query.
    pub fn new(query: String, part: Part) -> Self {
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            query,
            zone: None,
            as_of: None,
            written: None,
            part,
            filters: Vec::new(),
            rows: 0,
            of: None,
            stopped: None,
        }
    }

    /// Notes the filters that were applied in the browser.
    pub fn filtered_by(mut self, conditions: &[Condition]) -> Self {
        self.filters = conditions.iter().map(Condition::print).collect();
        self
    }

    /// Whether the rows are all of the result that the filters in the browser keep.
    pub fn is_complete(&self) -> bool {
        let is_all = self.of.is_none_or(|of| of == self.rows) || !self.filters.is_empty();
        self.part == Part::Whole && self.stopped.is_none() && is_all
    }

    pub(super) fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Manifest::to_json`] writes.
    pub(crate) fn read(json: &str) -> Result<Self, NotAManifest> {
        #[derive(Deserialize)]
        struct Kind {
            format: String,
            version: u32,
        }
        let kind: Kind = serde_json::from_str(json).map_err(|_| NotAManifest::Foreign)?;
        if kind.format != FORMAT || kind.version == 0 {
            return Err(NotAManifest::Foreign);
        }
        if kind.version > VERSION {
            return Err(NotAManifest::Newer(kind.version));
        }
        serde_json::from_str(json).map_err(|_| NotAManifest::Foreign)
    }

    /// The same in one line, for people: `hpc-operations rows; query: status=failed; …`.
    pub fn to_line(&self) -> String {
        let mut line = FORMAT.to_owned();
        let mut say = |what: &str, value: &str| {
            for text in ["; ", what, ": ", value] {
                line.push_str(text);
            }
        };
        say("query", &self.query);
        if let Some(zone) = &self.zone {
            say("zone", zone);
        }
        let times = [("as of", self.as_of), ("written", self.written)];
        for (what, time) in times {
            if let Some(time) = time {
                say(what, &crate::time::iso(time));
            }
        }
        say("part", self.part.word());
        if !self.filters.is_empty() {
            say("filters in the browser", &self.filters.join(" "));
        }
        say("rows", &self.coverage(" of "));
        if let Some(stopped) = self.stopped {
            say("stopped", stopped.word());
        }
        line
    }

    /// `2300 of 9810`.
    fn coverage(&self, of: &str) -> String {
        let mut coverage = self.rows.to_string();
        if let Some(whole) = self.of {
            coverage.push_str(of);
            coverage.push_str(&whole.to_string());
        }
        coverage
    }

    /// A name for the file, such as `operations-jinan1a-20220406T012633Z-2300-of-9810.csv`.
    pub fn file_name(&self, extension: &str) -> String {
        let is_plain = |character: &char| character.is_ascii_alphanumeric();
        let mut name = "operations".to_owned();
        let zone = self.zone.as_deref().unwrap_or_default();
        let as_of = self.as_of.or(self.written).map(crate::time::iso);
        for text in [zone, as_of.as_deref().unwrap_or_default()] {
            let mut plain = text.chars().filter(is_plain).take(40).peekable();
            if plain.peek().is_some() {
                name.push('-');
                name.extend(plain);
            }
        }
        name.push('-');
        name.push_str(&self.coverage("-of-"));
        name.push('.');
        name.push_str(extension);
        name
    }
}

impl Part {
    /// Its word in files.
    const fn word(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Page => "page",
            Self::Selection => "selection",
        }
    }
}

impl Stopped {
    /// Its word in files.
    const fn word(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Quota => "quota",
            Self::Failed => "failed",
            Self::TooMany => "too-many",
            Self::Changed => "changed",
            Self::Withheld => "withheld",
        }
    }
}

/// A time as the API writes it.
mod time {
    use chrono::{DateTime, Utc};
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::{Serialize, Serializer};

    use crate::time::{iso, parse_zoned};

    pub(super) fn serialize<S: Serializer>(
        time: &Option<DateTime<Utc>>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        time.map(iso).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<DateTime<Utc>>, D::Error> {
        let Some(text) = Option::<String>::deserialize(deserializer)? else {
            return Ok(None);
        };
        let time = parse_zoned(&text).ok_or_else(|| D::Error::custom("no time"))?;
        Ok(Some(time))
    }
}
