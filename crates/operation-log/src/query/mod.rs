//! What is asked of the operation log: filters, range, order and page.
//!
//! A [`Query`] is read from a URL and printed to one ([`Query::from_url`], [`Query::to_url`]); the
//! keys are the API's own parameter names, listed in one table ([`Param::spec`]). Controls change
//! it by typed edits ([`Query::edited`]); [`ViewQuery::api_params`] projects it to a request;
//! [`Filters`] adds what a host page has locked. A value that cannot be used is kept with its
//! problem: its control shows it, requests leave it out, and the link is not silently repaired.

mod choice;
mod edit;
mod filters;
mod first_call;
mod input;
mod param;
mod problem;
mod range;
mod request;
mod row_conditions;
mod saved;
mod sign_in;
mod url;
mod value;

pub use choice::{LastSpan, Order, Sort, TimeZone};
pub use edit::Edit;
pub use filters::{ActiveFilter, Filters, LockError, Locked};
pub use first_call::first_call_filters;
pub use param::{Kind, OFFSET_KEY, Param, ParamSpec, Side};
pub use problem::Problem;
pub use request::{ApiParams, Lookup, PageKey, ViewAsk, ViewQuery, ids_params};
pub use row_conditions::RowConditions;

use chrono::{DateTime, Utc};

use crate::ids::ZoneId;
use crate::result_set::Conditions;
use crate::status::Status;
use input::Input;
use value::Value;

/// Rows a page when the link says nothing.
pub const DEFAULT_LIMIT: u32 = 20;
/// The most rows the API gives at once.
pub const MAX_LIMIT: u32 = 100;
/// The longest text of a filter, in characters.
pub const MAX_TEXT_CHARS: usize = 500;
/// The longest list of ids or of filters on loaded rows, in characters: more ids than the API gives
/// rows at once.
pub const MAX_ID_LIST_CHARS: usize = 2_000;
/// The highest page number; times the largest page it is still an exact number in JSON.
const MAX_PAGE: u64 = 1_000_000_000;

/// A query. Equal queries print the same URL.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// What departs from the defaults, each parameter once, in the order of the URL.
    inputs: Vec<(Param, Input)>,
    /// Pairs of the URL with unknown keys, in their order.
    extra: Vec<(String, String)>,
}

impl Query {
    fn input(&self, param: Param) -> Option<&Input> {
        self.inputs
            .iter()
            .find(|(known, _)| *known == param)
            .map(|(_, input)| input)
    }

    fn usable(&self, param: Param) -> Option<&Value> {
        match self.input(param)? {
            Input::Usable(value) => Some(value),
            Input::Unusable { .. } => None,
        }
    }

    fn set(&mut self, param: Param, input: Option<Input>) {
        self.inputs.retain(|(known, _)| *known != param);
        if let Some(input) = input {
            let before = self.inputs.iter().take_while(|(known, _)| *known < param);
            let place = before.count();
            self.inputs.insert(place, (param, input));
        }
    }

    /// The text of a parameter as the URL prints it: empty if it is absent or at its default.
    pub fn text(&self, param: Param) -> String {
        self.input(param).map(Input::text).unwrap_or_default()
    }

    /// What is wrong with a parameter, if anything.
    pub fn problem(&self, param: Param) -> Option<Problem> {
        match self.input(param)? {
            Input::Usable(_) => None,
            Input::Unusable { problem, .. } => Some(*problem),
        }
    }

    /// Whether a parameter departs from its default, usable or not.
    pub fn is_set(&self, param: Param) -> bool {
        self.input(param).is_some()
    }

