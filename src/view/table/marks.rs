//! Marks what is searched for, wherever a row shows it.

use leptos::prelude::*;
use operation_log::query::ViewQuery;
use operation_log::{Operation, Param, ResourceId};

/// What rows were found by, as far as it is seen in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sought {
    /// The keyword; empty if there is none.
    pub keyword: String,
    /// The resources, with commas between them.
    resources: String,
}

impl Sought {
    /// What the rows of a view were found by.
    pub fn of(view: &ViewQuery) -> Self {
        let text = |param| view.filter(param).unwrap_or_default().to_owned();
        Self {
            keyword: text(Param::SearchWord),
            resources: text(Param::ResourceIds),
        }
    }

    /// The same with another keyword: what the reader looks for in loaded rows.
    pub fn with_keyword(self, keyword: &str) -> Self {
        Self {
            keyword: keyword.to_owned(),
            ..self
        }
    }

    /// Whether the rows were found by nothing of it.
    pub const fn is_empty(&self) -> bool {
        self.keyword.is_empty() && self.resources.is_empty()
    }

    /// The resource of an operation that was sought.
    pub fn resource<'a>(&self, operation: &'a Operation) -> Option<&'a ResourceId> {
        let keyword = self.keyword.to_ascii_lowercase();
        operation.resource_ids.iter().find(|id| {
            self.resources.split(',').any(|asked| asked == id.as_str())
                || (!keyword.is_empty() && id.as_str().to_ascii_lowercase().contains(&keyword))
        })
    }
}

/// A text in which each occurrence of a word is marked. Letters of either case are the same, as they
/// are to the server; an empty word marks nothing.
pub fn with_marks(text: String, word: &str) -> AnyView {
    let parts = parts(&text, word);
    if parts.len() < 2 && parts.iter().all(|(_, is_match)| !is_match) {
        return text.into_any();
    }
    let view = |(part, is_match): (&str, bool)| {
        let part = part.to_owned();
        if is_match {
            view! { <mark>{part}</mark> }.into_any()
        } else {
            view! { <span>{part}</span> }.into_any()
        }
    };
    parts.into_iter().map(view).collect_view().into_any()
}

/// The parts of a text, and whether each is the word.
fn parts<'a>(text: &'a str, word: &str) -> Vec<(&'a str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    // Of one length with the text, as only letters of ASCII change.
    let (folded, word) = (text.to_ascii_lowercase(), word.to_ascii_lowercase());
    let mut folded_rest = folded.as_str();
    while !word.is_empty()
        && let Some(at) = folded_rest.find(&word)
        && let Some((before, from)) = rest.split_at_checked(at)
        && let Some((found, behind)) = from.split_at_checked(word.len())
    {
        if !before.is_empty() {
            parts.push((before, false));
        }
        parts.push((found, true));
        rest = behind;
        folded_rest = folded_rest.get(at + word.len()..).unwrap_or_default();
    }
    if !rest.is_empty() {
        parts.push((rest, false));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_marked_in_either_case_and_each_time() {
        assert_eq!(
            parts("Add nodes to NODE", "node"),
            [
                ("Add ", false),
                ("node", true),
                ("s to ", false),
                ("NODE", true)
            ]
        );
        assert_eq!(parts("新增节点", "节点"), [("新增", false), ("节点", true)]);
        assert_eq!(parts("Add nodes", ""), [("Add nodes", false)]);
        assert_eq!(parts("Add nodes", "x"), [("Add nodes", false)]);
    }

    #[test]
    fn no_part_is_lost_or_added() {
        for text in [
            "",
            "j-8ajjp28fps8",
            "İstanbul nodes ΑΒΓ",
            "新增节点 aaa",
            "⟨U+202E⟩",
        ] {
            for word in ["", "a", "aa", "İ", "节", "u+", "ΓΔ", "8"] {
                let parts = parts(text, word);
                let joined: String = parts.iter().map(|(part, _)| *part).collect();
                assert_eq!(joined, text, "{word}");
                assert!(parts.iter().all(|(part, is_match)| {
                    !part.is_empty() && (!is_match || part.eq_ignore_ascii_case(word))
                }));
            }
        }
    }
}
