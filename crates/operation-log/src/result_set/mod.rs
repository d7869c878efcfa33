//! All rows of a result, so that the browser can sort, filter, count and find in them at once.
//!
//! A [`ResultSet`] keeps of each row the text that the server sent, packed, and beside it what is
//! compared: texts as numbers (each text is kept once), times in seconds, the status. Rows are known by
//! their index, in the server's order; what is shown is a list of indices, which [`Arranging`] makes
//! by filters and sort. An operation itself is read from its text again when it is shown, so that
//! nothing is lost that the columns do not have.
//!
//! 50,000 usual rows take about 26 MB. Work that takes long is cut: [`Arranging`] and [`TextSearch`] go on by
//! steps, so that the page can answer in between.

mod arrange;
mod condition;
mod conditions;
mod facet;
mod field;
mod find;
mod merge_sort;
mod packed;
mod record;
mod retry;
mod row;
mod sort;
mod statistics;
mod texts;

pub use arrange::Arranging;
pub use condition::Condition;
pub use conditions::Conditions;
pub use facet::{Facet, FacetValue};
pub use field::Field;
pub use find::{Hit, TextSearch, hits_in};
pub use retry::{Folding, RETRY_WINDOW_SECONDS, RetryOutcome, RetryStory};
pub use row::ResultRow;
pub use sort::SortKey;
pub use statistics::{ActionStatistics, Measuring, Tally, TrendPart};

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::duration::Elapsed;
use crate::ids::{JobId, ResourceId};
use crate::operation::Operation;
use crate::wire::{Row, decode_operation};
use packed::PackedTexts;
use record::{Kind, Record, Span, State, Time};
use texts::{TextId, Texts};

/// The most rows that a result can have here. A larger one has to be narrowed.
pub const MAX_ROWS: usize = 50_000;

/// Rows of a log in the server's order, each operation once.
#[derive(Clone, Debug, Default)]
pub struct ResultSet {
    raw: PackedTexts,
    texts: Texts,
    job_id: Vec<TextId>,
    action: Vec<TextId>,
    describe: Vec<TextId>,
    status_word: Vec<TextId>,
    owner: Vec<TextId>,
    submitter: Vec<TextId>,
    error: Vec<TextId>,
    resources: Vec<Span>,
    resource: Vec<TextId>,
    created: Vec<Time>,
    changed: Vec<Time>,
    state: Vec<State>,
    /// The row of an operation, by the number of its id.
    row_of: BTreeMap<TextId, u32>,
    /// The codes in a text of `error_codes`.
    codes: BTreeMap<TextId, Box<[TextId]>>,
    unreadable: usize,
    repeated: usize,
}

/// What became of a row that was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// It is a row of its own.
    Added,
    /// The operation was there already. It keeps its place, and is now as it was read last.
    Repeated {
        /// Whether the server's text differs from the one before.
        changed: bool,
    },
    /// There is no room for more than [`MAX_ROWS`] rows.
    Full,
}

impl ResultSet {
    /// A set without rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many rows there are, those that could not be read included.
    pub fn len(&self) -> usize {
        self.state.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.state.is_empty()
    }

    /// How many rows could not be read.
    pub const fn unreadable(&self) -> usize {
        self.unreadable
    }

    /// How often an operation came that was there already.
    pub const fn repeated(&self) -> usize {
        self.repeated
    }

    /// Every row, in the server's order.
    pub fn rows(&self) -> Vec<u32> {
        (0..).take(self.len()).collect()
    }

    /// Appends a row of an answer.
    pub fn push(&mut self, row: &Row) -> Pushed {
        match row {
            Row::Entry(entry) => self.push_operation(&entry.operation, entry.raw.as_str()),
            Row::Unreadable(unreadable) => self.push_unreadable(unreadable.raw.as_str()),
        }
    }

    /// Appends a row by its JSON, whether it can be read or not.
    pub fn push_json(&mut self, json: &RawValue) -> Pushed {
        match decode_operation(json.get()) {
            Ok(operation) => self.push_operation(&operation, json.get()),
            Err(_) => self.push_unreadable(json.get()),
        }
    }

