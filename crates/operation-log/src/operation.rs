//! One entry of the operation log.

use chrono::{DateTime, Utc};

use crate::characters::{is_blank, trim, whole_number};
use crate::error_code::ErrorCode;
use crate::ids::{JobId, Owner, ResourceId};
use crate::status::Status;
use crate::time::WireTime;

/// A time of an entry, as far as it could be read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TimeField {
    /// The server sent none.
    Absent,
    /// A time.
    Known(WireTime),
    /// The server sent this text, which is no time.
    Unreadable(String),
}

impl TimeField {
    /// The time, where there is one.
    pub const fn known(&self) -> Option<WireTime> {
        match self {
            Self::Known(time) => Some(*time),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }

    /// The instant, where there is one.
    pub const fn instant(&self) -> Option<DateTime<Utc>> {
        match self {
            Self::Known(time) => Some(time.instant),
            Self::Absent | Self::Unreadable(_) => None,
        }
    }
}

/// What the server says went wrong. Its shape on failure is not documented, so the text is kept
/// and the known codes in it are looked up.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ErrorCodes(String);

impl ErrorCodes {
    /// Keeps the text, without blanks around it.
    pub fn new(text: &str) -> Self {
        Self(trim(text).to_owned())
    }

    /// The server's text; empty if nothing went wrong.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the server named no error.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The documented codes that the text begins with, or the one in parentheses that it ends with,
    /// each once, in order. Other numbers in it are no codes: `cln-1400`, `5000 ms`.
    pub fn known(&self) -> Vec<&'static ErrorCode> {
        let number = |text: &str| u32::try_from(whole_number(text)?).ok();
        let mut words = self
            .0
            .split(is_between_codes)
            .filter(|word| !word.is_empty());
        let leading = std::iter::from_fn(|| number(words.next()?));
        let last = self
            .0
            .strip_suffix(')')
            .and_then(|text| text.rsplit_once('('));
        let last = last.and_then(|(_, word)| number(word));
        let mut found: Vec<&'static ErrorCode> = Vec::new();
        for code in leading.chain(last) {
            if let Some(code) = ErrorCode::find(code)
                && !found.iter().any(|known| known.code == code.code)
            {
                found.push(code);
            }
        }
        found
    }
}

/// What stands between codes: blanks, and the punctuation of lists and of JSON.
fn is_between_codes(character: char) -> bool {
    is_blank(character)
        || matches!(
            character,
            ',' | ';' | ':' | '，' | '；' | '：' | '|' | '"' | '[' | ']' | '{' | '}'
        )
}

/// One entry of the operation log (`job_set[]` of the API page).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// `job_id`: the entry's id.
    pub job_id: JobId,
    /// `job_action`: the API action, such as `HpcQueueRemoveEhpcQueueNodes`; may be empty.
    pub job_action: String,
    /// `action_describe`: the server's own words for the action; may be empty.
    pub action_describe: String,
    /// `status`.
    pub status: Status,
    /// `create_time`: when the operation began.
    pub create_time: TimeField,
    /// `status_time`: when the status last changed.
    pub status_time: TimeField,
    /// `owner`.
    pub owner: Option<Owner>,
    /// `resource_ids`, split.
    pub resource_ids: Vec<ResourceId>,
    /// `error_codes`.
    pub error_codes: ErrorCodes,
    /// `submitter`: the API host that handled the operation.
    pub submitter: Option<String>,
}

impl Operation {
    /// The cluster the operation belongs to: the first resource that is one.
    pub fn cluster(&self) -> Option<&ResourceId> {
        self.resource_ids.iter().find(|id| id.kind().is_cluster())
    }

    /// The resource that the operation is about before all others: its cluster, or else the first one.
    pub fn main_resource(&self) -> Option<&ResourceId> {
        self.cluster().or_else(|| self.resource_ids.first())
    }
}
