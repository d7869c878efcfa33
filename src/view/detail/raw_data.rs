//! The operation as the server sent it.

use leptos::prelude::*;

use super::KnownEntry;
use crate::i18n::Locale;
use crate::ui::copy_button::CopyButton;

/// The JSON of an operation, folded.
#[component]
pub fn RawData(
    /// The operation.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let json = move || known.with(|entry| entry.as_ref().map(|entry| entry.raw.pretty()));
    let copied = move |()| {
        let json = known.try_with_untracked(|entry| entry.as_ref().map(|entry| entry.raw.pretty()));
        json.flatten().unwrap_or_default()
    };
    view! {
        <details class="op-raw">
            <summary>{locale.say(|t| t.raw_data())}</summary>
            <CopyButton label=|t| t.copy_raw() text=copied />
            <pre dir="auto" tabindex="0" role="region" aria-label=locale.say(|t| t.raw_data())>
                {move || json()}
            </pre>
        </details>
    }
}
