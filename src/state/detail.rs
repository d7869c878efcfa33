//! One operation: shown at once from the row at hand, then confirmed by the server.

use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::query::{Edit, Filters, Locked, Lookup, PageKey};
use operation_log::wire::{Entry, OperationPage};
use operation_log::{JobId, Query, RefusalKind, ZoneId};

use super::cache::{HeldPage, PageCache};
use super::read_page::PageReader;
use crate::api::ApiError;
use crate::platform::clock;
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
    locked: Signal<Locked>,
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
        locked: Signal<Locked>,
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
        self.finding.update(Remote::begin);
        spawn_local(async move {
            let result = self.look_up(&ticket).await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            self.finding.update(|finding| {
                let result = result.map(|entry| after_lookup(entry, finding.held()));
                finding.finish(result);
            });
            self.fetch_related();
        });
    }

    /// The page of the list with this operation, tracked while it is read.
    pub fn list(self, key: &PageKey) -> Option<HeldPage> {
        self.lists_read.track();
        self.cache.page(key)
    }

    /// Reads the page of the list that the operation was opened from, unless it is cached. It only
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

    /// Asks by `job_ids`, then by `jobs`: the documentation has both and does not say which one
    /// a server honours. A server that ignores a parameter answers with other operations.
    async fn look_up(self, ticket: &Ticket) -> Result<Option<Arc<Entry>>, ApiError> {
        for by in [Lookup::JobIds, Lookup::Jobs] {
            let (Some(id), Some(zone)) = (self.id.try_get_value(), self.zone.try_get_value())
            else {
                return Err(ApiError::Aborted);
            };
            let params = by.api_params(&id, &zone);
            let plan = CallPlan {
                purpose: Purpose::Operation,
                view: None,
                params: Box::new(move |_| params.clone()),
                waiting: Box::new(move |waiting: Waiting| {
                    self.finding.update(|finding| finding.wait(waiting));
                }),
            };
            match self.reader.calls.make(plan, ticket.signal()).await.result {
                Ok(page) => {
                    if let Some(entry) = page.entry(&id) {
                        return Ok(Some(Arc::clone(entry)));
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
        let query = self
            .finding
            .try_with_untracked(|finding| related_query(finding.held()?));
        let (Some(query), Some(zone), Some(locked)) = (
            query.flatten(),
            self.zone.try_get_value(),
            self.locked.try_get_untracked(),
        ) else {
            return;
        };
        let Some(ticket) = self.latest_related.begin() else {
            return;
        };
        let key = Filters::new(&query, locked).asked().page_key(&zone);
        self.related.update(|related| {
            related
                .get_or_insert(Remote::Loading { held: None })
                .begin();
        });
        let plan = CallPlan {
            purpose: Purpose::Related,
            view: None,
            params: Box::new(move |now| key.api_params(now)),
            waiting: Box::new(|_| ()),
        };
        let call = self.reader.calls.make(plan, ticket.signal());
        spawn_local(async move {
            let result = call.await.result.map(Arc::new);
            if ticket.is_current() {
                self.related.update(|related| {
                    if let Some(related) = related {
                        related.finish(result);
                    }
                });
            }
        });
    }
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
        .or_else(|| operation.resource_ids.first())
        .cloned()?;
    let query = Query::default()
        .edited(Edit::ResourceIds(vec![resource]))
        .edited(Edit::Limit(RELATED_LIMIT));
    Some(query.edited(Edit::EndTime(operation.create_time.instant())))
}
