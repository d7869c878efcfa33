//! Where the console is, and how it moves. The address bar is one way to keep a location, memory
//! (tests, embedded panels) another.

pub mod browser;
pub mod links;
pub mod memory;
pub mod over_rows;
mod trail;

use std::rc::Rc;

use leptos::prelude::*;

/// How a location came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// The page was opened here.
    Load,
    /// The page was loaded again where it was before: a reload, or Back to a page that the browser
    /// did not keep.
    Return,
    /// A new entry of the history.
    Push,
    /// The entry of the history was changed in place.
    Replace,
    /// Back or Forward.
    Traverse,
}

impl Arrival {
    /// Whether it leads back to where the reader was before, and is put back to.
    pub const fn is_return(self) -> bool {
        matches!(self, Self::Traverse | Self::Return)
    }

    /// Whether the page was loaded with it.
    pub const fn is_load(self) -> bool {
        matches!(self, Self::Load | Self::Return)
    }
}

/// A place in the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// Path, as in the address bar.
    pub path: String,
    /// Query string, without `?`.
    pub query: String,
    /// How it came about.
    pub arrival: Arrival,
    /// Number of the history entry; going back to it finds the same number.
    pub entry: u32,
}

/// Whether a move makes a new entry of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Commit {
    /// Back undoes it: choices and links.
    Push,
    /// Back does not know of it: typing.
    Replace,
}

impl Commit {
    /// How a location comes about by it.
    const fn arrival(self) -> Arrival {
        match self {
            Self::Push => Arrival::Push,
            Self::Replace => Arrival::Replace,
        }
    }

    /// The number of the entry of the history that it leads to from another.
    const fn entry_from(self, entry: u32) -> u32 {
        match self {
            Self::Push => entry.saturating_add(1),
            Self::Replace => entry,
        }
    }
}

/// Keeps the location.
pub trait Navigator {
    /// The current location.
    fn location(&self) -> Signal<Location>;
    /// Goes to an href made by [`operation_log::Route`].
    fn go(&self, href: &str, commit: Commit);
    /// The nearest earlier entry of the history that shows this href, if it was visited since the
    /// console started and no other query of the same path lies between.
    fn entry_before(&self, href: &str) -> Option<u32>;
    /// Goes back or forward to an entry of the history; returns whether that was possible.
    fn traverse(&self, entry: u32) -> bool;
    /// Makes a new entry of the history for the same place, so that Back leads out of what is shown
    /// over it.
    fn stay(&self);
}

/// A navigator as pages and components hold it.
#[derive(Clone, Copy)]
pub struct Nav(StoredValue<Rc<dyn Navigator>, LocalStorage>);

impl Nav {
    /// Takes a navigator into the current owner.
    pub fn new(navigator: impl Navigator + 'static) -> Self {
        Self(StoredValue::new_local(Rc::new(navigator)))
    }

    /// The current location.
    pub fn location(self) -> Signal<Location> {
        self.0.get_value().location()
    }

    /// Goes to an href.
    pub fn go(self, href: &str, commit: Commit) {
        // A console that was taken away has nowhere to go.
        if let Some(navigator) = self.0.try_get_value() {
            navigator.go(href, commit);
        }
    }

    /// Goes back to where this href was shown; false if that is not known to be possible.
    pub fn retrace(self, href: &str) -> bool {
        let earlier = self.entry_before(href);
        earlier.is_some_and(|entry| self.traverse(entry))
    }

    /// The entry of the history that [`Self::retrace`] goes back to.
    pub fn entry_before(self, href: &str) -> Option<u32> {
        self.0.try_get_value()?.entry_before(href)
    }

    /// Goes back or forward to an entry of the history; returns whether that was possible.
    pub fn traverse(self, entry: u32) -> bool {
        self.0
            .try_get_value()
            .is_some_and(|navigator| navigator.traverse(entry))
    }

    /// Makes a new entry of the history for the same place.
    pub fn stay(self) {
        if let Some(navigator) = self.0.try_get_value() {
            navigator.stay();
        }
    }
}

/// Splits an href into path and query; an origin before and a fragment behind are cut off.
pub fn split_href(href: &str) -> (&str, &str) {
    let href = href.split('#').next().unwrap_or_default();
    let href = match href.strip_prefix("http") {
        // Behind `https://` the path begins at the third slash.
        Some(rest) => match rest.match_indices('/').nth(2) {
            Some((at, _)) => rest.get(at..).unwrap_or("/"),
            None => "/",
        },
        None => href,
    };
    href.split_once('?').unwrap_or((href, ""))
}

#[cfg(test)]
mod tests {
    use super::split_href;

    #[test]
    fn an_href_is_split_with_and_without_an_origin() {
        for (href, parts) in [
            ("/operations?page=2#x", ("/operations", "page=2")),
            ("/operations", ("/operations", "")),
            (
                "https://ops.example.org/a/operations?x=1",
                ("/a/operations", "x=1"),
            ),
            ("https://ops.example.org", ("/", "")),
        ] {
            assert_eq!(split_href(href), parts, "{href}");
        }
    }
}
