//! Copies a text, and says whether that worked.

use leptos::prelude::untrack;

use super::announcer::Announcer;
use crate::i18n::Locale;
use crate::platform::clipboard;

/// Copies a text; false if the browser refuses. A screen reader is told either way.
pub async fn copy(text: &str, announcer: Announcer, locale: Locale) -> bool {
    let copied = clipboard::copy(text).await;
    announcer.say(outcome(copied, locale));
    copied
}

/// Whether a text was copied, in words.
pub fn outcome(copied: bool, locale: Locale) -> &'static str {
    let t = untrack(|| locale.t());
    if copied { t.copied() } else { t.copy_refused() }
}
