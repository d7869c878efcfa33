//! A button that copies a text and says whether that worked.

use std::time::Duration;

use leptos::prelude::*;

use super::reactive::reactive;
use leptos::task::spawn_local;

use super::icon::{Icon, IconView};
use crate::platform::clipboard;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    Refused,
}

/// How long the outcome is shown.
const SHOWN: Duration = Duration::from_secs(2);

/// Copies a text.
#[component]
pub fn CopyButton(
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// What it says after it worked.
    #[prop(into)]
    copied: Signal<String>,
    /// What it says when the browser refused.
    #[prop(into)]
    refused: Signal<String>,
    /// Makes the text at the time of the click.
    text: Callback<(), String>,
    /// Shows the icon alone; the label is its name.
    #[prop(optional)]
    icon_only: bool,
) -> impl IntoView {
    let outcome = RwSignal::new(None);
    let words = Signal::derive(move || match outcome.get() {
        None => label.get(),
        Some(Outcome::Copied) => copied.get(),
        Some(Outcome::Refused) => refused.get(),
    });
    let icon = Signal::derive(move || match outcome.get() {
        None => Icon::Copy,
        Some(Outcome::Copied) => Icon::Check,
        Some(Outcome::Refused) => Icon::Warning,
    });
    let copy = move |_| {
        let text = text.run(());
        spawn_local(async move {
            let result = if clipboard::copy(&text).await {
                Outcome::Copied
            } else {
                Outcome::Refused
            };
            // The button may have been taken away meanwhile.
            outcome.try_set(Some(result));
            set_timeout(
                move || {
                    outcome.try_set(None);
                },
                SHOWN,
            );
        });
    };
    view! {
        <button
            type="button"
            class="op-button"
            class:op-button-icon=icon_only
            aria-label=reactive(move || icon_only.then(|| words.get()))
            title=reactive(move || icon_only.then(|| words.get()))
            on:click=copy
        >
            <IconView icon=icon />
            {(!icon_only).then(|| view! { <span>{words}</span> })}
            <span class="visually-hidden" role="status">
                {reactive(move || outcome.get().map(|_| words.get()))}
            </span>
        </button>
    }
}
