//! A button that copies a text and says whether that worked.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::announcer::Announcer;
use super::copied;
use super::icon::{Icon, IconView};
use crate::i18n::{Label, Locale};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Idle,
    Copied,
    Refused,
}

/// How long the outcome is shown, in milliseconds.
const SHOWN: u32 = 2_000;

/// A button that copies a text.
#[component]
pub fn CopyButton(
    /// What it says before it was pressed.
    label: Label,
    /// Makes the text, at the time of the click.
    #[prop(into)]
    text: Callback<(), String>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let announcer = expect_context::<Announcer>();
    let outcome = RwSignal::new(Outcome::Idle);
    let reset = StoredValue::new_local(None::<Timeout>);
    let copy = move |_| {
        let text = text.run(());
        let t = untrack(|| locale.t());
        spawn_local(async move {
            let copied = copied::copy(&text, announcer, t).await;
            // The button may have been taken away meanwhile.
            outcome.set(if copied {
                Outcome::Copied
            } else {
                Outcome::Refused
            });
            let timeout = Timeout::new(SHOWN, move || outcome.set(Outcome::Idle));
            reset.try_set_value(Some(timeout));
        });
    };
    let words = move || {
        let t = locale.t();
        match outcome.get() {
            Outcome::Idle => label(t),
            Outcome::Copied => t.copied(),
            Outcome::Refused => t.copy_failed(),
        }
    };
    let icon = move || match outcome.get() {
        Outcome::Idle => Icon::Copy,
        Outcome::Copied => Icon::Check,
        Outcome::Refused => Icon::Warning,
    };
    let title = move || (outcome.get() == Outcome::Refused).then(|| locale.t().copy_refused());
    // The style sheet makes room for both words, so that no neighbour moves under the pointer when
    // they change.
    view! {
        <button type="button" class="op-button" part="button" title=move || title() on:click=copy>
            {move || view! { <IconView icon=icon() /> }}
            <span
                class="op-copy-words"
                data-before=locale.say(label)
                data-after=locale.say(|t| t.copied())
            >
                {move || words()}
            </span>
        </button>
    }
}
