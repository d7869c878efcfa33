//! A status as icon, word and colour.

use leptos::prelude::*;
use operation_log::{Status, marked};

use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// The word for a status; an unknown one as the server wrote it.
pub fn status_text(locale: Locale, status: &Status) -> String {
    let t = locale.t();
    match status {
        Status::Pending => t.pending().to_owned(),
        Status::Successful => t.successful().to_owned(),
        Status::Failed => t.failed().to_owned(),
        Status::Other(word) if word.is_empty() => t.none().to_owned(),
        Status::Other(word) => marked(word).into_owned(),
    }
}

/// Shows a status. A function and not a component, so that a closure that calls it follows the
/// language.
pub fn status_badge(locale: Locale, status: &Status) -> impl IntoView + use<> {
    let (icon, word) = look(status);
    view! {
        <span class="op-status" data-status=word>
            <IconView icon=icon />
            <span>{status_text(locale, status)}</span>
        </span>
    }
}

/// The icon, and the word of `data-status` that the style sheet knows.
fn look(status: &Status) -> (Icon, &'static str) {
    match status {
        Status::Pending => (Icon::Pending, "pending"),
        Status::Successful => (Icon::Successful, "successful"),
        Status::Failed => (Icon::Failed, "failed"),
        Status::Other(_) => (Icon::Unknown, "other"),
    }
}
