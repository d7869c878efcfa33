//! One operation: shown at once from the row at hand, then confirmed by the server.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::query::{Edit, Filters, Locked, Lookup, MAX_LIMIT, PageKey};
use operation_log::wire::{Entry, OperationPage};
use operation_log::{JobId, Operation, Param, Query, RefusalKind, Status, ZoneId};

use super::background::{Background, Reading};
use super::cache::{HeldPage, PageCache};
use super::followed::FOLLOW_SECONDS;
use super::read_page::PageReader;
use super::store::Store;
use crate::api::ApiError;
use crate::remote::calls::{CallPlan, Purpose, Waiting};
use crate::remote::{Latest, Remote, Ticket, retry_online};

/// How many operations before this one are shown with it.
const RELATED_LIMIT: u32 = 10;

/// What is known of an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It is known.
    Known {
        /// The operation.
        entry: Arc<Entry>,
        /// When it was read, by the server's clock.
        received: DateTime<Utc>,
        /// What the server answered when it was looked up.
        listed: Listed,
    },
    /// The server does not list it, and nobody has seen it.
    Unknown,
}

/// What the server answered when an operation was looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    /// It lists it, or was not asked yet.
    Yes,
    /// It has no such operation.
    No,
    /// It answered with other operations.
    Others,
}

/// One operation and what happened before it on the same cluster.
#[derive(Clone, Copy)]
pub struct DetailState {
    finding: RwSignal<Remote<Finding>>,
    related: RwSignal<Option<Remote<Arc<OperationPage>>>>,
    /// Earlier runs of its action, if they were asked for.
    earlier_runs: RwSignal<Option<Remote<Arc<OperationPage>>>>,
    /// Counts the pages read for the operations beside this one.
    lists_read: RwSignal<u32>,
    id: StoredValue<JobId>,
    zone: StoredValue<ZoneId>,
    /// Filters that hold for every list.
    locked: Signal<Locked>,
    /// The parameter by which the server found it.
    found_by: StoredValue<Option<Lookup>>,
    latest: Latest,
    background: Background,
    latest_related: Latest,
    latest_list: Latest,
    latest_runs: Latest,
    reader: PageReader,
    cache: PageCache,
}

impl DetailState {
    /// Begins with the newest row at hand, if any, and asks the server.
    pub fn new(store: Store, id: JobId, zone: ZoneId, locked: Signal<Locked>) -> Self {
        let Store { reader, cache, .. } = store;
        let held = store.entry(&id).map(|(entry, received)| Finding::Known {
            entry,
            received,
            listed: Listed::Yes,
        });
        let detail = Self {
            finding: RwSignal::new(Remote::Loading { held }),
            related: RwSignal::new(None),
            earlier_runs: RwSignal::new(None),
            lists_read: RwSignal::new(0),
            id: StoredValue::new(id),
            zone: StoredValue::new(zone),
            locked,
            found_by: StoredValue::new(None),
            latest: Latest::new(),
            background: Background::new(reader.calls),
            latest_related: Latest::new(),
            latest_list: Latest::new(),
            latest_runs: Latest::new(),
            reader,
            cache,
        };
        detail.refresh();
        retry_online(detail.finding, move || detail.refresh());
        detail
    }

    /// What is known, and how the last call went.
    pub fn finding(self) -> Signal<Remote<Finding>> {
        self.finding.into()
    }

    /// The operations before this one on the same cluster or resource; empty if it names no
    /// resource or is not known yet.
    pub fn related(self) -> Signal<Option<Remote<Arc<OperationPage>>>> {
        self.related.into()
    }

    /// Asks again.
    pub fn refresh(self) {
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        self.background.restart();
        self.finding.update(Remote::begin);
        spawn_local(async move {
            self.reader.calls.wait_out_burst().await;
            let result = self.look_up(Purpose::Operation, &ticket).await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            let outcome = result.as_ref().map(|_| ()).map_err(ApiError::kind);
            self.background.finish(outcome);
            self.take(result);
            self.fetch_related();
        });
    }

    /// How it is read in the background.
    pub fn background(self) -> Background {
        self.background
    }

