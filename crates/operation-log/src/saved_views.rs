//! Views that a reader saved: a name, and the query that leads there. The same text is kept by the
//! browser and handed on as a file, which may come from anybody: reading it is strict and bounded.
//!
//! A line says what the text is, each other is a view: its name, a tab, its query, and a tab and `*` if
//! the log opens with it.

use crate::Query;
use crate::characters::{is_blank, is_control};
use crate::percent::query_pairs;

/// What marks the view that the log opens with.
const DEFAULT: &str = "*";
/// The first line.
const HEAD: &str = "hpc-operations-views 1";

/// The most views that are kept.
pub const MAX_VIEWS: usize = 50;
/// The most bytes of a file that is read.
pub const MAX_FILE_BYTES: usize = 64 * 1024;
/// The most characters of a name.
pub const MAX_NAME_CHARACTERS: usize = 60;

/// What a view is called: not empty, with single blanks and at most [`MAX_NAME_CHARACTERS`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewName(String);

impl ViewName {
    /// Reads a name; what is too long is cut. Returns `None` if there is nothing in it.
    pub fn parse(text: &str) -> Option<Self> {
        let mut name = String::new();
        let words = text.split(|c| is_blank(c) || is_control(c));
        for word in words.filter(|word| !word.is_empty()) {
            if !name.is_empty() {
                name.push(' ');
            }
            name.push_str(word);
        }
        if let Some((end, _)) = name.char_indices().nth(MAX_NAME_CHARACTERS) {
            name.truncate(end);
            name.truncate(name.trim_end_matches(' ').len());
        }
        (!name.is_empty()).then_some(Self(name))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A view.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedView {
    /// What it is called; no other is called so.
    pub name: ViewName,
    /// What it asks.
    pub query: Query,
    /// Whether the log opens with it.
    pub is_default: bool,
}

/// The views of a reader, in the order they were saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SavedViews(Vec<SavedView>);

/// Why a file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SavedViewsError {
    /// It is no file of views.
    Foreign,
    /// It has more than [`MAX_FILE_BYTES`].
    TooLarge,
}

impl SavedViews {
    /// Reads what [`Self::to_text`] wrote. A view without a name is left out, as is one beyond
    /// [`MAX_VIEWS`]; of two with one name the later stays.
    ///
    /// # Errors
    /// If it is something else, of a later version, or too large.
    pub fn read(text: &str) -> Result<Self, SavedViewsError> {
        if text.len() > MAX_FILE_BYTES {
            return Err(SavedViewsError::TooLarge);
        }
        let mut lines = text.trim_start_matches('\u{feff}').lines();
        if lines.next() != Some(HEAD) {
            return Err(SavedViewsError::Foreign);
        }
        let mut views = Self::default();
        for line in lines {
            let mut cells = line.split('\t');
            let name = cells.next().and_then(ViewName::parse);
            let (Some(name), Some(query)) = (name, cells.next()) else {
                continue;
            };
            views.save(name.clone(), &Query::from_url(query));
            if cells.next() == Some(DEFAULT) {
                views.choose_default(Some(&name));
            }
        }
        Ok(views)
    }

    /// Reads the views that a host page hands over: a query string whose names are those of the views
    /// and whose values are their queries. What has no name, is too much or beyond [`MAX_VIEWS`] is
    /// left out.
    pub fn of_host(text: &str) -> Self {
        let mut views = Self::default();
        if text.len() <= MAX_FILE_BYTES {
            for (name, query) in query_pairs(text) {
                if let Some(name) = ViewName::parse(&name) {
                    views.save(name, &Query::from_url(&query));
                }
            }
        }
        views
    }

    /// Prints the views, for the browser or a file.
    pub fn to_text(&self) -> String {
        let mut text = HEAD.to_owned();
        for SavedView {
            name,
            query,
            is_default,
        } in &self.0
        {
            // Neither a name nor a query has a tab or an end of a line.
            for part in ["\n", name.as_str(), "\t", &query.to_url()] {
                text.push_str(part);
            }
            if *is_default {
                text.push('\t');
                text.push_str(DEFAULT);
            }
        }
        text.push('\n');
        text
    }

    /// The views.
    pub fn iter(&self) -> impl Iterator<Item = &SavedView> {
        self.0.iter()
    }

    /// Saves a query under a name, in the place of what had the name. Returns whether there was room.
    pub fn save(&mut self, name: ViewName, query: &Query) -> bool {
        let query = query.as_saved();
        if let Some(view) = self.find(&name) {
            view.query = query;
            return true;
        }
        let has_room = self.0.len() < MAX_VIEWS;
        if has_room {
            self.0.push(SavedView {
                name,
                query,
                is_default: false,
            });
        }
        has_room
    }

    /// Gives a view another name. Returns whether it has it: not if another view is called so.
    pub fn rename(&mut self, name: &ViewName, new: ViewName) -> bool {
        if *name != new && self.find(&new).is_some() {
            return false;
        }
        let found = self.find(name);
        let is_found = found.is_some();
        if let Some(view) = found {
            view.name = new;
        }
        is_found
    }

    /// Removes a view.
    pub fn remove(&mut self, name: &ViewName) {
        self.0.retain(|view| view.name != *name);
    }

    /// Lets the log open with a view, or with all operations.
    pub fn choose_default(&mut self, name: Option<&ViewName>) {
        for view in &mut self.0 {
            view.is_default = Some(&view.name) == name;
        }
    }

