//! The operations that the reader wants to be told of, and as a text that survives a reload.

use operation_log::{JobId, ZoneId};

/// How many operations are watched at most.
pub const MOST_WATCHED: usize = 20;

/// The longest text that is read, in bytes: what is stored may be anybody's.
const LONGEST: usize = 8_000;

/// An operation that the reader wants to be told of when it ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// The zone it is in.
    pub zone: ZoneId,
    /// Its id.
    pub id: JobId,
}

/// The operations that are watched, oldest first, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WatchList(Vec<Watched>);

impl WatchList {
    /// Adds one, unless it is there; the oldest make room for it.
    pub fn add(&mut self, watched: Watched) {
        if !self.0.contains(&watched) {
            if self.0.len() >= MOST_WATCHED {
                self.0.remove(0);
            }
            self.0.push(watched);
        }
    }

    /// Takes one off; returns whether it was there.
    pub fn remove(&mut self, watched: &Watched) -> bool {
        let before = self.0.len();
        self.0.retain(|other| other != watched);
        self.0.len() < before
    }

    /// Whether one is watched.
    pub fn contains(&self, watched: &Watched) -> bool {
        self.0.contains(watched)
    }

    /// All of them.
    pub fn all(&self) -> &[Watched] {
        &self.0
    }

    /// `jinan1a/j-8ajjp28fps8 jinan1a/j-…`
    pub fn print(&self) -> String {
        let words: Vec<String> = self
            .0
            .iter()
            .map(|watched| [watched.zone.as_str(), "/", watched.id.as_str()].concat())
            .collect();
        words.join(" ")
    }

    /// Reads what was printed; words that are none are left out.
    pub fn parse(text: &str) -> Self {
        let mut list = Self::default();
        if text.len() > LONGEST {
            return list;
        }
        for word in text.split(' ') {
            if let Some((zone, id)) = word.split_once('/')
                && let (Ok(zone), Ok(id)) = (ZoneId::parse(zone), JobId::parse(id))
            {
                list.add(Watched { zone, id });
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(zone: &str, id: &str) -> Watched {
        Watched {
            zone: ZoneId::parse(zone).expect("a zone"),
            id: JobId::parse(id).expect("an id"),
        }
    }

    #[test]
    fn what_is_printed_is_read_after_a_reload() {
        let mut list = WatchList::default();
        list.add(watched("jinan1a", "j-8ajjp28fps8"));
        list.add(watched("区", "19453"));
        list.add(watched("jinan1a", "j-8ajjp28fps8"));
        assert_eq!(list.print(), "jinan1a/j-8ajjp28fps8 区/19453");
        assert_eq!(WatchList::parse(&list.print()), list);
        assert!(list.remove(&watched("区", "19453")));
        assert!(!list.remove(&watched("区", "19453")));
        assert!(WatchList::parse("").all().is_empty());
    }

    #[test]
    fn a_text_that_was_tampered_with_costs_only_itself() {
        for text in [
            "/", "a/", "/b", "a/b/c", "a/..", "a/b?c", "\u{0}/x", "a,b/c", "x",
        ] {
            assert!(WatchList::parse(text).all().is_empty(), "{text:?}");
        }
        let mixed = WatchList::parse("bad a/j-1  a/<b> a/j-1");
        assert_eq!(mixed.all().len(), 2);
        assert!(WatchList::parse(&"a/b ".repeat(LONGEST)).all().is_empty());
    }

    #[test]
    fn the_list_is_bounded() {
        let mut list = WatchList::default();
        for number in 0..100 {
            list.add(watched("a", &format!("j-{number}")));
        }
        assert_eq!(list.all().len(), MOST_WATCHED);
        assert!(list.contains(&watched("a", "j-99")));
        assert!(!list.contains(&watched("a", "j-0")));
    }
}
