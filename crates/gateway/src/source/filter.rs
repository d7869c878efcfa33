//! Which rows a request wants.
//!
//! The filters are those of the domain's table of parameters: its kind says how a filter is
//! compared. A parameter without an accessor in `text` or `contains` is compared with the
//! row's field of the same name, so a new filter needs nothing here.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use memchr::memmem::Finder;
use operation_log::{Param, Status};
use serde_json::{Map, Value};

use super::row::Row;

/// A text to be found, ignoring case.
#[derive(Clone, Debug)]
pub struct Needle(Box<Finder<'static>>);

impl Needle {
    /// Searches for this text.
    pub fn new(text: &str) -> Self {
        Self(Box::new(Finder::new(&text.to_lowercase()).into_owned()))
    }

    /// Whether the needle occurs in a text that has been put into lower case.
    pub fn is_in(&self, lower_case: &str) -> bool {
        self.0.find(lower_case.as_bytes()).is_some()
    }
}

/// Ids, in order: most requests name one or two, which are compared faster than they are hashed.
#[derive(Clone, Debug)]
pub struct Ids(Vec<String>);

impl Ids {
    /// These ids.
    pub fn new(ids: HashSet<String>) -> Self {
        let mut ids: Vec<String> = ids.into_iter().collect();
        ids.sort_unstable();
        Self(ids)
    }

    /// Each of them.
    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether one of them is among ids with single blanks between.
    fn are_in(&self, text: &str) -> bool {
        let is_known = |id: &str| {
            let found = self.0.binary_search_by(|known| known.as_str().cmp(id));
            found.is_ok()
        };
        text.split(' ').any(is_known)
    }
}

/// How a filter is compared with a row. Variants are in the order of their cost.
#[derive(Clone, Debug)]
pub enum Condition {
    /// The status is one of these.
    Status(Vec<Status>),
    /// Exactly this text.
    Exactly(String),
    /// This text as a whole, ignoring case.
    IgnoringCase(String),
    /// At least one of these ids.
    AnyOf(Ids),
    /// A text that contains this one, ignoring case.
    Contains(Needle),
}

/// Which rows a request wants: those that meet every condition.
#[derive(Clone, Debug)]
pub struct Filter {
    zone: String,
    conditions: Vec<(Param, Condition)>,
    /// `start_time`: not created before.
    pub start_time: Option<DateTime<Utc>>,
    /// `end_time`: not created after.
    pub end_time: Option<DateTime<Utc>>,
}

impl Filter {
    /// All rows of a zone.
    pub const fn of_zone(zone: String) -> Self {
        Self {
            zone,
            conditions: Vec::new(),
            start_time: None,
            end_time: None,
        }
    }

    /// The zone whose rows are wanted.
    pub fn zone(&self) -> &str {
        &self.zone
    }

    /// Adds a condition. A parameter may have several; all must be met.
    pub fn add(&mut self, param: Param, condition: Condition) {
        let cost = condition.cost();
        let place = self
            .conditions
            .partition_point(|(_, known)| known.cost() <= cost);
        self.conditions.insert(place, (param, condition));
    }

    /// Removes the conditions of a parameter.
    pub fn remove(&mut self, param: Param) {
        self.conditions.retain(|(known, _)| *known != param);
    }

    /// The ids of which a row has to have one, if it is asked for by id.
    pub fn ids(&self) -> Option<impl Iterator<Item = &str>> {
        self.ids_of(Param::JobIds)
    }

    fn ids_of(&self, wanted: Param) -> Option<impl Iterator<Item = &str>> {
        self.conditions
            .iter()
            .find_map(|(param, condition)| match condition {
                Condition::AnyOf(ids) if *param == wanted => Some(ids.iter()),
                _ => None,
            })
    }

    /// The resources of which a row has to have one, if it is asked for by resource.
    pub fn resources(&self) -> Option<impl Iterator<Item = &str>> {
        self.ids_of(Param::ResourceIds)
    }

    /// The statuses of which a row has to have one, if it is asked for by status.
    pub fn statuses(&self) -> Option<&[Status]> {
        self.conditions
            .iter()
            .find_map(|(_, condition)| match condition {
                Condition::Status(statuses) => Some(statuses.as_slice()),
                _ => None,
            })
    }

    /// Whether the only condition, beside zone and time, is that on the status.
    pub fn has_only_statuses(&self) -> bool {
        matches!(self.conditions.as_slice(), [(_, Condition::Status(_))])
    }

    /// Whether there is no condition beside zone and time.
    pub const fn is_of_zone_only(&self) -> bool {
        self.conditions.is_empty()
    }

    /// Whether a row meets every condition but those on its time.
    pub fn matches<R: Row>(&self, row: &R, now: DateTime<Utc>) -> bool {
        row.zone().is_none_or(|zone| zone == self.zone)
            && self
                .conditions
                .iter()
                .all(|(param, condition)| condition.is_met(*param, row, now))
    }
}

impl Condition {
    const fn cost(&self) -> u8 {
        match self {
            Self::Status(_) => 0,
            Self::Exactly(_) => 1,
            Self::IgnoringCase(_) => 2,
            Self::AnyOf(_) => 3,
            Self::Contains(_) => 4,
        }
    }

    fn is_met<R: Row>(&self, param: Param, row: &R, now: DateTime<Utc>) -> bool {
        match self {
            Self::Status(statuses) => statuses.contains(row.status(now)),
            Self::Exactly(wanted) => text(param, row, now) == *wanted,
            Self::IgnoringCase(wanted) => text(param, row, now).eq_ignore_ascii_case(wanted),
            Self::AnyOf(ids) => ids.are_in(&text(param, row, now)),
            Self::Contains(needle) => contains(param, row, needle, now),
        }
    }
}

/// The text of a row that a parameter is compared with.
fn text<R: Row>(param: Param, row: &R, now: DateTime<Utc>) -> Cow<'_, str> {
    match param {
        Param::JobAction => row.job_action().into(),
        Param::Owner => row.owner().into(),
        Param::JobIds => row.job_id().into(),
        Param::ResourceIds => row.resources().into(),
        _ => field(param.key(), row, now).into(),
    }
}

