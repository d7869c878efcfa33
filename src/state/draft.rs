//! The text in a box before it becomes part of the location.

use operation_log::Query;

/// What a person is typing, and the query it started from.
///
/// The text is shown as long as the location still holds that query; once something else (Back, a
/// chip removed, a link) changes the query, what was typed is dropped and the value of the
/// location is shown. Nothing is copied from one to the other, so typing loses neither focus nor
/// caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    text: String,
    /// The query this text belongs to; `None` if nothing was typed.
    basis: Option<Query>,
    /// Whether the location does not have the text yet.
    pending: bool,
}

impl Draft {
    /// What the box shows for a value of a query.
    pub fn shown<'a>(&'a self, value: &'a str, query: &Query) -> &'a str {
        if self.is_of(query) { &self.text } else { value }
    }

    /// Whether something was typed for this query.
    pub fn is_of(&self, query: &Query) -> bool {
        self.basis.as_ref() == Some(query)
    }

    /// The person typed.
    pub fn typed(text: &str, query: &Query) -> Self {
        Self {
            text: text.to_owned(),
            basis: Some(query.clone()),
            pending: true,
        }
    }

    /// The text became part of this query; it stays as it was typed, blanks included.
    #[must_use]
    pub fn committed(self, query: &Query) -> Self {
        Self {
            basis: self.basis.map(|_| query.clone()),
            pending: false,
            ..self
        }
    }

    /// The text that the location does not have yet, unless the location has moved on.
    pub fn pending(&self, query: &Query) -> Option<&str> {
        (self.pending && self.is_of(query)).then_some(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> Query {
        Query::from_url(text)
    }

    #[test]
    fn a_draft_is_shown_until_the_location_moves_away() {
        let before = query("status=failed");
        let draft = Draft::typed("remove n", &before);
        assert_eq!(draft.shown("", &before), "remove n");
        assert_eq!(draft.pending(&before), Some("remove n"));
        let other = query("search_word=other");
        assert_eq!(draft.shown("other", &other), "other");
    }

    #[test]
    fn a_draft_is_dropped_when_back_changes_something_else() {
        let draft = Draft::typed("remove n", &query("status=failed"));
        assert_eq!(draft.shown("", &query("")), "");
        assert_eq!(draft.pending(&query("")), None);
    }

    #[test]
    fn a_committed_draft_keeps_its_blanks() {
        let after = query("search_word=remove");
        let draft = Draft::typed("remove ", &query("")).committed(&after);
        assert_eq!(draft.shown("remove", &after), "remove ");
        assert_eq!(draft.pending(&after), None);
    }
}
