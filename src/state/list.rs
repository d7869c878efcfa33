//! The rows of the list: what the location asks for, fetched, held and refreshed.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use operation_log::frozen_view::Newer;
use operation_log::query::ViewQuery;
use operation_log::wire::OperationPage;
use operation_log::{Query, Status, ZoneId};

use super::cache::{HeldPage, PageCache};
use super::read_page::{PageQuery, PageReader};
use crate::api::{ApiError, Params};
use crate::nav::{Arrival, Location};
use crate::platform::network;
use crate::platform::task::spawn;
use crate::reactive::{Memo, Read, RwSignal, Signal, StoredValue, follow};
use crate::remote::calls::{CallPlan, Purpose, Waiting};
use crate::remote::{Latest, Remote};

/// The rows the location asks for.
#[derive(Clone, Copy)]
pub struct ListState {
    remote: RwSignal<Remote<HeldPage>>,
    newer: RwSignal<Newer>,
    asked: Memo<PageQuery>,
    latest: Latest,
    latest_newer: Latest,
    latest_watch: Latest,
    reader: PageReader,
    cache: PageCache,
}

impl ListState {
    /// Follows a query. Pages of one question are pages of one view, frozen by the first that was
    /// read; another question opens another view. Back and Forward show the page that was read
    /// before, without a call; everything else asks the server, and shows what it has meanwhile.
    pub fn new(
        reader: PageReader,
        cache: PageCache,
        location: Signal<Location>,
        query: Memo<Query>,
        zone: ZoneId,
    ) -> Self {
        let asked = Memo::new(move |_| query.with(|query| PageQuery::of(query, &zone)));
        let first = asked.with_untracked(|page| cache.page(&page.asked));
        let list = Self {
            remote: RwSignal::new(Remote::Loading { held: first }),
            newer: RwSignal::new(Newer::default()),
            asked,
            latest: Latest::new(),
            latest_newer: Latest::new(),
            latest_watch: Latest::new(),
            reader,
            cache,
        };
        let shown: StoredValue<RefCell<Option<ViewQuery>>> = StoredValue::new(RefCell::default());
        follow(move || {
            let asked = asked.value();
            let traversed =
                location.with_untracked(|location| location.arrival == Arrival::Traverse);
            if let Some(shown) = shown.try_value() {
                let before = shown.replace(Some(asked.of.clone()));
                if before.is_some_and(|before| before != asked.of) {
                    list.newer.set(Newer::default());
                    if !traversed {
                        list.forget(&asked);
                    }
                }
            }
            match list.cache.page(&asked.asked) {
                Some(held) if traversed => {
                    list.latest.abort();
                    list.remote.set(Remote::Ready(held));
                }
                held => list.fetch(Purpose::Page, held),
            }
        });
        network::on_online(move || {
            if list
                .remote
                .with_untracked(|remote| remote.error().is_some())
            {
                list.refresh();
            }
        });
        list
    }

    /// The rows, and how the last call went.
    pub fn remote(self) -> Signal<Remote<HeldPage>> {
        self.remote.read_only()
    }

    /// What came after the rows that are shown.
    pub fn newer(self) -> Signal<Newer> {
        self.newer.read_only()
    }

    /// Whether rows are the answer to what the location asks.
    pub fn is_asked(self, held: &HeldPage) -> bool {
        self.asked.with(|page| page.asked == held.asked)
    }

    /// Asks again for what is shown: the first page as of now, every other as of its view, so
    /// that no row moves under the reader.
    pub fn refresh(self) {
        let Some(asked) = self.asked.try_value_untracked() else {
            return;
        };
        if asked.is_first() {
            self.read_anew();
        } else {
            self.fetch(Purpose::Page, None);
            self.look_for_newer();
        }
    }

    /// Freezes the question anew, as of now, at the page that is shown.
    pub fn read_anew(self) {
        let Some(asked) = self.asked.try_value_untracked() else {
            return;
        };
        self.forget(&asked);
        self.fetch(Purpose::Page, None);
    }

    /// Forgets the view of the question, so that the next page that is asked for opens another.
    pub fn forget_view(self) {
        if let Some(asked) = self.asked.try_value_untracked() {
            self.forget(&asked);
        }
    }

