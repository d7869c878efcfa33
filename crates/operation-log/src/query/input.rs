//! What a parameter of a query was given.

use super::value::Value;
use super::{Param, Problem};
use crate::characters::trim;

/// What a parameter was given, if it departs from the default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A value that is sent.
    Usable(Value),
    /// A value that is shown with its problem and not sent.
    Unusable {
        /// The text as it was given, without blanks around it; never empty.
        text: String,
        /// What is wrong with it.
        problem: Problem,
    },
}

impl Input {
    /// Reads a text; returns `None` if it is empty or the default.
    pub(super) fn read(param: Param, text: &str) -> Option<Self> {
        let text = trim(text);
        if text.is_empty() {
            return None;
        }
        match Value::read(param, text) {
            Ok(value) => (!value.is_default(param)).then_some(Self::Usable(value)),
            Err(problem) => Some(Self::refused(text, problem)),
        }
    }

    /// Takes a value from code; returns `None` if it is the default or prints as an empty text.
    pub(super) fn of(param: Param, value: Value) -> Option<Self> {
        let text = value.write();
        if trim(&text).is_empty() {
            return None;
        }
        match value.checked(param) {
            Ok(value) => (!value.is_default(param)).then_some(Self::Usable(value)),
            Err(problem) => Some(Self::refused(&text, problem)),
        }
    }

    /// A text that cannot be used.
    pub(super) fn refused(text: &str, problem: Problem) -> Self {
        Self::Unusable {
            text: trim(text).to_owned(),
            problem,
        }
    }

    /// The text as the URL prints it.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Usable(value) => value.write(),
            Self::Unusable { text, .. } => text.clone(),
        }
    }
}
