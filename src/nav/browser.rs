//! The location in the address bar. The only user of the History API.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use web_sys::ScrollRestoration;

use super::trail::Trail;
use super::{Arrival, Commit, Location, Navigator, split_href};
use crate::platform::events;

/// Keeps the location in the address bar of the page.
pub struct BrowserNavigator {
    location: RwSignal<Location>,
    trail: Rc<RefCell<Trail>>,
    /// Whether the browser is on its way to another entry: it reports its arrival later.
    traversing: Rc<Cell<bool>>,
}

impl BrowserNavigator {
    /// Follows the address bar until the owner is disposed.
    pub fn new() -> Self {
        // Only an entry of the console has a state.
        let has_state = history()
            .and_then(|history| history.state().ok())
            .is_some_and(|state| state.as_f64().is_some());
        let arrival = if has_state {
            Arrival::Return
        } else {
            Arrival::Load
        };
        let location = RwSignal::new(read(arrival));
        if let Some(history) = history() {
            // The rows are there only after the console has drawn them, so the console restores
            // the scroll position itself.
            let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
        }
        let entry = location.with_untracked(|location| location.entry);
        write(Commit::Replace, entry, None);
        let navigator = Self {
            location,
            trail: Rc::default(),
            traversing: Rc::default(),
        };
        location.with_untracked(|location| navigator.trail.borrow_mut().note(location));
        let trail = Rc::clone(&navigator.trail);
        let traversing = Rc::clone(&navigator.traversing);
        events::listen_to_window(ev::popstate, move |_| {
            let place = read(Arrival::Traverse);
            traversing.set(false);
            trail.borrow_mut().note(&place);
            location.set(place);
        });
        navigator
    }
}

impl Default for BrowserNavigator {
    fn default() -> Self {
        Self::new()
    }
}

impl Navigator for BrowserNavigator {
    fn location(&self) -> Signal<Location> {
        self.location.into()
    }

    fn go(&self, href: &str, commit: Commit) {
        let (path, query) = split_href(href);
        let current = self.location.get_untracked();
        let same_place = current.path == path && current.query == query;
        // A link to where we are already is no entry of its own.
        let commit = if same_place { Commit::Replace } else { commit };
        let entry = commit.entry_from(current.entry);
        write(commit, entry, Some(href));
        if !same_place {
            let place = Location {
                path: path.to_owned(),
                query: query.to_owned(),
                arrival: commit.arrival(),
                entry,
            };
            self.trail.borrow_mut().note(&place);
            self.location.set(place);
        }
    }

    fn entry_before(&self, href: &str) -> Option<u32> {
        let entry = self.location.with_untracked(|location| location.entry);
        self.trail.borrow().entry_before(entry, href)
    }

    fn traverse(&self, entry: u32) -> bool {
        // The second click of a double click must not go back once more.
        if self.traversing.get() {
            return true;
        }
        let from = self.location.with_untracked(|location| location.entry);
        let steps = i64::from(entry) - i64::from(from);
        let Ok(steps) = i32::try_from(steps) else {
            return false;
        };
        // No step would load the page anew.
        let on_the_way =
            steps != 0 && history().is_some_and(|history| history.go_with_delta(steps).is_ok());
        self.traversing.set(on_the_way);
        on_the_way
    }

    fn stay(&self) {
        let mut place = self.location.get_untracked();
        place.arrival = Arrival::Push;
        place.entry = Commit::Push.entry_from(place.entry);
        write(Commit::Push, place.entry, None);
        self.trail.borrow_mut().note(&place);
        self.location.set(place);
    }
}

fn history() -> Option<web_sys::History> {
    web_sys::window()?.history().ok()
}

fn write(commit: Commit, entry: u32, href: Option<&str>) {
    let Some(history) = history() else { return };
    let state = JsValue::from_f64(f64::from(entry));
    // Browsers refuse when there are too many changes a second; the console still shows the
    // place it went to, only the address bar lags until the next change.
    let _ = match commit {
        Commit::Push => history.push_state_with_url(&state, "", href),
        Commit::Replace => history.replace_state_with_url(&state, "", href),
    };
}

fn read(arrival: Arrival) -> Location {
    let place = web_sys::window().map(|window| window.location());
    let part = |read: fn(&web_sys::Location) -> Result<String, JsValue>| {
        place
            .as_ref()
            .and_then(|place| read(place).ok())
            .unwrap_or_default()
    };
    let entry = history()
        .and_then(|history| history.state().ok())
        .and_then(|state| state.as_f64())
        .map_or(0, |entry| entry as u32);
    Location {
        path: part(web_sys::Location::pathname),
        query: part(web_sys::Location::search)
            .trim_start_matches('?')
            .to_owned(),
        arrival,
        entry,
    }
}
