//! The keyboard and the focus.

use crate::keys;
use crate::page::Page;
use serde::Deserialize;
use std::fmt;

/// The focused element.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Focused {
    /// Its element name, in lower case.
    pub tag: String,
    /// Its `id`, or empty.
    pub id: String,
    /// Its ARIA role, or empty if it has none that the driver layer knows.
    pub role: String,
    /// Its accessible name, or empty.
    pub name: String,
    /// Its `name` attribute, or empty.
    pub field: String,
}

impl fmt::Display for Focused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let role = if self.role.is_empty() {
            &self.tag
        } else {
            &self.role
        };
        write!(f, "{role} {:?}", self.name)
    }
}

impl Page {
    /// Presses a key, such as `Enter`, `ArrowDown`, `j`, or a chord, such as
    /// `Shift+Tab`, at the focus.
    pub async fn press(&self, chord: &str) {
        self.session().note(&format!("press {chord}"));
        let (modifiers, key) = keys::parse(chord);
        let mut chain = self.session().driver.action_chain();
        for modifier in &modifiers {
            chain = chain.key_down(*modifier);
        }
        chain = chain.key_down(key).key_up(key);
        for modifier in modifiers.iter().rev() {
            chain = chain.key_up(*modifier);
        }
        self.must(&format!("press {chord}"), chain.perform().await);
    }

    /// Types a text at the focus.
    pub async fn type_text(&self, text: &str) {
        self.session().note(&format!("type {text:?}"));
        let chain = self.session().driver.action_chain().send_keys(text);
        self.must(&format!("type {text:?}"), chain.perform().await);
    }

    /// Composes a text with an input method, which shows each of `states` in turn
    /// as a composition and then commits `text`.
    pub async fn compose(&self, states: &[&str], text: &str) {
        let what = format!("compose {text:?}");
        self.session().note(&what);
        let session = self.session();
        let done = session.engine.compose(&session.driver, states, text);
        self.must(&what, done.await);
    }

    /// The focused element, or `None` if only the page itself has the focus.
    pub async fn focused(&self) -> Option<Focused> {
        self.ask("return focused()", []).await
    }

    /// Start and end of the selection in the focused text input, in UTF-16 code
    /// units; both are the caret position if nothing is selected.
    pub async fn caret(&self) -> Option<[usize; 2]> {
        self.ask("return caret()", []).await
    }
}
