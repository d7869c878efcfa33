//! One operation: shown at once from the row at hand, then confirmed by the server.

use std::rc::Rc;
use std::sync::Arc;

use crate::platform::network;
use crate::platform::task::spawn;
use chrono::{DateTime, Utc};
use operation_log::query::Lookup;
use operation_log::wire::{Entry, OperationPage, Row};
use operation_log::{JobId, Param, Query, RefusalKind, ServerQuery, ZoneId, time};

use super::cache::{HeldPage, PageCache};
use super::read_page::{PageQuery, PageReader};
use crate::api::ApiError;
use crate::platform::clock;
use crate::reactive::{Read, RwSignal, Signal, StoredValue};
use crate::remote::calls::{CallPlan, Purpose, Waiting};
use crate::remote::{Latest, Remote, Ticket};

/// How many operations before this one are shown with it.
const RELATED_LIMIT: &str = "10";

/// What is known of an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It is known.
    Known {
        /// The operation.
        entry: Arc<Entry>,
        /// When it was read, by the browser's clock.
        received: DateTime<Utc>,
        /// Whether the server still lists it.
        listed: bool,
    },
    /// The server does not list it, and nobody has seen it.
    Unknown,
}

/// One operation and what happened before it on the same cluster.
#[derive(Clone, Copy)]
pub struct DetailState {
    finding: RwSignal<Remote<Finding>>,
    related: RwSignal<Option<Remote<Arc<OperationPage>>>>,
    /// Counts the pages read for the operations beside this one.
    lists_read: RwSignal<u32>,
    id: StoredValue<JobId>,
    zone: StoredValue<ZoneId>,
    /// Filters that hold for every list.
    locked: Signal<Query>,
    latest: Latest,
    latest_related: Latest,
    latest_list: Latest,
    reader: PageReader,
    cache: PageCache,
}

impl DetailState {
    /// Begins with the newest row at hand, if any, and asks the server.
    pub fn new(
        reader: PageReader,
        cache: PageCache,
        id: JobId,
        zone: ZoneId,
        locked: Signal<Query>,
    ) -> Self {
        let held = cache.entry(&id).map(|(entry, received)| Finding::Known {
            entry,
            received,
            listed: true,
        });
        let detail = Self {
            finding: RwSignal::new(Remote::Loading { held }),
            related: RwSignal::new(None),
            lists_read: RwSignal::new(0),
            id: StoredValue::new(id),
            zone: StoredValue::new(zone),
            locked,
            latest: Latest::new(),
            latest_related: Latest::new(),
            latest_list: Latest::new(),
            reader,
            cache,
        };
        detail.refresh();
        network::on_online(move || {
            if detail
                .finding
                .with_untracked(|finding| finding.error().is_some())
            {
                detail.refresh();
            }
        });
        detail
    }

    /// What is known, and how the last call went.
    pub fn finding(self) -> Signal<Remote<Finding>> {
        self.finding.read_only()
    }

    /// The operations before this one on the same cluster or resource; none if it names no
    /// resource or is not known yet.
    pub fn related(self) -> Signal<Option<Remote<Arc<OperationPage>>>> {
        self.related.read_only()
    }

    /// Asks again.
    pub fn refresh(self) {
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        self.finding.update(|finding| finding.clone().loading());
        spawn(async move {
            let result = self.look_up(&ticket).await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            self.finding.update(|finding| {
                let result = result.map(|entry| after_lookup(entry, finding.held()));
                finding.clone().finished(result)
            });
            self.fetch_related();
        });
    }

    /// The page of the list with this operation; follows it as it is read.
    pub fn list(self, asked: &ServerQuery) -> Option<HeldPage> {
        let _ = self.lists_read.get();
        self.cache.page(asked)
    }

