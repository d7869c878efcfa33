//! The rows of the list: what the location asks for, fetched, held and refreshed.

use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::JobId;
use operation_log::frozen_view::Newer;
use operation_log::query::{PageKey, ViewQuery, ids_params};
use operation_log::wire::OperationPage;

use super::background::{Background, Reading};
use super::cache::{HeldPage, PageCache};
use super::followed::{Departure, FOLLOW_SECONDS, Look, missed, next_look, unlisted};
use super::read_page::PageReader;
use super::store::Store;
use super::whole_result::{WholeResult, WholeRows};
use crate::api::{ApiError, Params};
use crate::nav::{Arrival, Location};
use crate::platform::{clock, network};
use crate::remote::calls::{CallPlan, Purpose, Waiting};
use crate::remote::{Latest, Remote, Ticket, is_late, retry_online};

/// The rows the location asks for.
#[derive(Clone, Copy)]
pub struct ListState {
    remote: RwSignal<Remote<HeldPage>>,
    is_late: Signal<bool>,
    newer: RwSignal<Newer>,
    key: Memo<PageKey>,
    asks: Memo<bool>,
    latest: Latest,
    background: Background,
    watch: StoredValue<Watch>,
    reader: PageReader,
    cache: PageCache,
    whole: WholeResult,
    /// Whether the reader is asked if the whole result is to be loaded again.
    asks_again: RwSignal<bool>,
}

/// What the list was before the location changed.
struct Left {
    view: ViewQuery,
    /// The entry of the history.
    entry: u32,
    /// Whether it was the screen, and not another one that the reader comes back from.
    was_shown: bool,
}

/// How the operations in progress were looked at last.
#[derive(Default)]
struct Watch {
    /// When, by the browser's clock.
    at: DateTime<Utc>,
    /// Those that the last look by span did not find.
    missed: Vec<JobId>,
}

impl ListState {
    /// Reads the page of a key whenever that changes or the list `is_shown` again, and nothing while
    /// it is not shown or `asks` is false. Pages of one view are read as of the moment its first page
    /// was read. Back and Forward show the page that was read before, without a call; everything
    /// else asks the server, and shows the page that is held meanwhile. Where rows of a whole result
    /// are to be shown, `whole` says which, and nothing is asked.
    pub fn new(
        store: Store,
        location: Signal<Location>,
        key: Memo<PageKey>,
        asks: Memo<bool>,
        is_shown: Memo<bool>,
        whole: Memo<Option<WholeRows>>,
    ) -> Self {
        let (reader, cache) = (store.reader, store.cache);
        let held = key.with_untracked(|key| cache.page(key));
        let remote = RwSignal::new(Remote::Loading { held });
        let list = Self {
            remote,
            is_late: is_late(remote),
            newer: RwSignal::new(Newer::default()),
            key,
            asks,
            latest: Latest::new(),
            background: Background::new(reader.calls),
            watch: StoredValue::new(Watch::default()),
            reader,
            cache,
            whole: store.whole,
            asks_again: RwSignal::new(false),
        };
        Effect::new(move |before: Option<Left>| {
            let (key, was_shown) = (key.get(), is_shown.get());
            let (arrival, entry) =
                location.with_untracked(|location| (location.arrival, location.entry));
            list.whole
                .pause_unless(|view| was_shown && view.has_rows_of(&key.view));
            if !was_shown {
                list.latest.abort();
                list.background.restart();
            } else if !asks.get() {
                list.stop();
            } else if let Some(rows) = whole.get() {
                list.show_whole(&key, &rows);
            } else {
                // A file was shown in its place. What only replaces has one entry for all.
                let was_covered = |before: &Left| {
                    !before.was_shown && before.entry == entry && arrival != Arrival::Replace
                };
                let is_return = before.as_ref().is_some_and(was_covered);
                let traversed = is_return || arrival == Arrival::Traverse;
                list.arrive(&key, before.as_ref(), traversed);
            }
            Left {
                view: key.view,
                entry,
                was_shown,
            }
        });
        retry_online(list.remote, move || {
            if is_shown.try_get_untracked() == Some(true) {
                list.refresh();
            }
        });
        network::on_online(move || {
            if is_shown.try_get_untracked() == Some(true) {
                list.whole.retry_offline();
            }
        });
        list
    }

