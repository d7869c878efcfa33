//! The rows of the list: what the location asks for, fetched, held and refreshed.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::Status;
use operation_log::frozen_view::Newer;
use operation_log::query::{PageKey, ViewQuery};
use operation_log::wire::OperationPage;

use super::cache::{HeldPage, PageCache};
use super::read_page::PageReader;
use crate::api::{ApiError, Params};
use crate::nav::{Arrival, Location};
use crate::remote::calls::{CallPlan, Purpose, Waiting};
use crate::remote::{Latest, Remote, retry_online};

/// The rows the location asks for.
#[derive(Clone, Copy)]
pub struct ListState {
    remote: RwSignal<Remote<HeldPage>>,
    newer: RwSignal<Newer>,
    key: Memo<PageKey>,
    asks: Memo<bool>,
    latest: Latest,
    latest_newer: Latest,
    latest_watch: Latest,
    reader: PageReader,
    cache: PageCache,
}

impl ListState {
    /// Reads the page of a key whenever that changes, and nothing while `asks` is false. Pages of one view are read as of the moment
    /// its first page was read. Back and Forward show the page that was read before, without a
    /// call; everything else asks the server, and shows the page that is held meanwhile.
    pub fn new(
        reader: PageReader,
        cache: PageCache,
        location: Signal<Location>,
        key: Memo<PageKey>,
        asks: Memo<bool>,
    ) -> Self {
        let held = key.with_untracked(|key| cache.page(key));
        let list = Self {
            remote: RwSignal::new(Remote::Loading { held }),
            newer: RwSignal::new(Newer::default()),
            key,
            asks,
            latest: Latest::new(),
            latest_newer: Latest::new(),
            latest_watch: Latest::new(),
            reader,
            cache,
        };
        Effect::new(move |before: Option<ViewQuery>| {
            let key = key.get();
            if !asks.get() {
                list.stop();
                return key.view;
            }
            let arrival = location.with_untracked(|location| location.arrival);
            list.arrive(&key, before.as_ref(), arrival == Arrival::Traverse);
            key.view
        });
        retry_online(list.remote, move || list.refresh());
        list
    }

    /// The location asks for a page; `before` is the view that was shown until then.
    fn arrive(self, key: &PageKey, before: Option<&ViewQuery>, traversed: bool) {
        if before.is_some_and(|before| *before != key.view) {
            self.newer.set(Newer::default());
            if !traversed {
                self.forget(&key.view);
            }
        }
        match self.cache.page(key) {
            Some(held) if traversed => {
                self.latest.abort();
                self.remote.set(Remote::Ready(held));
            }
            held => self.fetch(Purpose::Page, held),
        }
    }

    /// Asks for nothing and shows no rows, as the location has a condition that cannot be used.
    fn stop(self) {
        self.latest.abort();
        self.newer.set(Newer::default());
        self.remote.set(Remote::Loading { held: None });
    }

    /// The rows, and how the last call went.
    pub fn remote(self) -> Signal<Remote<HeldPage>> {
        self.remote.into()
    }

    /// What came after the rows that are shown.
    pub fn newer(self) -> Signal<Newer> {
        self.newer.into()
    }

    /// Whether a page is the one the location asks for.
    pub fn is_asked(self, held: &HeldPage) -> bool {
        self.key.with(|key| *key == held.key)
    }

    /// Asks again for what is shown: the first page as of now, every other as of its view, so
    /// that no row moves under the reader.
    pub fn refresh(self) {
        let Some(is_first) = self.key.try_with_untracked(PageKey::is_first) else {
            return;
        };
        if is_first {
            self.reload();
        } else {
            self.fetch(Purpose::Page, None);
            self.look_for_newer();
        }
    }

    /// Reads the page that is shown as of now.
    pub fn reload(self) {
        self.forget_view();
        self.fetch(Purpose::Page, None);
    }

    /// Closes the view, so that the next page opens another.
    pub fn forget_view(self) {
        if let Some(key) = self.key.try_get_untracked() {
            self.forget(&key.view);
        }
    }

    fn forget(self, view: &ViewQuery) {
        self.reader.views.close(view);
        self.cache.forget(view);
        self.newer.set(Newer::default());
    }

    /// Tries again to read the page, unless a call for it is under way.
    pub fn recover(self) {
        let is_idle = self
            .remote
            .try_with_untracked(|remote| !remote.is_loading() && remote.waiting().is_none());
        if is_idle == Some(true) {
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
            self.remote.update(|remote| {
                if let Some(held) = remote.held_mut() {
                    held.patch(&answer);
                    self.cache.keep(held.clone());
                }
            });
        });
    }

    /// When the first and the last operation on screen began that still run.
    fn running_span(self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        self.remote.try_with_untracked(|remote| {
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
        })?
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

    /// Nobody waits for the answer, so a failure is not shown.
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
        spawn_local(async move {
            if let Ok(answer) = call.await.result
                && ticket.is_current()
            {
                take(answer);
            }
        });
    }

    /// The number of the view whose rows are shown, if it is the location's.
    fn view_number(self) -> Option<u32> {
        let key = self.key.try_get_untracked()?;
        self.remote.try_with_untracked(|remote| {
            let held = remote.held()?;
            (held.key.view == key.view).then_some(held.facts.number)
        })?
    }

    fn fetch(self, purpose: Purpose, meanwhile: Option<HeldPage>) {
        if self.asks.try_get_untracked() != Some(true) {
            return;
        }
        let (Some(ticket), Some(key)) = (self.latest.begin(), self.key.try_get_untracked()) else {
            return;
        };
        // Nobody waits for what is read in the background.
        if purpose == Purpose::Page {
            self.remote.update(|remote| match meanwhile {
                Some(held) => *remote = Remote::Loading { held: Some(held) },
                None => remote.begin(),
            });
        }
        let waiting = Rc::new(move |waiting: Waiting| {
            self.remote.update(|remote| remote.wait(waiting));
        });
        spawn_local(async move {
            let result = self.reader.read(purpose, &key, &ticket, waiting).await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            if let Ok(held) = &result {
                self.cache.keep(held.clone());
            }
            // The list may have been taken away while the answer was on its way.
            self.remote.update(|remote| remote.finish(result));
        });
    }
}
