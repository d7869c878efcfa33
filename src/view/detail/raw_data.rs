//! The operation as the server sent it.

use leptos::prelude::*;

use super::KnownEntry;
use crate::i18n::Locale;

/// The JSON of an operation, folded.
#[component]
pub fn RawData(
    /// The operation.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let json = move || known.with(|entry| entry.as_ref().map(|entry| entry.raw.pretty()));
    view! {
        <details class="op-raw">
            <summary>{locale.say(|t| t.raw_data())}</summary>
            <pre dir="auto" tabindex="0" role="region" aria-label=locale.say(|t| t.raw_data())>
                {move || json()}
            </pre>
        </details>
    }
}