    /// Reads the page of the list that the operation was opened from, unless it is at hand. What
    /// stands beside the operation is all it is for, so a failure is not told.
    pub fn read_list(self, query: PageQuery) {
        if self.cache.page(&query.asked).is_some() {
            return;
        }
        let Some(ticket) = self.latest_list.begin() else {
            return;
        };
        spawn(async move {
            let waiting = Rc::new(|_| ());
            let page = self
                .reader
                .read(Purpose::Related, &query, &ticket, waiting)
                .await;
            if let Ok(held) = page
                && ticket.is_current()
            {
                self.cache.keep(held);
                self.lists_read.update(|count| count.wrapping_add(1));
            }
        });
    }

    /// Asks by `job_ids`, then by `jobs`: the documentation has both and does not say which one
    /// a server honours. A server that ignores a parameter answers with other operations.
    async fn look_up(self, ticket: &Ticket) -> Result<Option<Arc<Entry>>, ApiError> {
        for by in [Lookup::JobIds, Lookup::Jobs] {
            let (Some(id), Some(zone)) = (self.id.try_value(), self.zone.try_value()) else {
                return Err(ApiError::Aborted);
            };
            let lookup = ServerQuery::lookup(&id, by, &zone);
            let plan = CallPlan {
                purpose: Purpose::Operation,
                view: None,
                params: Box::new(move |now| lookup.params(now)),
                waiting: Box::new(move |waiting: Waiting| {
                    self.finding
                        .update(|finding| finding.clone().waits(waiting));
                }),
            };
            match self.reader.calls.make(plan, ticket.signal()).await.result {
                Ok(page) => {
                    if let Some(entry) = take(page, &id) {
                        return Ok(Some(entry));
                    }
                }
                // Sibling APIs refuse an unknown id where this one may answer with nothing.
                Err(ApiError::Refused(refusal))
                    if RefusalKind::of(refusal.ret_code) == RefusalKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(None)
    }

    fn fetch_related(self) {
        let finding = self.finding.try_value_untracked();
        let Some(query) = finding.and_then(|finding| related_query(finding.held()?)) else {
            return;
        };
        let (Some(ticket), Some(zone)) = (self.latest_related.begin(), self.zone.try_value())
        else {
            return;
        };
        let Some(locked) = self.locked.try_value_untracked() else {
            return;
        };
        let asked = query.overlaid(&locked).server_query(&zone);
        self.related.update(|before| {
            let before = before.clone().unwrap_or(Remote::Loading { held: None });
            Some(before.loading())
        });
        let plan = CallPlan {
            purpose: Purpose::Related,
            view: None,
            params: Box::new(move |now| asked.params(now)),
            waiting: Box::new(|_| ()),
        };
        let call = self.reader.calls.make(plan, ticket.signal());
        spawn(async move {
            let result = call.await.result.map(Arc::new);
            if ticket.is_current() {
                self.related
                    .update(|before| Some(before.clone()?.finished(result)));
            }
        });
    }
}

fn take(page: OperationPage, id: &JobId) -> Option<Arc<Entry>> {
    page.rows.into_iter().find_map(|row| match row {
        Row::Entry(entry) if entry.operation.job_id == *id => Some(entry),
        Row::Entry(_) | Row::Unreadable(_) => None,
    })
}

fn after_lookup(entry: Option<Arc<Entry>>, before: Option<&Finding>) -> Finding {
    match (entry, before) {
        (Some(entry), _) => Finding::Known {
            entry,
            received: clock::now(),
            listed: true,
        },
        (
            None,
            Some(Finding::Known {
                entry, received, ..
            }),
        ) => Finding::Known {
            entry: entry.clone(),
            received: *received,
            listed: false,
        },
        (None, _) => Finding::Unknown,
    }
}

/// What happened on the same cluster up to this operation, newest first.
pub fn related_query(finding: &Finding) -> Option<Query> {
    let Finding::Known { entry, .. } = finding else {
        return None;
    };
    let operation = &entry.operation;
    let resource = operation
        .cluster()
        .or_else(|| operation.resource_ids.first())?;
    let query = Query::default()
        .with(Param::ResourceIds, resource.as_str())
        .with(Param::Limit, RELATED_LIMIT);
    Some(match operation.create_time.instant() {
        Some(created) => query.with(Param::EndTime, &time::iso(created)),
        None => query,
    })
}
