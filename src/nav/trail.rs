//! The entries of the history that are known, for the way back to one of them.

use super::{Arrival, Location, split_href};

/// What the entries of the history show, by their number.
#[derive(Default)]
pub(super) struct Trail(Vec<(u32, String, String)>);

impl Trail {
    /// Notes what an entry shows. A new entry is the last one.
    pub fn note(&mut self, location: &Location) {
        let entry = location.entry;
        let is_new = location.arrival == Arrival::Push;
        self.0
            .retain(|(known, ..)| *known < entry || (*known != entry && !is_new));
        self.0
            .push((entry, location.path.clone(), location.query.clone()));
    }

    /// What an entry shows, as path and query.
    pub fn at(&self, entry: u32) -> Option<(&str, &str)> {
        let known = self.0.iter().find(|(known, ..)| *known == entry)?;
        Some((&known.1, &known.2))
    }

    /// The nearest entry before this one that shows an href, unless an unknown entry or another
    /// query of the same path lies between.
    pub fn entry_before(&self, entry: u32, href: &str) -> Option<u32> {
        let (wanted_path, wanted_query) = split_href(href);
        let mut entry = entry;
        loop {
            entry = entry.checked_sub(1)?;
            let (path, query) = self.at(entry)?;
            if path == wanted_path {
                return (query == wanted_query).then_some(entry);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(trail: &mut Trail, entry: u32, href: &str, arrival: Arrival) {
        let (path, query) = split_href(href);
        trail.note(&Location {
            path: path.to_owned(),
            query: query.to_owned(),
            arrival,
            entry,
        });
    }

    #[test]
    fn the_list_is_found_behind_the_operations_that_were_opened_from_it() {
        let mut trail = Trail::default();
        visit(&mut trail, 3, "/operations?page=2", Arrival::Load);
        visit(&mut trail, 4, "/operations/j-1?page=2", Arrival::Push);
        visit(&mut trail, 5, "/operations/j-2?page=2", Arrival::Push);
        assert_eq!(trail.entry_before(5, "/operations?page=2"), Some(3));
        assert_eq!(trail.entry_before(4, "/operations?page=2"), Some(3));
        assert_eq!(trail.entry_before(5, "/operations"), None);
        assert_eq!(trail.entry_before(3, "/operations?page=2"), None);
    }

    #[test]
    fn another_list_between_and_what_was_gone_back_from_do_not_count() {
        let mut trail = Trail::default();
        visit(&mut trail, 0, "/operations", Arrival::Load);
        visit(&mut trail, 1, "/operations?status=failed", Arrival::Push);
        visit(&mut trail, 2, "/operations/j-1", Arrival::Push);
        assert_eq!(trail.entry_before(2, "/operations"), None);
        visit(&mut trail, 0, "/operations", Arrival::Traverse);
        visit(&mut trail, 1, "/operations/j-2", Arrival::Push);
        visit(&mut trail, 2, "/operations/j-3", Arrival::Push);
        assert_eq!(trail.entry_before(2, "/operations"), Some(0));
    }
}
