//! Rows as a file, in parts, so that a page that writes 50,000 rows answers in between.
//!
//! Each file says what it holds ([`Manifest`]):
//!
//! - **CSV** in the header of its last column, whose cells are empty. Lines before the header break every
//!   reader of CSV, a comment most; one more column none. The name of the file says it, too.
//! - **JSON** in the field `manifest` of what else is an answer of the API.
//! - **NDJSON** in its first line. This is the format of a [`snapshot`](crate::snapshot) as well.

mod csv;
mod manifest;

pub use csv::{CsvOptions, is_formula};
pub(crate) use manifest::NotAManifest;
pub use manifest::{Manifest, Part, Stopped};

use crate::result_set::ResultSet;

/// About how many bytes a part has.
pub const PART_BYTES: usize = 1 << 16;

/// A format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A table, as RFC 4180 describes it, in UTF-8.
    Csv(CsvOptions),
    /// One JSON object, with the server's text of each row in `job_set`.
    Json,
    /// A JSON object a line: the manifest, then the server's text of each row.
    Ndjson,
}

impl Format {
    /// What the name of a file ends with.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Csv(_) => "csv",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv(_) => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::Ndjson => "application/x-ndjson",
        }
    }
}

/// Writes rows in parts.
#[derive(Clone, Debug)]
pub struct Exporting {
    format: Format,
    manifest: Manifest,
    rows: Vec<u32>,
    next: usize,
    stage: Stage,
    has_unreadable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Head,
    Rows,
    Done,
}

impl Exporting {
    /// Begins with these rows of a set, in this order. What the manifest says of their number is set
    /// here. Rows of a page or a selection are pushed into a set of their own.
    pub fn new(set: &ResultSet, rows: Vec<u32>, format: Format, mut manifest: Manifest) -> Self {
        manifest.rows = rows.len() as u64;
        let is_unreadable = |row: &u32| set.row(*row).is_some_and(|row| !row.is_readable());
        Self {
            format,
            has_unreadable: rows.iter().any(is_unreadable),
            manifest,
            rows,
            next: 0,
            stage: Stage::Head,
        }
    }

    /// How many rows are written, of how many.
    pub const fn progress(&self) -> (usize, usize) {
        (self.next, self.rows.len())
    }

    /// The next part; `None` after the last. The set must be the one that it began with.
    pub fn next_part(&mut self, set: &ResultSet) -> Option<String> {
        let mut part = String::with_capacity(PART_BYTES + 4096);
        if self.stage == Stage::Head {
            self.head(&mut part);
            self.stage = Stage::Rows;
        }
        while self.stage == Stage::Rows && part.len() < PART_BYTES {
            match self.rows.get(self.next) {
                Some(row) => {
                    self.row(&mut part, set, *row);
                    self.next += 1;
                }
                None => {
                    if self.format == Format::Json {
                        part.push_str("\n]}\n");
                    }
                    self.stage = Stage::Done;
                }
            }
        }
        (!part.is_empty()).then_some(part)
    }

    fn head(&self, part: &mut String) {
        let manifest = &self.manifest;
        match self.format {
            Format::Csv(options) => csv::head(part, options, manifest, self.has_unreadable),
            Format::Json => {
                part.push_str("{\"manifest\":");
                part.push_str(&manifest.to_json());
                part.push_str(",\"ret_code\":0,\"total_count\":");
                part.push_str(&manifest.rows.to_string());
                part.push_str(",\"job_set\":[");
            }
            Format::Ndjson => {
                part.push_str(&manifest.to_json());
                part.push('\n');
            }
        }
    }

    fn row(&self, part: &mut String, set: &ResultSet, row: u32) {
        let Some(row) = set.row(row) else {
            return;
        };
        match self.format {
            Format::Csv(options) => csv::row(part, options, row, self.has_unreadable),
            Format::Json => {
                part.push_str(if self.next == 0 { "\n" } else { ",\n" });
                part.push_str(row.raw());
            }
            Format::Ndjson => {
                let raw = row.raw();
                if raw.as_bytes().contains(&b'\n') || raw.as_bytes().contains(&b'\r') {
                    // Between tokens only, as no JSON string has one.
                    part.push_str(&raw.replace(['\n', '\r'], " "));
                } else {
                    part.push_str(raw);
                }
                part.push('\n');
            }
        }
    }
}
