//! What the screens of a console share of the operations that were read.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::percentile::EarlierRuns;
use operation_log::query::ViewQuery;
use operation_log::result_set::{Field, ResultSet};
use operation_log::wire::{Entry, OperationPage};
use operation_log::{JobId, Operation};

use super::cache::PageCache;
use super::position::Positions;
use super::read_page::PageReader;
use super::running::Running;
use super::views::Views;
use super::watches::Watches;
use super::whole_result::WholeResult;
use crate::api::Api;
use crate::api::rows::RowsApi;
use crate::remote::calls::{CallRecord, Calls};

/// The operations that were read, and the way to more; provided by the console's root.
#[derive(Clone, Copy)]
pub struct Store {
    /// Reads pages.
    pub reader: PageReader,
    /// The calls of this tab, oldest first.
    pub records: Signal<Vec<Arc<CallRecord>>>,
    /// Pages read before.
    pub cache: PageCache,
    /// Where the reader was in each list.
    pub positions: Positions,
    /// The operations that were seen in progress.
    pub running: Running,
    /// The operations that the reader wants to be told of.
    pub watches: Watches,
    /// The whole result that was loaded last.
    pub whole: WholeResult,
}

impl Store {
    /// An empty store that reads from an API and lives as long as the current owner.
    ///
    /// `api_url` distinguishes what is stored for it.
    pub fn new(api: Api, api_url: &str, positions: Positions) -> Self {
        let calls = Calls::new(api);
        let watches = Watches::new(calls, api_url);
        Self::with(calls, positions, watches, WholeResult::new(calls))
    }

    /// A store of rows that are here, as those of a view as of a moment: nothing of it makes a call.
    pub fn of_rows(
        view: ViewQuery,
        rows: Arc<ResultSet>,
        all: bool,
        moment: DateTime<Utc>,
    ) -> Self {
        let api = Api::new(RowsApi::new(Arc::clone(&rows), moment));
        let calls = Calls::standing_at(api, moment);
        let whole = WholeResult::of_rows(calls, view, rows, all);
        Self::with(calls, Positions::in_memory(), Watches::none(calls), whole)
    }

    fn with(calls: Calls, positions: Positions, watches: Watches, whole: WholeResult) -> Self {
        Self {
            reader: PageReader {
                calls,
                views: Views::new(),
            },
            records: calls.records(),
            cache: PageCache::new(),
            positions,
            running: Running::new(),
            watches,
            whole,
        }
    }

    /// The newest entry at hand for an operation, with the time from which it is.
    pub fn entry(self, id: &JobId) -> Option<(Arc<Entry>, DateTime<Utc>)> {
        let entries = [self.cache.entry(id), self.whole.entry(id)];
        let entries = entries.into_iter().flatten();
        entries.max_by_key(|(_, received)| *received)
    }

    /// How long earlier runs of the action of an operation took: those of the whole result that it is
    /// in, or those of the pages that were read and of a page that was read for it.
    pub fn earlier_runs(self, operation: &Operation, read: Option<&OperationPage>) -> EarlierRuns {
        let of_result = self.whole.with_rows(|set, _| {
            let row = set.find(&operation.job_id)?;
            Some(set.earlier_runs(row))
        });
        if let Some(runs) = of_result.flatten() {
            return runs;
        }
        let mut others: Vec<Operation> = Vec::new();
        let mut see = |other: &Operation| {
            let is_new = || others.iter().all(|known| known.job_id != other.job_id);
            if other.job_action == operation.job_action && is_new() {
                others.push(other.clone());
            }
        };
        self.for_each_read(read, &mut see);
        EarlierRuns::of(operation, &others)
    }

    /// Calls back with each operation of the pages that were read and of one beside them, with some
    /// more than once.
    fn for_each_read(self, read: Option<&OperationPage>, see: &mut dyn FnMut(&Operation)) {
        self.cache.for_each_operation(&mut *see);
        read.iter().flat_map(|page| page.operations()).for_each(see);
    }

    /// How many operations besides one ended with a code: of those of the whole result, of the pages
    /// that were read and of a page that was read for it.
    pub fn others_with_code(self, code: u32, id: &JobId, read: Option<&OperationPage>) -> usize {
        let code_text = code.to_string();
        let mut found: Vec<JobId> = Vec::new();
        let mut see = |operation: &Operation| {
            let codes = operation.error_codes.known();
            let has_code = codes.iter().any(|known| known.code == code);
            if has_code && operation.job_id != *id && !found.contains(&operation.job_id) {
                found.push(operation.job_id.clone());
            }
        };
        self.for_each_read(read, &mut see);
        let of_result = self.whole.with_rows(|set, _| {
            found.retain(|id| set.find(id).is_none());
            let has_code = |row: &u32| {
                let row = set.row(*row);
                row.is_some_and(|row| row.texts(Field::ErrorCode).any(|text| text == code_text))
            };
            let with_code = set.rows().into_iter().filter(has_code);
            let own = set.find(id);
            with_code.filter(|row| Some(*row) != own).count()
        });
        found.len() + of_result.unwrap_or_default()
    }
}
