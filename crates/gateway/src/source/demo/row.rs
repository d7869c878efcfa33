//! A row of the demo log.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use operation_log::operation::TimeField;
use operation_log::time::wall_clock;
use operation_log::wire::OperationRow;
use operation_log::{ErrorCodes, JobId, Operation, Owner, ResourceId, Status, WireTime};

use super::account::Account;
use super::action::Action;
use super::directive::directive;
use crate::source::filter::Needle;
use crate::source::packed_text::{PackedText, pack};
use crate::source::row::Row;

static PENDING: Status = Status::Pending;
static SUCCESSFUL: Status = Status::Successful;
static FAILED: Status = Status::Failed;

/// How an operation ends.
#[derive(Debug)]
pub enum Outcome {
    /// It succeeds.
    Success,
    /// It fails, with this text as its `error_codes`.
    Failure(Box<str>),
}

/// How a server writes a row. All but the first are rare, and all occur in the documentation.
#[derive(Clone, Copy, Debug)]
pub enum Spelling {
    /// As documented.
    Plain,
    /// Its times have fullwidth colons.
    FullwidthColons,
    /// Its times are UTC+8 without saying so.
    UnmarkedLocalTime,
    /// It has no `submitter`.
    NoSubmitter,
}

/// An operation that is going to be created.
#[derive(Debug)]
pub struct Planned {
    /// Its `job_id`.
    pub id: String,
    /// When it is created.
    pub created: DateTime<Utc>,
    /// How long it will take.
    pub takes: TimeDelta,
    /// How it will end.
    pub outcome: Outcome,
    /// What it does.
    pub action: Action,
    /// Whose operation it is.
    pub account: Arc<Account>,
    /// The API host that handles it.
    pub submitter: &'static str,
    /// The zone it is in.
    pub zone: &'static str,
    /// The ids of what it acts on, separated by blanks.
    pub resources: String,
    /// The names of what it acts on that a keyword finds, separated by blanks.
    pub names: String,
    /// How the server writes it.
    pub spelling: Spelling,
}

impl Planned {
    /// What the log is sorted by.
    pub fn log_order(&self) -> (DateTime<Utc>, &str) {
        (self.created, &self.id)
    }

    /// The texts that a keyword is looked for in, in lower case, a line each.
    fn searched_text(&self) -> String {
        [
            self.action.describe(),
            self.action.job_action(),
            &self.id,
            &self.resources,
            &self.account.id,
            self.submitter,
            &self.names,
        ]
        .join("\n")
        .to_lowercase()
    }

    fn directive_in_lower_case(&self) -> String {
        directive(
            &self.account,
            self.zone,
            self.created,
            self.action,
            &self.resources,
        )
        .to_lowercase()
    }
}

/// A row of the demo log. Its status depends on the time it is read at.
#[derive(Debug)]
pub struct DemoRow {
    job_id: PackedText,
    created: DateTime<Utc>,
    ends: DateTime<Utc>,
    outcome: Outcome,
    action: Action,
    account: Arc<Account>,
    submitter: &'static str,
    zone: &'static str,
    resources: PackedText,
    searched_text: PackedText,
    directive: PackedText,
    spelling: Spelling,
}

impl DemoRow {
    /// The rows of operations that are created now, in the given order.
    pub fn all(planned: Vec<Planned>) -> Vec<Self> {
        let ids = pack(planned.iter().map(|planned| &planned.id));
        let resources = pack(planned.iter().map(|planned| &planned.resources));
        let searched = pack(planned.iter().map(Planned::searched_text));
        let directives = pack(planned.iter().map(Planned::directive_in_lower_case));
        let texts = ids.zip(resources).zip(searched.zip(directives));
        planned
            .into_iter()
            .zip(texts)
            .map(
                |(planned, ((job_id, resources), (searched, directive)))| Self {
                    job_id,
                    created: planned.created,
                    ends: planned.created + planned.takes,
                    outcome: planned.outcome,
                    action: planned.action,
                    account: planned.account,
                    submitter: planned.submitter,
                    zone: planned.zone,
                    resources,
                    searched_text: searched,
                    directive,
                    spelling: planned.spelling,
                },
            )
            .collect()
    }