    fn forget(self, asked: &PageQuery) {
        self.reader.views.close(&asked.of);
        self.cache.forget(&asked.of);
        self.newer.set(Newer::default());
    }

    /// Tries again to read the page, unless a call for it is under way.
    pub fn recover(self) {
        let is_idle = self
            .remote
            .with_untracked(|remote| !remote.is_loading() && remote.waiting().is_none());
        if is_idle {
            self.fetch(Purpose::Watch, None);
        }
    }

    /// Asks what became of the operations on screen that still run, and shows it in their rows:
    /// no row comes, goes or moves.
    pub fn watch(self) {
        let Some((first, last)) = self.running_span() else {
            return;
        };
        let Some(params) = self
            .view_number()
            .and_then(|number| self.reader.views.watch_params(number, first, last))
        else {
            return;
        };
        self.ask_in_background(Purpose::Watch, self.latest_watch, params, move |answer| {
            self.remote
                .update(|remote| remote.clone().map_held(|held| held.patched(&answer)));
            let remote = self.remote.try_value_untracked();
            if let Some(held) = remote.as_ref().and_then(|remote| remote.held()) {
                self.cache.keep(held.clone());
            }
        });
    }

    /// When the first and the last operation on screen began that still run.
    fn running_span(self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let remote = self.remote.try_value_untracked()?;
        let begun = || {
            let operations = remote
                .held()
                .into_iter()
                .flat_map(|held| held.page.operations());
            operations
                .filter(|operation| operation.status == Status::Pending)
                .filter_map(|operation| operation.create_time.instant())
        };
        Some((begun().min()?, begun().max()?))
    }

    /// Asks what came after the view.
    pub fn look_for_newer(self) {
        let Some(number) = self.view_number() else {
            return;
        };
        let Some(params) = self.reader.views.newer_params(number) else {
            return;
        };
        self.ask_in_background(Purpose::Newer, self.latest_newer, params, move |answer| {
            if self.view_number() == Some(number)
                && let Some(newer) = self.reader.views.newer(number, &answer)
            {
                self.newer.set(newer);
            }
        });
    }

    /// Nobody waits for the answer, so a failure is not told.
    fn ask_in_background(
        self,
        purpose: Purpose,
        line: Latest,
        params: Params,
        take: impl FnOnce(OperationPage) + 'static,
    ) {
        let Some(ticket) = line.begin() else {
            return;
        };
        let plan = CallPlan {
            purpose,
            view: self.view_number(),
            params: Box::new(move |_| params.clone()),
            waiting: Box::new(|_| ()),
        };
        let call = self.reader.calls.make(plan, ticket.signal());
        let take: Box<dyn FnOnce(OperationPage)> = Box::new(take);
        spawn(async move {
            if let Ok(answer) = call.await.result
                && ticket.is_current()
            {
                take(answer);
            }
        });
    }

    /// The view of the rows that are shown, if they are the location's.
    fn view_number(self) -> Option<u32> {
        let remote = self.remote.try_value_untracked()?;
        let held = remote.held()?;
        let asked = self.asked.try_value_untracked()?;
        (held.of == asked.of).then_some(held.facts.number)
    }

    fn fetch(self, purpose: Purpose, meanwhile: Option<HeldPage>) {
        let (Some(ticket), Some(asked)) = (self.latest.begin(), self.asked.try_value_untracked())
        else {
            return;
        };
        // Nobody waits for what is read in the background.
        if purpose == Purpose::Page {
            self.remote.update(|remote| Remote::Loading {
                held: meanwhile.or_else(|| remote.held().cloned()),
            });
        }
        let waiting = Rc::new(move |waiting: Waiting| {
            self.remote.update(|remote| remote.clone().waits(waiting));
        });
        spawn(async move {
            let result = self.reader.read(purpose, &asked, &ticket, waiting).await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            if let Ok(held) = &result {
                self.cache.keep(held.clone());
            }
            // The list may have been taken away while the answer was on its way.
            self.remote.update(|remote| remote.clone().finished(result));
        });
    }
}
