//! Which rows a request asks for.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use memchr::memmem::Finder;
use operation_log::Status;

use super::row::Row;

/// A text to search for, ignoring case.
#[derive(Clone, Debug)]
pub struct Needle(Finder<'static>);

impl Needle {
    /// Searches for this text.
    pub fn new(text: &str) -> Self {
        Self(Finder::new(&text.to_lowercase()).into_owned())
    }

    /// Whether it occurs in a text in lower case.
    pub fn is_in(&self, lower_case: &str) -> bool {
        self.0.find(lower_case.as_bytes()).is_some()
    }
}

/// Which rows a request asks for: those that meet every given condition.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// `zone`
    pub zone: String,
    /// `status`: one of these; any if empty.
    pub statuses: Vec<Status>,
    /// `job_action`: this one, ignoring case.
    pub job_action: Option<String>,
    /// `resource_ids`: at least one of these; any if empty.
    pub resource_ids: HashSet<String>,
    /// `owner`: exactly this one.
    pub owner: Option<String>,
    /// `directive`: contains this text.
    pub directive: Option<Needle>,
    /// `action_describe`: contains this text.
    pub action_describe: Option<Needle>,
    /// `job_ids`: one of these; any if empty.
    pub job_ids: HashSet<String>,
    /// `jobs`: one of these; any if empty.
    pub jobs: HashSet<String>,
    /// `search_word`: this text occurs anywhere in the row.
    pub search_word: Option<Needle>,
    /// `start_time`: not created before.
    pub start_time: Option<DateTime<Utc>>,
    /// `end_time`: not created after.
    pub end_time: Option<DateTime<Utc>>,
}

impl Filter {
    /// Whether a row meets every condition except the time range. Cheap conditions come first.
    pub fn matches<R: Row>(&self, row: &R, now: DateTime<Utc>) -> bool {
        let is_one_of = |ids: &HashSet<String>| ids.is_empty() || ids.contains(row.job_id());
        row.is_in_zone(&self.zone)
            && (self.statuses.is_empty() || self.statuses.contains(row.status(now)))
            && self
                .job_action
                .as_ref()
                .is_none_or(|action| action.eq_ignore_ascii_case(row.job_action()))
            && self.owner.as_ref().is_none_or(|owner| owner == row.owner())
            && is_one_of(&self.job_ids)
            && is_one_of(&self.jobs)
            && (self.resource_ids.is_empty() || acts_on(row, &self.resource_ids))
            && self
                .action_describe
                .as_ref()
                .is_none_or(|text| row.describe_has(text))
            && self
                .search_word
                .as_ref()
                .is_none_or(|text| row.keyword_has(text, now))
            && self
                .directive
                .as_ref()
                .is_none_or(|text| row.directive_has(text))
    }
}

/// Whether a row's operation acted on one of these resources.
fn acts_on<R: Row>(row: &R, ids: &HashSet<String>) -> bool {
    row.resources().split(' ').any(|id| ids.contains(id))
}
