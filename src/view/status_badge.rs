//! A status as icon, word and colour.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::Status;

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
        Status::Other(word) => word.clone(),
    }
}

/// Shows a status.
#[component]
pub fn StatusBadge(
    /// Which.
    status: Signal<Status>,
    /// Texts.
    locale: Locale,
) -> impl IntoView {
    let icon = Signal::derive(move || {
        status.with(|status| match status {
            Status::Pending => Icon::Pending,
            Status::Successful => Icon::Successful,
            Status::Failed => Icon::Failed,
            Status::Other(_) => Icon::Unknown,
        })
    });
    let kind = move || {
        status.with(|status| match status {
            Status::Pending => "pending",
            Status::Successful => "successful",
            Status::Failed => "failed",
            Status::Other(_) => "other",
        })
    };
    view! {
        <span class="op-status" data-status=kind>
            <IconView icon=icon />
            <span>{reactive(move || status.with(|status| status_text(locale, status)))}</span>
        </span>
    }
}
