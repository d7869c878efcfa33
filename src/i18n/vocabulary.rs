//! The names of actions and error codes in every language, for what a reader types.

use operation_log::Language;
use operation_log::search::Vocabulary;

use super::Texts;

/// The names in the panel's languages.
pub const VOCABULARY: Vocabulary = Vocabulary {
    action: |known| {
        Language::ALL.map(|language| {
            let name = Texts::of(language).action_name(known.job_action);
            name.unwrap_or_default()
        })
    },
    code: |code| Language::ALL.map(|language| Texts::of(language).code_meaning(code)),
};
