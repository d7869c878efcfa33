//! The texts of the panel, from `locales/`, switched without a reload.

mod texts;
mod vocabulary;

use leptos::prelude::*;
use operation_log::Language;

pub use texts::Texts;
pub use vocabulary::VOCABULARY;

/// A text without arguments, by its method: `|t| t.refresh()`.
pub type Label = fn(Texts) -> &'static str;

/// The reader's language, as components hold it. Reading it in a view follows the switch.
#[derive(Clone, Copy)]
pub struct Locale(Signal<Language>);

impl Locale {
    /// Follows a language.
    pub fn new(language: Signal<Language>) -> Self {
        Self(language)
    }

    /// The texts.
    pub fn t(self) -> Texts {
        Texts::of(self.language())
    }

    /// A text as a child or an attribute of a view: `{locale.say(|t| t.refresh())}`.
    ///
    /// The closure has the same type for every text.
    pub fn say(self, label: Label) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
        move || label(self.t())
    }

    /// The language, to follow.
    pub fn signal(self) -> Signal<Language> {
        self.0
    }

    /// The language.
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// The BCP 47 tag, for `Intl` and `lang`.
    pub fn tag(self) -> &'static str {
        self.language().tag()
    }

    /// `lang` of a text that is not the panel's, where it is in another language than the panel.
    pub fn lang_of(self, text: &str) -> Option<&'static str> {
        let language = Language::of_text(text)?;
        (language != self.language()).then_some(language.tag())
    }
}