/// Whether the text of a row that a parameter is compared with contains another.
fn contains<R: Row>(param: Param, row: &R, needle: &Needle, now: DateTime<Utc>) -> bool {
    match param {
        Param::ActionDescribe => row.describe_has(needle),
        Param::SearchWord => row.keyword_has(needle, now),
        Param::Directive => row.directive_has(needle),
        _ => needle.is_in(&text(param, row, now).to_lowercase()),
    }
}

/// The field of a row as a text, read out of its JSON; empty if it has no such field. Slower than
/// an accessor of [`Row`].
fn field<R: Row>(key: &str, row: &R, now: DateTime<Utc>) -> String {
    let fields: Map<String, Value> = serde_json::from_str(&row.json(true, now)).unwrap_or_default();
    match fields.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FAILED: Status = Status::Failed;

    struct OnlyJson(&'static str);

    impl Row for OnlyJson {
        fn created_at(&self) -> Option<DateTime<Utc>> {
            None
        }

        fn job_id(&self) -> &'static str {
            "j-1"
        }

        fn zone(&self) -> Option<&str> {
            Some("z")
        }

        fn ends(&self) -> Option<DateTime<Utc>> {
            None
        }

        fn status(&self, _now: DateTime<Utc>) -> &Status {
            &FAILED
        }

        fn job_action(&self) -> &'static str {
            "Act"
        }

        fn owner(&self) -> &'static str {
            "usr-1"
        }

        fn resources(&self) -> &'static str {
            "cl-1 cln-2"
        }

        fn describe_has(&self, _text: &Needle) -> bool {
            false
        }

        fn directive_has(&self, _text: &Needle) -> bool {
            false
        }

        fn keyword_has(&self, _text: &Needle, _now: DateTime<Utc>) -> bool {
            false
        }

        fn json(&self, _verbose: bool, _now: DateTime<Utc>) -> String {
            self.0.to_owned()
        }
    }

    #[test]
    fn a_parameter_without_an_accessor_is_compared_with_the_field_of_its_name() {
        let row = OnlyJson(r#"{"verbose":"Some Host","limit":30,"page":null}"#);
        let meets =
            |param, condition: Condition| condition.is_met(param, &row, DateTime::UNIX_EPOCH);
        assert!(meets(
            Param::Verbose,
            Condition::Contains(Needle::new("HOST"))
        ));
        assert!(meets(Param::Limit, Condition::Exactly("30".to_owned())));
        assert!(meets(Param::Page, Condition::Exactly(String::new())));
        assert!(!meets(
            Param::Sort,
            Condition::Contains(Needle::new("host"))
        ));
        let unreadable = OnlyJson("not JSON");
        assert_eq!(field("verbose", &unreadable, DateTime::UNIX_EPOCH), "");
    }

    #[test]
    fn every_condition_has_to_be_met() {
        let row = OnlyJson("{}");
        let ids = |id: &str| Condition::AnyOf(Ids::new(HashSet::from([id.to_owned()])));
        let mut filter = Filter::of_zone("z".to_owned());
        filter.add(Param::ResourceIds, ids("cln-2"));
        filter.add(Param::JobAction, Condition::IgnoringCase("ACT".to_owned()));
        assert!(filter.matches(&row, DateTime::UNIX_EPOCH));
        filter.add(Param::ResourceIds, ids("cln-3"));
        assert!(!filter.matches(&row, DateTime::UNIX_EPOCH));
        filter.remove(Param::ResourceIds);
        assert!(filter.matches(&row, DateTime::UNIX_EPOCH));
    }
}