    /// Reads in the background if it is time and there is something to follow: the operation is in
    /// progress, or the last call failed. `chosen` is the interval in seconds.
    pub fn tick(self, now: DateTime<Utc>, chosen: i64) {
        let is_followed = self.finding.try_with_untracked(|finding| {
            let waits = finding.is_loading() || finding.waiting().is_some();
            !waits && (finding.error().is_some() || is_in_progress(finding.held()))
        });
        if is_followed == Some(true) {
            let read = move |ticket| -> Reading { Box::pin(self.check(ticket)) };
            let chosen = chosen.max(FOLLOW_SECONDS);
            self.background.tick(now, chosen, Box::new(read));
        }
    }

    async fn check(self, ticket: Ticket) -> Result<(), ApiError> {
        let result = self.look_up(Purpose::Watch, &ticket).await;
        if !ticket.is_current() {
            return Err(ApiError::Aborted);
        }
        match result {
            Ok(entry) => {
                let is_followed = || {
                    let finding = self.finding;
                    finding.try_with_untracked(|finding| is_in_progress(finding.held()))
                };
                let was_followed = is_followed();
                self.take(Ok(entry));
                // It is one of those that are listed beside it.
                if was_followed == Some(true) && is_followed() == Some(false) {
                    self.fetch_related();
                }
                Ok(())
            }
            // What is known stays; the head says that it was not confirmed.
            Err(error) => Err(error),
        }
    }

    fn take(self, result: Result<Result<Arc<Entry>, Listed>, ApiError>) {
        let now = self.reader.calls.server_now();
        self.finding.update(|finding| {
            let result = result.map(|found| after_lookup(found, finding.held(), now));
            finding.finish(result);
        });
    }

    /// A page of the list with this operation, tracked while it is read.
    pub fn list(self, key: &PageKey) -> Option<HeldPage> {
        self.lists_read.track();
        self.cache.page(key)
    }

    /// Reads a page of the list that the operation was opened from, unless it is cached. It only
    /// serves the links to the neighbours, so a failure is not shown.
    pub fn read_list(self, key: PageKey) {
        if self.cache.page(&key).is_some() {
            return;
        }
        let Some(ticket) = self.latest_list.begin() else {
            return;
        };
        spawn_local(async move {
            let waiting = Rc::new(|_| ());
            let page = self
                .reader
                .read(Purpose::Related, &key, &ticket, waiting)
                .await;
            if let Ok(held) = page
                && ticket.is_current()
            {
                self.cache.keep(held);
                self.lists_read
                    .update(|count| *count = count.wrapping_add(1));
            }
        });
    }

    /// The last runs of its action before it; `None` until they are asked for.
    pub fn earlier_runs(self) -> Signal<Option<Remote<Arc<OperationPage>>>> {
        self.earlier_runs.into()
    }

    /// Reads a page of earlier runs of the action, by one call.
    pub fn read_earlier_runs(self) {
        let is_loading = self
            .earlier_runs
            .try_with_untracked(|runs| runs.as_ref().is_some_and(Remote::is_loading));
        if is_loading == Some(false) {
            let query = |entry: &Entry| earlier_runs_query(&entry.operation);
            self.read_beside(self.earlier_runs, self.latest_runs, query);
        }
    }

    /// Reads a page that is shown beside the operation, by one call. Does nothing without a query for it.
    fn read_beside(
        self,
        shown: RwSignal<Option<Remote<Arc<OperationPage>>>>,
        latest: Latest,
        query: fn(&Entry) -> Option<Query>,
    ) {
        let query = self
            .finding
            .try_with_untracked(|finding| match finding.held()? {
                Finding::Known { entry, .. } => query(entry),
                Finding::Unknown => None,
            });
        let Some(key) = query.flatten().and_then(|query| self.page_key(&query)) else {
            return;
        };
        let Some(ticket) = latest.begin() else {
            return;
        };
        shown.update(|shown| {
            shown.get_or_insert(Remote::Loading { held: None }).begin();
        });
        let plan = CallPlan::new(Purpose::Related, None, move |now| key.api_params(now));
        let calls = self.reader.calls;
        spawn_local(async move {
            calls.wait_out_burst().await;
            let result = calls.make(plan, ticket.signal()).await.result.map(Arc::new);
            if ticket.is_current() {
                shown.update(|shown| {
                    if let Some(shown) = shown {
                        shown.finish(result);
                    }
                });
            }
        });
    }

