//! The location in memory, with a history of its own.

use leptos::prelude::*;

use super::trail::Trail;
use super::{Arrival, Commit, Location, Navigator, split_href};

/// Keeps the location and the way back in memory. Copies are handles to one history.
#[derive(Clone, Copy)]
pub struct MemoryNavigator {
    location: RwSignal<Location>,
    entries: StoredValue<Vec<(String, String)>>,
}

impl MemoryNavigator {
    /// Starts at an href.
    pub fn new(href: &str) -> Self {
        let (path, query) = split_href(href);
        Self {
            location: RwSignal::new(Location {
                path: path.to_owned(),
                query: query.to_owned(),
                arrival: Arrival::Load,
                entry: 0,
            }),
            entries: StoredValue::new(vec![(path.to_owned(), query.to_owned())]),
        }
    }

    /// Goes back one entry, if there is one.
    pub fn back(self) {
        let entry = self.location.with_untracked(|location| location.entry);
        if let Some(entry) = entry.checked_sub(1) {
            Navigator::traverse(&self, entry);
        }
    }

    /// Goes forward one entry, if there is one.
    pub fn forward(self) {
        let entry = self.location.with_untracked(|location| location.entry);
        Navigator::traverse(&self, entry.saturating_add(1));
    }

    /// Opens a place as if it were loaded: in a new entry, and without taking the focus there.
    pub fn open(self, href: &str) {
        self.arrive(href, Commit::Push, Arrival::Load);
    }

    fn arrive(self, href: &str, commit: Commit, arrival: Arrival) {
        let (path, query) = split_href(href);
        let Some(current) = self.location.try_get_untracked() else {
            return;
        };
        if current.path == path && current.query == query {
            return;
        }
        self.enter(href, current.entry, commit, arrival);
    }

    /// Goes to an href from an entry.
    fn enter(self, href: &str, from: u32, commit: Commit, arrival: Arrival) {
        let (path, query) = split_href(href);
        let entry = commit.entry_from(from);
        let place = (path.to_owned(), query.to_owned());
        let index = usize::try_from(entry).unwrap_or(usize::MAX);
        self.entries
            .try_update_value(|entries| match entries.get_mut(index) {
                Some(current) if commit == Commit::Replace => *current = place,
                _ => {
                    entries.truncate(index);
                    entries.push(place);
                }
            });
        self.location.set(Location {
            path: path.to_owned(),
            query: query.to_owned(),
            arrival,
            entry,
        });
    }

    /// The href of the current place.
    pub fn href(self) -> String {
        self.location.with_untracked(|location| {
            if location.query.is_empty() {
                location.path.clone()
            } else {
                format!("{}?{}", location.path, location.query)
            }
        })
    }
}

impl Navigator for MemoryNavigator {
    fn location(&self) -> Signal<Location> {
        self.location.into()
    }

    fn go(&self, href: &str, commit: Commit) {
        self.arrive(href, commit, commit.arrival());
    }

    fn entry_before(&self, href: &str) -> Option<u32> {
        let entry = self.location.with_untracked(|location| location.entry);
        let mut trail = Trail::default();
        self.entries.try_with_value(|entries| {
            for (number, (path, query)) in (0u32..).zip(entries) {
                trail.note(&Location {
                    path: path.clone(),
                    query: query.clone(),
                    arrival: Arrival::Traverse,
                    entry: number,
                });
            }
        });
        trail.entry_before(entry, href)
    }

    fn traverse(&self, entry: u32) -> bool {
        let place = self.entries.try_with_value(|entries| {
            let index = usize::try_from(entry).ok()?;
            entries.get(index).cloned()
        });
        let Some((path, query)) = place.flatten() else {
            return false;
        };
        self.location.set(Location {
            path,
            query,
            arrival: Arrival::Traverse,
            entry,
        });
        true
    }

    fn stay(&self) {
        let entry = self.location.with_untracked(|location| location.entry);
        self.enter(&self.href(), entry, Commit::Push, Arrival::Push);
    }
}
