//! The operations that the reader wants to be told of: followed until they end, whatever is on
//! screen, in a hidden page too.
//!
//! The stored list is shared by the tabs of a browser, and whoever finds that an operation ended
//! takes it off the list first: so it is told once. Until the reader has dismissed it, its tab remembers
//! it, and after a reload asks for it and shows it again.

use chrono::{DateTime, Utc};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use operation_log::query::ids_params;
use operation_log::{JobId, Operation, ZoneId};

use super::background::{Background, FailedCheck, Read};
use super::followed::unlisted;
use super::watch_list::{WatchList, Watched};
use crate::api::ApiError;
use crate::platform::{clock, storage};
use crate::remote::calls::{CallPlan, Calls, Purpose};
use crate::remote::{Latest, Ticket};

/// The beginning of the key of the stored list.
const KEY: &str = "hpc-operations.watches.";

/// Between two looks at what is watched and not on screen, in seconds.
const LOOK_SECONDS: i64 = 60;

/// Between two looks at the clock, in milliseconds.
const TICK: u32 = 2_000;

/// How many ended operations are kept for the reader to see.
const MOST_ENDED: usize = 20;

/// A watched operation that ended.
#[derive(Clone)]
pub struct Ended {
    /// Which.
    pub watched: Watched,
    /// As the server has it; `None` if it lists it no more.
    pub operation: Option<Operation>,
}

/// What is watched, and what became of it.
#[derive(Default)]
pub struct WatchState {
    /// What is watched.
    pub list: WatchList,
    /// What ended and was not dismissed, oldest first.
    pub ended: Vec<Ended>,
    /// Those of them that nobody was told of yet.
    untold: Vec<Ended>,
}

/// What the reader wants to be told of. Copies are handles.
#[derive(Clone, Copy)]
pub struct Watches {
    state: RwSignal<WatchState>,
    /// When each was last seen or asked for, by the browser's clock.
    seen: StoredValue<Vec<(JobId, DateTime<Utc>)>>,
    /// Those that this tab has told of before it was loaded again.
    told: StoredValue<WatchList>,
    /// Whether the server may take a single id only.
    one_by_one: StoredValue<bool>,
    background: Background,
    calls: Calls,
    key: StoredValue<String>,
    /// Whether there is a server to follow an operation on.
    can_follow: bool,
}

impl Watches {
    /// Goes on with what was stored for this API; lives as long as the current owner.
    pub fn new(calls: Calls, api_url: &str) -> Self {
        let key = [KEY, api_url].concat();
        let list = storage::shared(&key).map(|text| WatchList::parse(&text));
        let told = storage::read_of_tab(&key).map(|text| WatchList::parse(&text));
        let watches = Self {
            can_follow: true,
            key: StoredValue::new(key),
            ..Self::none(calls)
        };
        watches.state.set(WatchState {
            list: list.unwrap_or_default(),
            ..WatchState::default()
        });
        if let Some(told) = told.filter(|told| !told.all().is_empty()) {
            watches.tell_again(told);
        }
        // Dropped, and so cancelled, with its owner.
        StoredValue::new_local(Interval::new(TICK, move || watches.tick()));
        watches
    }

    /// None, and none can be: rows of a file change no more.
    pub fn none(calls: Calls) -> Self {
        Self {
            state: RwSignal::new(WatchState::default()),
            seen: StoredValue::new(Vec::new()),
            told: StoredValue::new(WatchList::default()),
            one_by_one: StoredValue::new(false),
            background: Background::new(calls),
            calls,
            key: StoredValue::new(String::new()),
            can_follow: false,
        }
    }

    /// Whether there is a server that knows more of an operation than its row.
    pub const fn can_follow(self) -> bool {
        self.can_follow
    }

    /// Reads what is watched, and what became of it; tracked.
    pub fn read<T: Default>(self, read: impl FnOnce(&WatchState) -> T) -> T {
        self.state.try_with(read).unwrap_or_default()
    }

    /// Takes the operations that ended and that nobody was told of yet.
    pub fn take_untold(self) -> Vec<Ended> {
        let untold = self
            .state
            .try_update_untracked(|state| std::mem::take(&mut state.untold));
        untold.unwrap_or_default()
    }

    /// Whether an operation is watched; tracked.
    pub fn is_watched(self, watched: &Watched) -> bool {
        self.read(|state| state.list.contains(watched))
    }

    /// Watches an operation, or no longer.
    pub fn toggle(self, watched: Watched) {
        self.change(|list| {
            if !list.remove(&watched) {
                list.add(watched);
            }
        });
    }

    /// Takes an ended operation from what the reader is told.
    pub fn dismiss(self, watched: &Watched) {
        self.state
            .update(|state| state.ended.retain(|ended| ended.watched != *watched));
        self.keep_ended();
    }

    /// Asks for what was told and not dismissed, so that the reader sees it once more.
    fn tell_again(self, told: WatchList) {
        self.change(|list| {
            for watched in told.all() {
                list.add(watched.clone());
            }
        });
        self.told.try_set_value(told);
        if let (Some(asked), Some(ticket)) = (self.next(clock::now()), Latest::new().begin()) {
            spawn_local(async move {
                // What could not be asked for is watched on.
                let _ = self.look(asked, ticket).await;
            });
        }
    }

    /// Keeps what the reader did not dismiss, for this tab.
    fn keep_ended(self) {
        let ended = self.state.try_with_untracked(|state| {
            let mut list = WatchList::default();
            for ended in &state.ended {
                list.add(ended.watched.clone());
            }
            list.print()
        });
        if let (Some(ended), Some(key)) = (ended, self.key.try_get_value()) {
            storage::write_of_tab(&key, &ended);
        }
    }