    /// The location asks for a page; `before` is what was there until then.
    fn arrive(self, key: &PageKey, before: Option<&Left>, traversed: bool) {
        self.keep_whole();
        // The rows are still on screen: the reader takes back what others were being loaded for.
        let taken_back = before.is_some_and(|before| before.was_shown)
            && self.remote.with_untracked(|remote| {
                let held = remote.held().filter(|_| remote.is_loading());
                held.is_some_and(|held| held.key == *key)
            });
        let traversed = traversed || taken_back;
        if before.is_some_and(|before| before.view != key.view) {
            self.newer.set(Newer::default());
            if !traversed {
                self.forget(&key.view);
            }
        }
        match self.cache.page(key) {
            Some(held) if traversed => {
                self.latest.abort();
                self.background.restart();
                let held = Remote::Ready(held);
                // Back from an operation mostly finds them on screen.
                if self.remote.with_untracked(|remote| *remote != held) {
                    self.remote.set(held);
                }
            }
            held => self.fetch(held),
        }
    }

    /// Asks for nothing and shows no rows, as the location has a condition that cannot be used.
    fn stop(self) {
        self.latest.abort();
        self.newer.set(Newer::default());
        self.remote.set(Remote::Loading { held: None });
    }

    /// Shows a page of the whole result, once its rows are arranged.
    fn show_whole(self, key: &PageKey, rows: &WholeRows) {
        self.latest.abort();
        self.background.restart();
        self.newer.set(Newer::default());
        match self.whole.page(key, &rows.arrangement) {
            Some(held) => self.remote.set(Remote::Ready(held)),
            None => {
                self.remote.update(Remote::begin);
                self.whole.arrange(rows.arrangement.clone());
            }
        }
    }

    /// Whether rows of a whole result are shown.
    fn shows_whole(self) -> bool {
        let is_whole = |held: &HeldPage| held.whole.is_some();
        let shows = self
            .remote
            .try_with_untracked(|remote| remote.held().is_some_and(is_whole));
        shows.unwrap_or_default()
    }

    /// The rows, and how the last call went.
    pub fn remote(self) -> Signal<Remote<HeldPage>> {
        self.remote.into()
    }

    /// Whether they have been loading for longer than a moment.
    pub fn is_late(self) -> Signal<bool> {
        self.is_late
    }

    /// What came after the rows that are shown.
    pub fn newer(self) -> Signal<Newer> {
        self.newer.into()
    }

    /// How the rows are read in the background.
    pub fn background(self) -> Background {
        self.background
    }

    /// Whether rows stay on screen that an earlier location asked for.
    pub fn has_earlier_rows(self) -> bool {
        let held = |remote: &Remote<HeldPage>| {
            let held = remote.held();
            held.is_some_and(|held| !self.is_asked(held))
        };
        self.remote.with(held)
    }

    /// The view that the location asks for.
    pub fn view(self) -> Option<ViewQuery> {
        self.key.try_with_untracked(|key| key.view.clone())
    }

    /// Whether the location asks for the rows of a view, in whatever order; tracked.
    pub fn has_view(self, view: &ViewQuery) -> bool {
        self.key.with(|key| key.view.has_rows_of(view))
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
        if self.shows_whole() {
            // Rows that were bought are not given up without a question.
            self.asks_again.set(true);
        } else if is_first {
            self.reload();
        } else {
            self.fetch(None);
            let read = move |ticket: Ticket| -> Reading {
                Box::pin(async move { self.look_for_newer(&ticket).await })
            };
            self.background.read_now(clock::now(), Box::new(read));
        }
    }

    /// Whether the reader is asked if the whole result is to be loaded again.
    pub fn asks_again(self) -> Signal<bool> {
        self.asks_again.into()
    }

