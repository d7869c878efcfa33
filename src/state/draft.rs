//! The text in a box before it becomes part of the location.

/// What a person is typing, and the value of the location it started from.
///
/// The text is shown as long as the location still holds that value; once something else (Back, a
/// chip removed, a link) changes the value, the value is shown. Nothing is copied from one to the
/// other, so typing loses neither focus nor caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    text: String,
    /// The value of the location this text belongs to; none if nothing was typed.
    basis: Option<String>,
    /// Whether the location does not have the text yet.
    pending: bool,
}

impl Draft {
    /// What the box shows.
    pub fn shown<'a>(&'a self, value: &'a str) -> &'a str {
        match &self.basis {
            Some(basis) if basis == value => &self.text,
            _ => value,
        }
    }

    /// The person typed.
    pub fn typed(text: &str, value: &str) -> Self {
        Self {
            text: text.to_owned(),
            basis: Some(value.to_owned()),
            pending: true,
        }
    }

    /// The text became the location's value; it stays as it was typed, blanks included.
    #[must_use]
    pub fn committed(self, value: &str) -> Self {
        Self {
            basis: self.basis.map(|_| value.to_owned()),
            pending: false,
            ..self
        }
    }

    /// Whether the box shows something the location does not have yet.
    pub fn is_pending(&self, value: &str) -> bool {
        self.pending && self.basis.as_deref() == Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_shown_until_the_location_moves_away() {
        let draft = Draft::typed("remove n", "");
        assert_eq!(draft.shown(""), "remove n");
        assert!(draft.is_pending(""));
        assert_eq!(draft.shown("other"), "other");
    }

    #[test]
    fn a_committed_draft_keeps_its_blanks() {
        let draft = Draft::typed("remove ", "").committed("remove");
        assert_eq!(draft.shown("remove"), "remove ");
        assert!(!draft.is_pending("remove"));
    }
}