    /// A page of the list, as the page that the console is in allows.
    fn page_key(self, query: &Query) -> Option<PageKey> {
        let (zone, locked) = (self.zone.try_get_value()?, self.locked.try_get_untracked()?);
        Some(Filters::new(query, locked).asked().page_key(&zone))
    }

    /// Asks by `job_ids`, then by `jobs`: the documentation has both and does not say which one
    /// a server honours. A server that ignores a parameter answers with other operations.
    async fn look_up(
        self,
        purpose: Purpose,
        ticket: &Ticket,
    ) -> Result<Result<Arc<Entry>, Listed>, ApiError> {
        let mut listed = Listed::No;
        let found_by = self.found_by.try_get_value().flatten();
        // What has found it once is asked first.
        let first = found_by.unwrap_or(Lookup::JobIds);
        for by in [first, first.other()] {
            let (Some(id), Some(zone)) = (self.id.try_get_value(), self.zone.try_get_value())
            else {
                return Err(ApiError::Aborted);
            };
            let params = by.api_params(&id, &zone);
            let plan = CallPlan {
                purpose,
                view: None,
                params: Box::new(move |_| params.clone()),
                waiting: Box::new(move |waiting: Waiting| {
                    self.finding.update(|finding| finding.wait(waiting));
                }),
            };
            match self.reader.calls.make(plan, ticket.signal()).await.result {
                Ok(page) => {
                    if let Some(entry) = page.entry(&id) {
                        self.found_by.try_set_value(Some(by));
                        self.cache.patch(&page);
                        return Ok(Ok(Arc::clone(entry)));
                    }
                    if !page.rows.is_empty() {
                        listed = Listed::Others;
                    }
                }
                // Sibling APIs refuse an unknown id where this one may answer with nothing.
                Err(ApiError::Refused(refusal))
                    if RefusalKind::of(refusal.ret_code) == RefusalKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Err(listed))
    }

    fn fetch_related(self) {
        self.read_beside(self.related, self.latest_related, related_query);
    }
}

fn is_in_progress(finding: Option<&Finding>) -> bool {
    matches!(
        finding,
        Some(Finding::Known { entry, listed: Listed::Yes, .. })
            if entry.operation.status == Status::Pending
    )
}

fn after_lookup(
    found: Result<Arc<Entry>, Listed>,
    before: Option<&Finding>,
    now: DateTime<Utc>,
) -> Finding {
    match (found, before) {
        (Ok(entry), _) => Finding::Known {
            entry,
            received: now,
            listed: Listed::Yes,
        },
        (
            Err(listed),
            Some(Finding::Known {
                entry, received, ..
            }),
        ) => Finding::Known {
            entry: entry.clone(),
            received: *received,
            listed,
        },
        (Err(_), _) => Finding::Unknown,
    }
}

/// What happened on the same cluster up to this operation, newest first.
pub fn related_query(entry: &Entry) -> Option<Query> {
    let operation = &entry.operation;
    let resource = operation.main_resource().cloned()?;
    let query = Query::default()
        .edited(Edit::ResourceIds(vec![resource]))
        .edited(Edit::Limit(RELATED_LIMIT));
    Some(query.edited(Edit::EndTime(operation.create_time.instant())))
}

/// The last runs of the same action before this one, newest first. Returns `None` if its action
/// cannot be asked for.
pub fn earlier_runs_query(operation: &Operation) -> Option<Query> {
    let action = Edit::Text(Param::JobAction, operation.job_action.clone());
    let query = Query::default().edited(action);
    if operation.job_action.is_empty() || query.problem(Param::JobAction).is_some() {
        return None;
    }
    let query = query.edited(Edit::Limit(MAX_LIMIT));
    Some(query.edited(Edit::EndTime(operation.create_time.instant())))
}