    /// Takes the question back.
    pub fn keep_whole(self) {
        self.asks_again.try_set(false);
    }

    /// Reads the page that is shown as of now. In the place of a whole result it is one page that is
    /// read: to load the rest again has a price, which is told beside it.
    pub fn reload(self) {
        self.keep_whole();
        // What was read before a whole result is older than that.
        self.forget_view();
        if self.shows_whole() {
            self.whole.forget();
        } else {
            self.fetch(None);
        }
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

    /// Reads in the background if it is time; `chosen` is the interval in seconds. What the reader
    /// waits for is not read twice. New operations are shown on the first page if `shows_new`, and
    /// offered otherwise.
    pub fn tick(self, now: DateTime<Utc>, chosen: i64, shows_new: bool) {
        let waits = self
            .remote
            .try_with_untracked(|remote| remote.is_loading() || remote.waiting().is_some());
        if waits == Some(false)
            && !self.shows_whole()
            && self.asks.try_get_untracked() == Some(true)
        {
            let read =
                move |ticket| -> Reading { Box::pin(self.check(ticket, now, chosen, shows_new)) };
            self.background.tick(now, chosen, Box::new(read));
        }
    }

    async fn check(
        self,
        ticket: Ticket,
        now: DateTime<Utc>,
        chosen: i64,
        shows_new: bool,
    ) -> Result<(), ApiError> {
        if self.has_no_rows() {
            return self.read_quietly(&ticket).await;
        }
        self.look_for_newer(&ticket).await?;
        let is_first = self.key.try_with_untracked(PageKey::is_first);
        let has_newer = self.newer.try_with_untracked(|newer| newer.count > 0);
        if shows_new && is_first == Some(true) && has_newer == Some(true) {
            return self.read_quietly(&ticket).await;
        }
        let is_due = self.watch.try_update_value(|watch| {
            let seconds = chosen.max(FOLLOW_SECONDS);
            let is_due = !(0..seconds).contains(&(now - watch.at).num_seconds());
            if is_due {
                watch.at = now;
            }
            is_due
        });
        if is_due == Some(true) {
            self.look_at_running(&ticket).await?;
        }
        Ok(())
    }

    /// Whether the rows themselves are what is missing: the page failed, or is an empty first one,
    /// where nothing can move under the reader.
    fn has_no_rows(self) -> bool {
        let is_first = self.key.try_with_untracked(PageKey::is_first);
        let has_none = self.remote.try_with_untracked(|remote| {
            let is_empty = |held: &HeldPage| held.page.rows.is_empty() && is_first == Some(true);
            remote.error().is_some() || remote.held().is_some_and(is_empty)
        });
        has_none == Some(true)
    }

    /// Reads the page without a sign of it until it is there.
    async fn read_quietly(self, ticket: &Ticket) -> Result<(), ApiError> {
        let key = self.key.try_get_untracked().ok_or(ApiError::Aborted)?;
        if key.is_first() {
            self.reader.views.close(&key.view);
        }
        let waiting = Rc::new(|_| ());
        let result = self
            .reader
            .read(Purpose::Newer, &key, ticket, waiting)
            .await;
        let outcome = result.as_ref().map(|_| ()).map_err(Clone::clone);
        if ticket.is_current() && outcome != Err(ApiError::Aborted) {
            if let Ok(held) = &result {
                if key.is_first() {
                    // The other pages are of the view before.
                    self.cache.forget(&key.view);
                    self.newer.set(Newer::default());
                }
                self.cache.keep(held.clone());
            }
            self.remote.update(|remote| {
                // An empty page stays what it was known to be.
                if result.is_ok() || remote.error().is_some() {
                    remote.finish(result);
                }
            });
        }
        outcome
    }

    /// Looks at the operations on screen that are in progress, and shows in their rows what became
    /// of them: no row comes, goes or moves.
    async fn look_at_running(self, ticket: &Ticket) -> Result<(), ApiError> {
        let Some((look, params)) = self.next_look() else {
            return Ok(());
        };
        let answer = self.ask_quietly(Purpose::Watch, params, ticket).await?;
        let now = self.reader.calls.server_now();
        self.remote.update(|remote| {
            let Some(held) = remote.held_mut() else {
                return;
            };
            held.patch(&answer);
            held.followed = now;
            let missed = match &look {
                Look::Span { .. } => missed(&held.page, &held.departures, &answer),
                Look::Ids(ids) => {
                    for id in unlisted(ids, &answer) {
                        held.departures.note(&id, Departure::Unlisted);
                    }
                    Vec::new()
                }
            };
            self.watch.try_update_value(|watch| watch.missed = missed);
            self.cache.keep(held.clone());
        });
        Ok(())
    }

    fn next_look(self) -> Option<(Look, Params)> {
        let number = self.view_number()?;
        let look = self.watch.try_with_value(|watch| {
            self.remote.try_with_untracked(|remote| {
                let held = remote.held()?;
                next_look(&held.page, &held.departures, &watch.missed)
            })
        });
        let look = look???;
        let params = match &look {
            Look::Span { first, last } => self.reader.views.watch_params(number, *first, *last)?,
            Look::Ids(ids) => self
                .key
                .try_with_untracked(|key| ids_params(key.view.zone(), ids))?,
        };
        Some((look, params))
    }

    /// Asks what came after the view.
    async fn look_for_newer(self, ticket: &Ticket) -> Result<(), ApiError> {
        let asked = self.view_number().and_then(|number| {
            let params = self.reader.views.newer_params(number)?;
            Some((number, params))
        });
        let Some((number, params)) = asked else {
            return Ok(());
        };
        let answer = self.ask_quietly(Purpose::Newer, params, ticket).await?;
        if self.view_number() == Some(number)
            && let Some(newer) = self.reader.views.newer(number, &answer)
        {
            self.newer.set(newer);
        }
        Ok(())
    }

    /// Makes a call that nobody waits for. Ends with [`ApiError::Aborted`] if its answer counts no
    /// longer.
    async fn ask_quietly(
        self,
        purpose: Purpose,
        params: Params,
        ticket: &Ticket,
    ) -> Result<OperationPage, ApiError> {
        let plan = CallPlan::new(purpose, self.view_number(), move |_| params.clone());
        let answer = self.reader.calls.make(plan, ticket.signal()).await.result?;
        if ticket.is_current() {
            Ok(answer)
        } else {
            Err(ApiError::Aborted)
        }
    }

    /// The number of the view whose rows are shown, if it is the location's.
    fn view_number(self) -> Option<u32> {
        let key = self.key.try_get_untracked()?;
        self.remote.try_with_untracked(|remote| {
            let held = remote.held()?;
            (held.key.view == key.view).then_some(held.facts.number)
        })?
    }

    /// Reads the page for the reader, and shows another one meanwhile if there is one.
    fn fetch(self, meanwhile: Option<HeldPage>) {
        if self.asks.try_get_untracked() != Some(true) {
            return;
        }
        let (Some(ticket), Some(key)) = (self.latest.begin(), self.key.try_get_untracked()) else {
            return;
        };
        self.background.restart();
        self.remote.update(|remote| match meanwhile {
            Some(held) => *remote = Remote::Loading { held: Some(held) },
            None => remote.begin(),
        });
        let waiting = Rc::new(move |waiting: Waiting| {
            self.remote.update(|remote| remote.wait(waiting));
        });
        spawn_local(async move {
            let result = self
                .reader
                .read(Purpose::Page, &key, &ticket, waiting)
                .await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            if let Ok(held) = &result {
                self.cache.keep(held.clone());
            }
            let outcome = result.as_ref().map(|_| ()).map_err(ApiError::kind);
            self.background.finish(outcome);
            // The list may have been taken away while the answer was on its way.
            self.remote.update(|remote| remote.finish(result));
        });
    }
}