    /// An operation is seen on screen, in a zone.
    pub fn saw(self, zone: &ZoneId, operation: &Operation) {
        let is_empty = self
            .state
            .try_with_untracked(|state| state.list.all().is_empty());
        if is_empty == Some(false) {
            let watched = Watched {
                zone: zone.clone(),
                id: operation.job_id.clone(),
            };
            self.note(&watched.id);
            if operation.status.is_final() {
                self.end(watched, Some(operation.clone()));
            }
        }
    }

    fn note(self, id: &JobId) {
        let now = clock::now();
        let is_watched = self.state.try_with_untracked(|state| {
            let mut all = state.list.all().iter();
            all.any(|watched| watched.id == *id)
        });
        if is_watched == Some(true) {
            self.seen.try_update_value(|seen| {
                seen.retain(|(other, _)| other != id);
                seen.push((id.clone(), now));
            });
        }
    }

    /// Changes the list that all tabs share.
    fn change<T>(self, change: impl FnOnce(&mut WatchList) -> T) -> Option<T> {
        let key = self.key.try_get_value()?;
        let stored = storage::shared(&key).map(|text| WatchList::parse(&text));
        let mut changed = None;
        self.state.try_update(|state| {
            if let Some(stored) = stored {
                state.list = stored;
            }
            changed = Some(change(&mut state.list));
            storage::write_shared(&key, &state.list.print());
        });
        changed
    }

    /// A watched operation ended: it is told, unless another tab has done so.
    fn end(self, watched: Watched, operation: Option<Operation>) {
        let is_watched = self
            .state
            .try_with_untracked(|state| state.list.contains(&watched));
        if is_watched == Some(true) && self.change(|list| list.remove(&watched)) == Some(true) {
            let told = self.told.try_update_value(|told| told.remove(&watched));
            self.state.update(|state| {
                if state.ended.len() >= MOST_ENDED {
                    state.ended.remove(0);
                }
                let ended = Ended { watched, operation };
                if told != Some(true) {
                    state.untold.push(ended.clone());
                }
                state.ended.push(ended);
            });
            self.keep_ended();
        }
    }

    /// The last look, if it failed; tracked.
    pub fn failed(self) -> Option<FailedCheck> {
        self.background.failed()
    }

    /// Looks now, as the reader asks for it, also if the server has refused calls without saying for how
    /// long.
    pub fn look_now(self) {
        self.calls.try_again();
        if let Some(oldest) = self.oldest() {
            let read = self.looking_for(self.asked_with(oldest));
            self.background.read_now(clock::now(), read);
        }
    }

    fn tick(self) {
        let now = clock::now();
        // Cheap while nothing is watched, which is nearly always.
        match self.next(now) {
            Some(asked) => {
                self.background
                    .tick(now, LOOK_SECONDS, self.looking_for(asked));
            }
            // All was seen since on screen, or nothing is watched.
            None if untrack(|| self.failed().is_some()) => self.background.restart(),
            None => {}
        }
    }

    fn looking_for(self, asked: Vec<Watched>) -> Read {
        Box::new(move |ticket| Box::pin(self.look(asked, ticket)))
    }

    /// The operations to ask for, if nobody has seen the oldest for a while.
    fn next(self, now: DateTime<Utc>) -> Option<Vec<Watched>> {
        let oldest = self.oldest()?;
        let is_new = (0..LOOK_SECONDS).contains(&(now - self.seen(&oldest)).num_seconds());
        (!is_new).then(|| self.asked_with(oldest))
    }

    /// The one that was seen the longest ago.
    fn oldest(self) -> Option<Watched> {
        let all = self
            .state
            .try_with_untracked(|state| state.list.all().to_vec())?;
        all.into_iter().min_by_key(|watched| self.seen(watched))
    }

    /// When an operation was seen, by the browser's clock.
    fn seen(self, watched: &Watched) -> DateTime<Utc> {
        let seen = self.seen.try_with_value(|seen| {
            let found = seen.iter().find(|(id, _)| *id == watched.id);
            found.map(|(_, when)| *when)
        });
        seen.flatten().unwrap_or_default()
    }

    /// What is asked for together with an operation: all of its zone, or it alone.
    fn asked_with(self, oldest: Watched) -> Vec<Watched> {
        if self.one_by_one.try_get_value() == Some(true) {
            return vec![oldest];
        }
        let all = self.state.try_with_untracked(|state| {
            let all = state.list.all().iter();
            let of_zone = all.filter(|watched| watched.zone == oldest.zone);
            of_zone.cloned().collect()
        });
        all.unwrap_or_default()
    }

    async fn look(self, asked: Vec<Watched>, ticket: Ticket) -> Result<(), ApiError> {
        let Some(zone) = asked.first().map(|watched| watched.zone.clone()) else {
            return Ok(());
        };
        let ids: Vec<JobId> = asked.iter().map(|watched| watched.id.clone()).collect();
        let params = ids_params(&zone, &ids);
        let plan = CallPlan::new(Purpose::Watch, None, move |_| params.clone());
        let answer = self.calls.make(plan, ticket.signal()).await.result?;
        for id in &ids {
            self.note(id);
        }
        for operation in answer.operations() {
            self.saw(&zone, operation);
        }
        let gone = unlisted(&ids, &answer);
        let has_none = ids.iter().all(|id| answer.entry(id).is_none());
        if has_none && ids.len() > 1 {
            self.one_by_one.try_set_value(true);
        }
        for id in gone {
            let zone = zone.clone();
            self.end(Watched { zone, id }, None);
        }
        Ok(())
    }
}