    /// The view that the log opens with. Returns `None` if that is all operations.
    pub fn default_view(&self) -> Option<&SavedView> {
        self.0.iter().find(|view| view.is_default)
    }

    /// Adds the views of a file; one with the name of another takes its place. What the log opens with
    /// is the reader's own choice and stays. Returns how many there was no room for.
    pub fn add(&mut self, file: Self) -> usize {
        let views = file.0.into_iter();
        views
            .filter(|view| !self.save(view.name.clone(), &view.query))
            .count()
    }

    fn find(&mut self, name: &ViewName) -> Option<&mut SavedView> {
        self.0.iter_mut().find(|view| view.name == *name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn name(text: &str) -> ViewName {
        ViewName::parse(text).unwrap()
    }

    fn views(names: &[&str]) -> SavedViews {
        let mut views = SavedViews::default();
        for (index, text) in names.iter().enumerate() {
            views.save(
                name(text),
                &Query::from_url(&format!("limit={}", index + 1)),
            );
        }
        views
    }

    fn printed(views: &SavedViews) -> Vec<String> {
        let print = |view: &SavedView| {
            let default = if view.is_default { "*" } else { "" };
            format!("{}{default} {}", view.name.as_str(), view.query.to_url())
        };
        views.iter().map(print).collect()
    }

    #[test]
    fn names_are_not_empty_and_not_endless() {
        assert_eq!(ViewName::parse(" \u{3000}\n"), None);
        assert_eq!(name("  my \t view ").as_str(), "my view");
        let long = name(&"长".repeat(100));
        assert_eq!(long.as_str().chars().count(), MAX_NAME_CHARACTERS);
    }

    #[test]
    fn a_name_leads_to_one_view() {
        let mut mine = views(&["a", "b"]);
        assert!(mine.save(name("a"), &Query::from_url("status=failed")));
        assert_eq!(printed(&mine), ["a status=failed", "b limit=2"]);
        assert!(!mine.rename(&name("a"), name("b")));
        assert!(mine.rename(&name("a"), name("c")));
        assert!(!mine.rename(&name("a"), name("d")));
        mine.remove(&name("b"));
        assert_eq!(printed(&mine), ["c status=failed"]);
    }

    #[test]
    fn at_most_one_is_the_default() {
        let mut mine = views(&["a", "b"]);
        mine.choose_default(Some(&name("a")));
        mine.choose_default(Some(&name("b")));
        assert_eq!(printed(&mine), ["a limit=1", "b* limit=2"]);
        assert_eq!(mine.default_view().unwrap().name, name("b"));
        mine.choose_default(None);
        assert_eq!(mine.default_view(), None);
    }

    #[test]
    fn a_file_adds_views_but_does_not_decide_what_the_log_opens_with() {
        let mut file = views(&["b", "c"]);
        file.choose_default(Some(&name("c")));
        let mut mine = views(&["a", "b"]);
        mine.choose_default(Some(&name("a")));
        assert_eq!(mine.add(file), 0);
        assert_eq!(printed(&mine), ["a* limit=1", "b limit=1", "c limit=2"]);
        let many: Vec<String> = (0..MAX_VIEWS).map(|index| format!("v{index}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        assert_eq!(mine.add(views(&many)), 3);
        assert_eq!(mine.iter().count(), MAX_VIEWS);
    }

    #[test]
    fn other_files_are_refused() {
        for foreign in ["", "[]", "{}", "hpc-operations-views 2", "a\tstatus=failed"] {
            let read = SavedViews::read(foreign);
            assert_eq!(read, Err(SavedViewsError::Foreign), "{foreign}");
        }
        let large = " ".repeat(MAX_FILE_BYTES + 1);
        assert_eq!(SavedViews::read(&large), Err(SavedViewsError::TooLarge));
    }

    #[test]
    fn what_a_host_page_hands_over_is_bounded_and_never_the_default() {
        let text =
            "Failed=status%3Dfailed%26last%3D24h&=page%3D2&%00a%20%20b=&Failed=owner%3Dusr-a&c";
        assert_eq!(
            printed(&SavedViews::of_host(text)),
            ["Failed owner=usr-a", "a b ", "c "]
        );
        let many: Vec<String> = (0..60).map(|number| format!("v{number}=x")).collect();
        let many = SavedViews::of_host(&many.join("&"));
        assert_eq!(many.iter().count(), MAX_VIEWS);
        assert_eq!(many.default_view(), None);
        let long = format!("a=search_word%3D{}", "x".repeat(MAX_FILE_BYTES));
        assert_eq!(SavedViews::of_host(&long).iter().count(), 0);
        assert_eq!(SavedViews::of_host("").iter().count(), 0);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_again(
            names in proptest::collection::vec(".{0,80}", 0..12),
            queries in proptest::collection::vec(".{0,40}", 12),
            default in 0usize..12,
        ) {
            let mut mine = SavedViews::default();
            for (text, query) in names.iter().zip(&queries) {
                if let Some(name) = ViewName::parse(text) {
                    mine.save(name, &Query::from_url(query));
                }
            }
            let chosen = mine.iter().nth(default).map(|view| view.name.clone());
            mine.choose_default(chosen.as_ref());
            prop_assert_eq!(SavedViews::read(&mine.to_text()), Ok(mine));
        }

        #[test]
        fn no_text_is_more_than_refused(text in ".{0,200}") {
            for text in [format!("{HEAD}\n{text}"), text] {
                if let Ok(views) = SavedViews::read(&text) {
                    prop_assert!(views.iter().count() <= MAX_VIEWS);
                }
            }
        }
    }
}
