//! One entry of the operation log.

use chrono::{DateTime, Utc};

use crate::characters::{trim, whole_number};
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

    /// The documented codes that occur in the text, each once, in order.
    pub fn known(&self) -> Vec<&'static ErrorCode> {
        let mut found: Vec<&'static ErrorCode> = Vec::new();
        for digits in self.0.split(|c: char| !c.is_ascii_digit()) {
            let code = whole_number(digits).and_then(|code| u32::try_from(code).ok());
            if let Some(code) = code.and_then(ErrorCode::find)
                && !found.iter().any(|known| known.code == code.code)
            {
                found.push(code);
            }
        }
        found
    }
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
}