    /// Appends a row of another set.
    pub fn push_copy(&mut self, row: ResultRow<'_>) -> Pushed {
        match decode_operation(row.raw()) {
            Ok(operation) => self.push_operation(&operation, row.raw()),
            Err(_) => self.push_unreadable(row.raw()),
        }
    }

    fn push_operation(&mut self, operation: &Operation, json: &str) -> Pushed {
        let id = operation.job_id.as_str();
        let Some(row) = self.find_text(id) else {
            if !self.has_room() || !self.raw.set(self.len(), json) {
                return Pushed::Full;
            }
            let row = self.len();
            self.set(row, operation);
            let id = self.texts.keep(id);
            self.row_of.extend(u32::try_from(row).map(|row| (id, row)));
            return Pushed::Added;
        };
        self.repeated += 1;
        let row = row as usize;
        let changed = self.raw.get(row) != Some(json);
        if changed && self.raw.set(row, json) {
            self.set(row, operation);
        }
        Pushed::Repeated { changed }
    }

    fn push_unreadable(&mut self, json: &str) -> Pushed {
        if !self.has_room() || !self.raw.set(self.len(), json) {
            return Pushed::Full;
        }
        self.unreadable += 1;
        self.write(self.len(), Record::UNREADABLE);
        Pushed::Added
    }

    fn has_room(&self) -> bool {
        self.len() < MAX_ROWS
    }

    fn set(&mut self, row: usize, operation: &Operation) {
        let keep = |texts: &mut Texts, text: Option<&str>| texts.keep(text.unwrap_or_default());
        let record = Record {
            job_id: self.texts.keep(operation.job_id.as_str()),
            action: self.texts.keep(&operation.job_action),
            describe: self.texts.keep(&operation.action_describe),
            status_word: self.texts.keep(operation.status.as_str()),
            owner: keep(
                &mut self.texts,
                operation.owner.as_ref().map(|owner| owner.as_str()),
            ),
            submitter: keep(&mut self.texts, operation.submitter.as_deref()),
            error: self.keep_error(operation),
            resources: self.keep_resources(&operation.resource_ids),
            created: Time::of(&operation.create_time),
            changed: Time::of(&operation.status_time),
            state: State::of(operation),
        };
        self.write(row, record);
    }

    fn keep_error(&mut self, operation: &Operation) -> TextId {
        let errors = &operation.error_codes;
        let id = self.texts.keep(errors.as_str());
        if !errors.is_empty() && !self.codes.contains_key(&id) {
            let known = errors.known().into_iter();
            let mut codes: Vec<TextId> = known
                .map(|code| self.texts.keep(&code.code.to_string()))
                .collect();
            if codes.is_empty() {
                codes.push(id);
            }
            self.codes.insert(id, codes.into());
        }
        id
    }

    /// Keeps the resources of a row, each once.
    fn keep_resources(&mut self, ids: &[ResourceId]) -> Span {
        let start = self.resource.len();
        for id in ids {
            let id = self.texts.keep(id.as_str());
            if self.resource.iter().skip(start).all(|known| *known != id) {
                self.resource.push(id);
            }
        }
        let at = |index: usize| u32::try_from(index).unwrap_or(u32::MAX);
        Span {
            start: at(start),
            end: at(self.resource.len()),
        }
    }

    /// Writes a row over another, or as the next one.
    fn write(&mut self, row: usize, record: Record) {
        put(&mut self.job_id, row, record.job_id);
        put(&mut self.action, row, record.action);
        put(&mut self.describe, row, record.describe);
        put(&mut self.status_word, row, record.status_word);
        put(&mut self.owner, row, record.owner);
        put(&mut self.submitter, row, record.submitter);
        put(&mut self.error, row, record.error);
        put(&mut self.resources, row, record.resources);
        put(&mut self.created, row, record.created);
        put(&mut self.changed, row, record.changed);
        put(&mut self.state, row, record.state);
    }