    fn error(&self, now: DateTime<Utc>) -> &str {
        match &self.outcome {
            Outcome::Failure(codes) if now >= self.ends => codes,
            Outcome::Failure(_) | Outcome::Success => "",
        }
    }

    /// The operation as it is at a time. Returns `None` if its id is invalid.
    pub fn operation(&self, now: DateTime<Utc>) -> Option<Operation> {
        let status = self.status(now);
        let status_time = if status.is_final() {
            self.ends
        } else {
            self.created
        };
        Some(Operation {
            job_id: JobId::parse(self.job_id.as_str()).ok()?,
            job_action: self.action.job_action().to_owned(),
            action_describe: self.action.describe().to_owned(),
            status: status.clone(),
            create_time: TimeField::Known(WireTime::utc(self.created)),
            status_time: TimeField::Known(WireTime::utc(status_time)),
            owner: Owner::parse(&self.account.id).ok(),
            resource_ids: ResourceId::split(self.resources.as_str()),
            error_codes: ErrorCodes::new(self.error(now)),
            submitter: Some(self.submitter.to_owned()),
        })
    }

    fn respell(&self, row: &mut OperationRow<'_>) {
        let mut respell_times = |spell: fn(&str) -> Option<String>| {
            for time in [&mut row.create_time, &mut row.status_time] {
                if let Some(other) = time.as_deref().and_then(spell) {
                    *time = Some(other.into());
                }
            }
        };
        match self.spelling {
            Spelling::Plain => {}
            Spelling::NoSubmitter => row.submitter = None,
            Spelling::FullwidthColons => respell_times(|time| Some(time.replace(':', "："))),
            Spelling::UnmarkedLocalTime => respell_times(|time| {
                let read = WireTime::parse(time)?;
                let local = read.instant.naive_utc() + TimeDelta::hours(8);
                Some(wall_clock(local).replace(' ', "T"))
            }),
        }
    }
}

impl Row for DemoRow {
    fn created_at(&self) -> Option<DateTime<Utc>> {
        Some(self.created)
    }

    fn job_id(&self) -> &str {
        self.job_id.as_str()
    }

    fn zone(&self) -> Option<&str> {
        Some(self.zone)
    }

    fn ends(&self) -> Option<DateTime<Utc>> {
        Some(self.ends)
    }

    fn status(&self, now: DateTime<Utc>) -> &Status {
        match &self.outcome {
            _ if now < self.ends => &PENDING,
            Outcome::Success => &SUCCESSFUL,
            Outcome::Failure(_) => &FAILED,
        }
    }

    fn job_action(&self) -> &str {
        self.action.job_action()
    }

    fn owner(&self) -> &str {
        &self.account.id
    }

    fn resources(&self) -> &str {
        self.resources.as_str()
    }

    fn describe_has(&self, text: &Needle) -> bool {
        text.is_in(self.action.describe_in_lower_case())
    }

    fn directive_has(&self, text: &Needle) -> bool {
        text.is_in(self.directive.as_str())
    }

    fn keyword_has(&self, text: &Needle, now: DateTime<Utc>) -> bool {
        text.is_in(self.searched_text.as_str()) || text.is_in(&self.error(now).to_lowercase())
    }

    fn json(&self, verbose: bool, now: DateTime<Utc>) -> String {
        let Some(operation) = self.operation(now) else {
            return "null".to_owned();
        };
        let mut row = OperationRow::from(&operation);
        self.respell(&mut row);
        if verbose {
            let directive = directive(
                &self.account,
                self.zone,
                self.created,
                self.action,
                self.resources.as_str(),
            );
            row.directive = Some(directive);
        }
        // A row of nothing but texts can always be written.
        serde_json::to_string(&row).unwrap_or_else(|_| "null".to_owned())
    }
}
