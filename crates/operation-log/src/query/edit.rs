//! Changes of a query.

use chrono::{DateTime, Utc};

use super::choice::{LastSpan, Order, Sort, TimeZone};
use super::input::Input;
use super::value::Value;
use super::{Param, Query};
use crate::ids::{JobId, Owner, ResourceId, ZoneId};
use crate::result_set::Conditions;
use crate::status::Status;

/// A change of a query. A value that a control knows has a variant of its own; what a person
/// typed or pasted is read by [`Edit::Text`]. `None` and an empty list remove the parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// What a person typed or pasted for a parameter; an empty text removes it.
    Text(Param, String),
    /// The status filter.
    Status(Option<Status>),
    /// The resource filter.
    ResourceIds(Vec<ResourceId>),
    /// The owner filter.
    Owner(Option<Owner>),
    /// The ids of operations.
    JobIds(Vec<JobId>),
    /// Whether related information is returned.
    Verbose(Option<bool>),
    /// The zone.
    Zone(Option<ZoneId>),
    /// The relative range; `None` means any time and removes an absolute range as well.
    Last(Option<LastSpan>),
    /// The start of the absolute range.
    StartTime(Option<DateTime<Utc>>),
    /// The end of the absolute range.
    EndTime(Option<DateTime<Utc>>),
    /// The server's order.
    Order(Order),
    /// Rows a page.
    Limit(u32),
    /// The page, from 1.
    Page(u64),
    /// The sort of the loaded rows.
    Sort(Option<Sort>),
    /// Whether the whole result is wanted.
    Whole(bool),
    /// The filters that the browser applies to the whole result.
    Only(Conditions),
    /// The time zone of the page.
    TimeZone(TimeZone),
    /// Several changes in one step.
    Several(Vec<Edit>),
    /// Removes one parameter and leaves all others.
    Remove(Param),
    /// Removes every filter; page size, order and time zone stay.
    ClearFilters,
}

impl Edit {
    /// The parameter it changes. Returns `None` if it changes several.
    pub const fn param(&self) -> Option<Param> {
        Some(match self {
            Self::Text(param, _) | Self::Remove(param) => *param,
            Self::Status(_) => Param::Status,
            Self::ResourceIds(_) => Param::ResourceIds,
            Self::Owner(_) => Param::Owner,
            Self::JobIds(_) => Param::JobIds,
            Self::Verbose(_) => Param::Verbose,
            Self::Zone(_) => Param::Zone,
            Self::Last(_) => Param::Last,
            Self::StartTime(_) => Param::StartTime,
            Self::EndTime(_) => Param::EndTime,
            Self::Order(_) => Param::Reverse,
            Self::Limit(_) => Param::Limit,
            Self::Page(_) => Param::Page,
            Self::Sort(_) => Param::Sort,
            Self::Whole(_) => Param::Whole,
            Self::Only(_) => Param::Only,
            Self::TimeZone(_) => Param::Tz,
            Self::Several(_) | Self::ClearFilters => return None,
        })
    }

    /// What its parameter is given.
    fn input(self) -> Option<Input> {
        let param = self.param()?;
        let value = match self {
            Self::Text(param, text) => return Input::read(param, &text),
            Self::Remove(_) | Self::Several(_) | Self::ClearFilters => return None,
            Self::Status(status) => Value::Status(status?),
            Self::ResourceIds(ids) => list(ids.iter().map(ResourceId::as_str)),
            Self::Owner(owner) => Value::Owner(owner?),
            Self::JobIds(ids) => list(ids.iter().map(JobId::as_str)),
            Self::Verbose(flag) => Value::Flag(flag?),
            Self::Zone(zone) => Value::Zone(zone?),
            Self::Last(span) => Value::Last(span?),
            Self::StartTime(time) | Self::EndTime(time) => Value::Time(time?),
            Self::Order(order) => Value::Order(order),
            Self::Limit(limit) => Value::Number(limit.into()),
            Self::Page(page) => Value::Number(page),
            Self::Sort(sort) => Value::Sort(sort?),
            Self::Whole(whole) => Value::Flag(whole.then_some(true)?),
            Self::Only(conditions) => Value::Conditions(conditions),
            Self::TimeZone(zone) => Value::TimeZone(zone),
        };
        Input::of(param, value)
    }
}

fn list<'a>(ids: impl Iterator<Item = &'a str>) -> Value {
    let ids: Vec<&str> = ids.collect();
    Value::Text(ids.join(","))
}

impl Query {
    /// The query after a change.
    ///
    /// A changed filter or order goes to the first page, a changed page size to the page that
    /// holds the first row shown now. A relative range and an absolute one replace each
    /// other, and so does an order of the server a sort of the loaded rows.
    #[must_use]
    pub fn edited(&self, edit: Edit) -> Self {
        let edit = match edit {
            Edit::Several(edits) => {
                return edits
                    .into_iter()
                    .fold(self.clone(), |query, edit| query.edited(edit));
            }
            edit => edit,
        };
        let Some(param) = edit.param() else {
            return self.without_filters();
        };
        let mut query = self.clone();
        let is_removal = matches!(edit, Edit::Remove(_));
        let typed = match &edit {
            Edit::Text(_, text) => Some(text.clone()),
            _ => None,
        };
        let input = edit.input();
        match param {
            Param::Last if !is_removal => {
                query.set(Param::StartTime, None);
                query.set(Param::EndTime, None);
            }
            Param::StartTime | Param::EndTime if input.is_some() => query.set(Param::Last, None),
            Param::Reverse if !is_removal => query.set(Param::Sort, None),
            _ => {}
        }
        query.set(param, input);
        let moves_rows = match param {
            Param::Whole | Param::Only => true,
            // A sort of the whole result takes rows from one page to another.
            Param::Sort => self.is_whole(),
            _ => param.moves_rows(),
        };
        if moves_rows {
            query.set(Param::Page, None);
        }
        // The price of another result is another one.
        if param.is_filter() {
            query.set(Param::Whole, None);
        }
        // What narrows a whole result goes with it.
        if param.is_filter() || (param == Param::Whole && !query.is_set(Param::Whole)) {
            query.set(Param::Only, None);
        }
        if param == Param::Limit {
            let first_row = u64::from(self.limit()) * (self.page() - 1);
            query.go_to_row(first_row);
        }
        query.settle_range(|query, wanted| match &typed {
            Some(text) if wanted == param => text.clone(),
            _ => query.text(wanted),
        });
        query
    }

    /// The query without any filter; page size, order and time zone stay.
    fn without_filters(&self) -> Self {
        let goes = |param| matches!(param, Param::Page | Param::Whole | Param::Only);
        self.filtered(|param| !param.is_filter() && !goes(param))
    }

    /// The query with its relative range made absolute, so that a shared link keeps its meaning.
    #[must_use]
    pub fn with_absolute_range(&self, now: DateTime<Utc>) -> Self {
        let Some(span) = self.last() else {
            return self.clone();
        };
        let mut query = self
            .edited(Edit::StartTime(Some(now - span.duration())))
            .edited(Edit::EndTime(Some(now)));
        for param in [Param::Whole, Param::Only] {
            query.set(param, self.input(param).cloned());
        }
        query.edited(Edit::Page(self.page()))
    }

    /// Goes to the page that holds the row at an offset.
    pub(super) fn go_to_row(&mut self, offset: u64) {
        let pages_before = offset / u64::from(self.limit()).max(1);
        let page = Value::Number(pages_before.saturating_add(1));
        self.set(Param::Page, Input::of(Param::Page, page));
    }
}
