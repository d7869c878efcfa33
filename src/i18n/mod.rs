//! The texts of the panel in both languages, switched without a reload.

mod en;
mod messages;
mod zh_cn;

use crate::reactive::{Read, Signal};
use operation_log::{Bilingual, Language};

pub use messages::Messages;

/// The texts of a language.
pub fn messages(language: Language) -> &'static dyn Messages {
    match language {
        Language::ZhCn => &zh_cn::ZhCn,
        Language::En => &en::En,
    }
}

/// The reader's language, as components hold it. Reading it in a view follows the switch.
#[derive(Clone, Copy)]
pub struct Locale(Signal<Language>);

impl Locale {
    /// Follows a language.
    pub fn new(language: Signal<Language>) -> Self {
        Self(language)
    }

    /// The texts.
    pub fn t(self) -> &'static dyn Messages {
        messages(self.0.get())
    }

    /// The language.
    pub fn language(self) -> Language {
        self.0.get()
    }

    /// The BCP 47 tag, for `Intl` and `lang`.
    pub fn tag(self) -> &'static str {
        self.0.get().tag()
    }

    /// A text of the domain.
    pub fn pick(self, text: Bilingual) -> &'static str {
        text.in_language(self.0.get())
    }
}
