//! Copies a text, and says whether that worked.

use super::announcer::Announcer;
use crate::i18n::Texts;
use crate::platform::clipboard;

/// Copies a text; false if the browser refuses. A screen reader is told either way.
pub async fn copy(text: &str, announcer: Announcer, t: Texts) -> bool {
    let copied = clipboard::copy(text).await;
    announcer.say(outcome(copied, t));
    copied
}

/// Whether a text was copied, in words.
pub fn outcome(copied: bool, t: Texts) -> &'static str {
    if copied { t.copied() } else { t.copy_refused() }
}
