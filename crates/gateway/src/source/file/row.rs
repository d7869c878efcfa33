//! A row of a file. It is served as it is in the file; what filters need is decoded beforehand.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use operation_log::wire::{RowProblem, decode_operation, lenient};
use operation_log::{Operation, Status};
use serde::Deserialize;

use crate::source::filter::Needle;
use crate::source::packed_text::{PackedText, pack};
use crate::source::row::Row;

static NO_STATUS: Status = Status::Other(String::new());

/// What of a row is not in an [`Operation`].
#[derive(Default, Deserialize)]
#[serde(default)]
struct Extras {
    #[serde(deserialize_with = "lenient::string_or_json")]
    directive: String,
}

/// A row of a file after decoding.
#[derive(Clone, Debug)]
pub struct ReadRow<'a> {
    json: Cow<'a, str>,
    operation: Option<Operation>,
    directive: String,
}

impl<'a> ReadRow<'a> {
    /// Decodes a row. Of a row that cannot be decoded, also returns why.
    pub fn new(json: Cow<'a, str>) -> (Self, Option<RowProblem>) {
        let Extras { directive } = lenient::object(&json).unwrap_or_default();
        let (operation, problem) = match decode_operation(&json) {
            Ok(operation) => (Some(operation), None),
            Err(problem) => (None, Some(problem)),
        };
        let row = Self {
            json,
            operation,
            directive,
        };
        (row, problem)
    }

    /// What the log is sorted by.
    pub fn log_order(&self) -> (Option<DateTime<Utc>>, &str) {
        (self.created(), self.job_id())
    }

    fn created(&self) -> Option<DateTime<Utc>> {
        self.operation.as_ref()?.create_time.instant()
    }

    fn text(&self, of: impl Fn(&Operation) -> &str) -> &str {
        self.operation.as_ref().map_or("", of)
    }

    fn job_id(&self) -> &str {
        self.text(|operation| operation.job_id.as_str())
    }

    fn action(&self) -> &str {
        self.text(|operation| &operation.job_action)
    }

    fn owner(&self) -> &str {
        self.text(|operation| operation.owner.as_ref().map_or("", |owner| owner.as_str()))
    }

    fn describe(&self) -> &str {
        self.text(|operation| &operation.action_describe)
    }

    fn resources(&self) -> String {
        let ids = self.operation.iter().flat_map(|row| &row.resource_ids);
        let ids: Vec<&str> = ids.map(|id| id.as_str()).collect();
        ids.join(" ")
    }

    /// The texts that a keyword is looked for in, in lower case; the whole of a row that cannot be
    /// decoded.
    fn searched_text(&self) -> String {
        let Some(operation) = &self.operation else {
            return self.json.to_lowercase();
        };
        [
            self.describe(),
            self.action(),
            self.job_id(),
            &self.resources(),
            self.owner(),
            operation.submitter.as_deref().unwrap_or_default(),
            operation.error_codes.as_str(),
        ]
        .join("\n")
        .to_lowercase()
    }
}

/// A row of a file.
#[derive(Clone, Debug)]
pub struct FileRow {
    created: Option<DateTime<Utc>>,
    status: Option<Status>,
    json: PackedText,
    job_id: PackedText,
    action: PackedText,
    owner: PackedText,
    resources: PackedText,
    /// In lower case, as are the next two.
    describe: PackedText,
    directive: PackedText,
    searched_text: PackedText,
}

impl FileRow {
    /// The rows of a log, in the given order.
    pub fn all(read: &[ReadRow<'_>]) -> impl Iterator<Item = Self> {
        let jsons = pack(read.iter().map(|row| &row.json));
        let ids = pack(read.iter().map(ReadRow::job_id));
        let actions = pack(read.iter().map(ReadRow::action));
        let owners = pack(read.iter().map(ReadRow::owner));
        let resources = pack(read.iter().map(ReadRow::resources));
        let describes = pack(read.iter().map(|row| row.describe().to_lowercase()));
        let directives = pack(read.iter().map(|row| row.directive.to_lowercase()));
        let searched = pack(read.iter().map(ReadRow::searched_text));
        let names = ids.zip(actions).zip(owners.zip(resources));
        let texts = describes.zip(directives).zip(searched.zip(jsons));
        read.iter()
            .zip(names.zip(texts))
            .map(|(read, (names, texts))| {
                let ((job_id, action), (owner, resources)) = names;
                let ((describe, directive), (searched_text, json)) = texts;
                Self {
                    created: read.created(),
                    status: read.operation.as_ref().map(|row| row.status.clone()),
                    json,
                    job_id,
                    action,
                    owner,
                    resources,
                    describe,
                    directive,
                    searched_text,
                }
            })
    }
}

impl Row for FileRow {
    fn created_at(&self) -> Option<DateTime<Utc>> {
        self.created
    }

    fn job_id(&self) -> &str {
        self.job_id.as_str()
    }

    fn zone(&self) -> Option<&str> {
        None
    }

    fn ends(&self) -> Option<DateTime<Utc>> {
        None
    }

    fn status(&self, _now: DateTime<Utc>) -> &Status {
        self.status.as_ref().unwrap_or(&NO_STATUS)
    }

    fn job_action(&self) -> &str {
        self.action.as_str()
    }

    fn owner(&self) -> &str {
        self.owner.as_str()
    }

    fn resources(&self) -> &str {
        self.resources.as_str()
    }

    fn describe_has(&self, text: &Needle) -> bool {
        text.is_in(self.describe.as_str())
    }

    fn directive_has(&self, text: &Needle) -> bool {
        text.is_in(self.directive.as_str())
    }

    fn keyword_has(&self, text: &Needle, _now: DateTime<Utc>) -> bool {
        text.is_in(self.searched_text.as_str())
    }

    fn json(&self, _verbose: bool, _now: DateTime<Utc>) -> String {
        self.json.as_str().to_owned()
    }
}