    /// The filters that are set, usable or not, in the order of the URL.
    pub fn active_filters(&self) -> impl Iterator<Item = Param> + '_ {
        Param::filters().filter(|param| self.is_set(*param))
    }

    /// The filters that cannot be used, and without which there would be other rows: as long as there
    /// is one, nothing is asked.
    pub fn unusable_filters(&self) -> impl Iterator<Item = Param> + '_ {
        let filters = self.active_filters().filter(|param| param.decides_rows());
        let filters = filters.chain([Param::Only]);
        filters.filter(|param| self.problem(*param).is_some())
    }

    /// The usable filters that leave rows out, in the order of the URL.
    pub fn narrowing_filters(&self) -> impl Iterator<Item = Param> + '_ {
        self.active_filters()
            .filter(|param| param.narrows_rows() && self.problem(*param).is_none())
    }

    /// Whether a usable filter leaves rows out, so that an empty result is "no match" and not
    /// "nothing here".
    pub fn narrows_rows(&self) -> bool {
        self.narrowing_filters().next().is_some()
    }

    /// The parameters for which `keep` holds, and every unknown key.
    fn filtered(&self, keep: impl Fn(Param) -> bool) -> Self {
        let mut query = self.clone();
        query.inputs.retain(|(param, _)| keep(*param));
        query.settle_range(Self::text);
        query
    }

    /// The query with the parameters that another determines replaced by that one's.
    fn overlaid(&self, by: &Self) -> Self {
        let mut query = self.clone();
        query.inputs.retain(|(param, _)| !by.determines(*param));
        for (param, input) in &by.inputs {
            query.set(*param, Some(input.clone()));
        }
        query.settle_range(Self::text);
        query
    }

    /// The query without the parameters that another determines.
    fn without(&self, other: &Self) -> Self {
        self.filtered(|param| !other.determines(param))
    }

    /// The status filter, if usable.
    pub fn status(&self) -> Option<&Status> {
        match self.usable(Param::Status)? {
            Value::Status(status) => Some(status),
            _ => None,
        }
    }

    fn time(&self, param: Param) -> Option<DateTime<Utc>> {
        match self.usable(param)? {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    /// The usable number of a parameter, or its default.
    fn number(&self, param: Param) -> u64 {
        match (self.usable(param), param.kind()) {
            (Some(Value::Number(number)), _) => *number,
            (_, Kind::Number { default, .. }) => default,
            _ => 0,
        }
    }

    /// Start of the absolute range, if usable.
    pub fn start_time(&self) -> Option<DateTime<Utc>> {
        self.time(Param::StartTime)
    }

    /// End of the absolute range, if usable.
    pub fn end_time(&self) -> Option<DateTime<Utc>> {
        self.time(Param::EndTime)
    }

    /// The relative range, if usable.
    pub fn last(&self) -> Option<LastSpan> {
        match self.usable(Param::Last)? {
            Value::Last(span) => Some(*span),
            _ => None,
        }
    }

    /// The zone, if the link names a usable one; otherwise the console's own is used.
    pub fn zone(&self) -> Option<&ZoneId> {
        match self.usable(Param::Zone)? {
            Value::Zone(zone) => Some(zone),
            _ => None,
        }
    }

    /// The server's order; newest first unless the link says otherwise.
    pub fn order(&self) -> Order {
        match self.usable(Param::Reverse) {
            Some(Value::Order(order)) => *order,
            _ => Order::default(),
        }
    }

    /// Rows a page, 1 to [`MAX_LIMIT`].
    pub fn limit(&self) -> u32 {
        u32::try_from(self.number(Param::Limit)).unwrap_or(DEFAULT_LIMIT)
    }

    /// The page, from 1.
    pub fn page(&self) -> u64 {
        self.number(Param::Page)
    }

    /// The panel's sort of the loaded rows, if any.
    pub fn sort(&self) -> Option<Sort> {
        match self.usable(Param::Sort)? {
            Value::Sort(sort) => Some(*sort),
            _ => None,
        }
    }

    /// Whether the whole result is wanted, and not one page of it.
    pub fn is_whole(&self) -> bool {
        matches!(self.usable(Param::Whole), Some(Value::Flag(true))) || self.is_set(Param::Only)
    }

    /// The filters that the browser applies to the whole result.
    pub fn conditions(&self) -> Conditions {
        match self.usable(Param::Only) {
            Some(Value::Conditions(conditions)) => conditions.clone(),
            _ => Conditions::default(),
        }
    }

    /// The time zone every time on the page is shown in.
    pub fn time_zone(&self) -> TimeZone {
        match self.usable(Param::Tz) {
            Some(Value::TimeZone(zone)) => *zone,
            _ => TimeZone::default(),
        }
    }
}
