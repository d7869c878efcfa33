//! The location over rows that are here: what a link asks the server for narrows them.

use std::cell::RefCell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::query::Edit;
use operation_log::{BasePath, Query, Route};

use super::trail::Trail;
use super::{Arrival, Commit, Location, Nav, Navigator, split_href};

/// Keeps a location of its own over one place of the location outside, whose history it moves through:
/// each of its entries is one there. Every list it goes to is the whole of the rows, under filters that
/// the browser applies.
pub struct RowsNavigator {
    outside: Nav,
    location: RwSignal<Location>,
    trail: Rc<RefCell<Trail>>,
    on_entry: Callback<u32>,
    now: DateTime<Utc>,
}

impl RowsNavigator {
    /// Starts at the list of all rows in the order that `asked` has; `now` is the moment they are from.
    /// `on_entry` is called with the number of each new entry of the history. Follows the location
    /// outside until the current owner is disposed.
    pub fn new(
        outside: Nav,
        base: &BasePath,
        asked: &Query,
        limit: u32,
        now: DateTime<Utc>,
        on_entry: Callback<u32>,
    ) -> Self {
        let query = Query::default()
            .edited(Edit::Limit(limit))
            .edited(Edit::Order(asked.order()))
            .edited(Edit::Sort(asked.sort()))
            .edited(Edit::Whole(true));
        let href = Route::List.href(base, &query);
        let (path, query) = split_href(&href);
        let location_outside = outside.location();
        let first = Location {
            path: path.to_owned(),
            query: query.to_owned(),
            arrival: Arrival::Load,
            entry: location_outside.with_untracked(|outside| outside.entry),
        };
        let trail = Rc::new(RefCell::new(Trail::default()));
        trail.borrow_mut().note(&first);
        let location = RwSignal::new(first);
        let known = Rc::clone(&trail);
        Effect::new(move || {
            let entry = location_outside.with(|outside| outside.entry);
            let known = known.borrow();
            // Entries of another file over this place are not known.
            if let Some((path, query)) = known.at(entry)
                && location.with_untracked(|location| location.entry != entry)
            {
                location.set(Location {
                    path: path.to_owned(),
                    query: query.to_owned(),
                    arrival: Arrival::Traverse,
                    entry,
                });
            }
        });
        Self {
            outside,
            location,
            trail,
            on_entry,
            now,
        }
    }

    fn enter(&self, path: &str, query: &str, commit: Commit) {
        let entry = commit.entry_from(self.entry_outside());
        if commit == Commit::Push {
            self.on_entry.run(entry);
            self.outside.stay();
        }
        let place = Location {
            path: path.to_owned(),
            query: query.to_owned(),
            arrival: commit.arrival(),
            entry,
        };
        self.trail.borrow_mut().note(&place);
        self.location.set(place);
    }

    fn entry_outside(&self) -> u32 {
        let location = self.outside.location();
        location.with_untracked(|location| location.entry)
    }
}

impl Navigator for RowsNavigator {
    fn location(&self) -> Signal<Location> {
        self.location.into()
    }

    fn go(&self, href: &str, commit: Commit) {
        let (path, query) = split_href(href);
        let asked = Query::from_url(query);
        let Some(current) = self.location.try_get_untracked() else {
            return;
        };
        let query = if asked.narrows_rows() {
            Query::from_url(&current.query).narrowed_by(&asked, self.now)
        } else {
            asked
                .edited(Edit::Whole(true))
                .edited(Edit::Page(asked.page()))
        };
        let query = query.to_url();
        if current.path != path || current.query != query {
            self.enter(path, &query, commit);
        }
    }

    fn entry_before(&self, href: &str) -> Option<u32> {
        self.trail.borrow().entry_before(self.entry_outside(), href)
    }

    fn traverse(&self, entry: u32) -> bool {
        self.outside.traverse(entry)
    }

    fn stay(&self) {
        let place = self.location.get_untracked();
        self.enter(&place.path, &place.query, Commit::Push);
    }
}