    /// A row. Returns `None` if there is none of this index.
    pub fn row(&self, row: u32) -> Option<ResultRow<'_>> {
        ((row as usize) < self.len()).then_some(ResultRow { set: self, row })
    }

    /// The row of an operation.
    pub fn find(&self, id: &JobId) -> Option<u32> {
        self.find_text(id.as_str())
    }

    /// The row of an operation by the text of its id.
    pub(crate) fn find_text(&self, id: &str) -> Option<u32> {
        self.row_of.get(&self.texts.find(id)?).copied()
    }

    /// The values of a row, at least one: [`TextId::EMPTY`] stands for none.
    fn values(&self, row: u32, field: Field) -> &[TextId] {
        let row = row as usize;
        let column = match field {
            Field::JobId => &self.job_id,
            Field::Action => &self.action,
            Field::Describe => &self.describe,
            Field::Status => &self.status_word,
            Field::Owner => &self.owner,
            Field::Submitter => &self.submitter,
            Field::Error => &self.error,
            Field::Resource => {
                let span = self.resources.get(row).copied();
                let ids =
                    span.and_then(|span| self.resource.get(span.start as usize..span.end as usize));
                return ids.filter(|ids| !ids.is_empty()).unwrap_or(NO_VALUE);
            }
            Field::ErrorCode => {
                let codes = self.error.get(row).and_then(|error| self.codes.get(error));
                return codes.map_or(NO_VALUE, |codes| codes);
            }
        };
        column.get(row).map_or(NO_VALUE, std::slice::from_ref)
    }

    /// The first value of a row.
    fn value(&self, row: u32, field: Field) -> TextId {
        let first = self.values(row, field).first();
        first.copied().unwrap_or(TextId::EMPTY)
    }

    fn state(&self, row: u32) -> State {
        let state = self.state.get(row as usize);
        state.copied().unwrap_or(Record::UNREADABLE.state)
    }

    /// When a row was created, in seconds since 1970.
    fn created_seconds(&self, row: u32) -> Option<i64> {
        self.created.get(row as usize)?.known()
    }

    /// When the status of a row last changed, in seconds since 1970.
    fn changed_seconds(&self, row: u32) -> Option<i64> {
        self.changed.get(row as usize)?.known()
    }

    /// How long an operation took or has been running, by the rules of [`Elapsed::of`]. `now` is in
    /// seconds since 1970.
    fn elapsed(&self, row: u32, now: i64) -> Option<Elapsed> {
        let state = self.state(row);
        let start = self.created_seconds(row)?;
        let running = state.kind == Kind::Pending;
        let (end, is_assumed) = match state.kind {
            Kind::Pending => (now.max(start), false),
            Kind::Successful | Kind::Failed => {
                (self.changed_seconds(row)?, state.changed_is_assumed)
            }
            Kind::OtherStatus | Kind::Unreadable => return None,
        };
        if state.created_is_assumed != is_assumed {
            return None;
        }
        let seconds = u64::try_from(end.checked_sub(start)?).ok()?;
        Some(Elapsed { seconds, running })
    }

    /// About how much memory the set takes, in bytes.
    pub fn heap_bytes(&self) -> usize {
        let columns = self.job_id.capacity()
            + self.action.capacity()
            + self.describe.capacity()
            + self.status_word.capacity()
            + self.owner.capacity()
            + self.submitter.capacity()
            + self.error.capacity()
            + self.resource.capacity();
        let times = self.created.capacity() + self.changed.capacity();
        // A node of a tree is two thirds full.
        let row_of = self.row_of.len() * size_of::<(TextId, u32)>() * 3 / 2;
        let codes = self.codes.len() * 4 * size_of::<(TextId, Box<[TextId]>)>();
        self.raw.heap_bytes()
            + self.texts.heap_bytes()
            + columns * size_of::<TextId>()
            + times * size_of::<Time>()
            + self.resources.capacity() * size_of::<Span>()
            + self.state.capacity() * size_of::<State>()
            + row_of
            + codes
    }
}

const NO_VALUE: &[TextId] = &[TextId::EMPTY];

/// Writes a value over that of a row, or as that of the next row.
fn put<T>(column: &mut Vec<T>, row: usize, value: T) {
    match column.get_mut(row) {
        Some(place) => *place = value,
        None => column.push(value),
    }
}
