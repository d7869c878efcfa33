//! What text boxes suggest: documented actions, and values of the rows at hand.

use operation_log::action::{self, KNOWN_ACTIONS};
use operation_log::wire::OperationPage;
use operation_log::{Language, Operation};

use crate::i18n::{Locale, Texts};

/// A value a box suggests, with what it means; both may be the same.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    /// What is filled in.
    pub value: String,
    /// What it means.
    pub meaning: String,
}

/// The values that a text box knows of. Any other text is taken as well.
#[derive(Clone, Copy, Debug)]
pub enum Values {
    /// None.
    Unknown,
    /// Those that occur in the rows at hand.
    Loaded(fn(&Operation) -> Vec<String>),
    /// Actions, by the API's name or by the documentation's name in either language.
    Actions,
}

impl Values {
    /// What a box suggests, sorted, each value once.
    pub fn suggestions(self, locale: Locale, page: Option<&OperationPage>) -> Vec<Suggestion> {
        let mut suggestions = Vec::new();
        let operations = page.iter().flat_map(|page| page.operations());
        match self {
            Self::Unknown => {}
            Self::Loaded(values) => {
                for value in operations.flat_map(values) {
                    suggest(&mut suggestions, &value, &value);
                }
            }
            Self::Actions => {
                let t = locale.t();
                for known in &KNOWN_ACTIONS {
                    let name = t.action_name(known.job_action).unwrap_or(known.describe);
                    suggest(&mut suggestions, known.job_action, name);
                }
                for operation in operations {
                    let name = &operation.job_action;
                    if !name.is_empty() && action::find(name).is_none() {
                        suggest(&mut suggestions, name, &operation.action_describe);
                    }
                }
            }
        }
        suggestions
    }

    /// The value that a typed text stands for.
    pub fn named(self, text: &str) -> &str {
        match self {
            Self::Unknown | Self::Loaded(_) => text,
            Self::Actions => action_named(text),
        }
    }
}

/// Keeps suggestions sorted and each of them once.
fn suggest(suggestions: &mut Vec<Suggestion>, value: &str, meaning: &str) {
    let suggestion = Suggestion {
        value: value.to_owned(),
        meaning: meaning.to_owned(),
    };
    if let Err(place) = suggestions.binary_search(&suggestion) {
        suggestions.insert(place, suggestion);
    }
}

/// The API's name of an action that is called by its name in either language; other text as it
/// is, since the server knows more actions than the documentation.
fn action_named(text: &str) -> &str {
    let name = text.trim();
    KNOWN_ACTIONS
        .iter()
        .find(|known| {
            let names = Language::ALL.map(Texts::of);
            let names = names.iter().filter_map(|t| t.action_name(known.job_action));
            names
                .chain([known.job_action])
                .any(|known| known.eq_ignore_ascii_case(name))
        })
        .map_or(text, |known| known.job_action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_name_in_either_language() {
        for text in [
            "HpcJobStopJobs",
            "hpcjobstopjobs",
            " 取消作业 ",
            "cancel compute jobs",
        ] {
            assert_eq!(Values::Actions.named(text), "HpcJobStopJobs", "{text}");
        }
        assert_eq!(Values::Actions.named("DoSomethingNew"), "DoSomethingNew");
        assert_eq!(Values::Unknown.named("取消作业"), "取消作业");
    }
}
