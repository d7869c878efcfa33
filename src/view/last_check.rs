//! What became of the last reading in the background, if it failed, and when the next one is due or
//! why none is.

use leptos::prelude::*;

use super::announcement::{When, announce};
use super::context::Clock;
use super::format;
use super::refresh_words::{failed_text, pause_text};
use super::sign_in::SignIn;
use crate::api::FailureKind;
use crate::i18n::Locale;
use crate::state::auto_refresh::Pace;
use crate::state::background::Background;
use crate::ui::icon::{Icon, IconView};

/// The line that tells of a failed reading; empty while readings are good.
#[component]
pub fn LastCheck(
    /// What is read.
    background: Background,
    /// How often.
    pace: Memo<Pace>,
    /// Whether the page shows a failure itself, with what can be done.
    #[prop(into)]
    is_shown: Signal<bool>,
    /// Whether it says why there are no readings, as nothing else on the page does.
    #[prop(optional)]
    tells_pause: bool,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Clock {
        time_zone, ticks, ..
    } = expect_context();
    let text = move || {
        // What the page says of it already is not said twice.
        let failed = background.failed().filter(|_| !is_shown.get())?;
        Some(failed_text(locale, time_zone.get(), failed))
    };
    announce(Signal::derive(text), When::Rarely);
    let next = move || {
        // Told with the failure.
        text()?;
        let pace = pace.get();
        let Some(interval) = pace.seconds() else {
            let pause = tells_pause.then(|| pause_text(locale, pace)).flatten()?;
            return Some([" ", pause].concat());
        };
        let next = background.next(interval)?;
        let seconds = (next - ticks.get()).num_seconds().max(0).unsigned_abs();
        let span = format::seconds(locale, seconds);
        Some([" ", &locale.t().next_check(&span)].concat())
    };
    let has_failed = Memo::new(move |_| text().is_some());
    let is_signed_out = Memo::new(move |_| {
        let failed = background.failed();
        failed.is_some_and(|failed| failed.kind == FailureKind::SignedOut) && !is_shown.get()
    });
    let icon = move || {
        has_failed
            .get()
            .then(|| view! { <IconView icon=Icon::Warning /> })
    };
    let sign_in = move || {
        let small = "op-button op-button-small";
        is_signed_out
            .get()
            .then(|| view! { <SignIn class=small /> })
    };
    view! {
        <div class="op-last-check" class:op-last-check-failed=move || has_failed.get()>
            {move || icon()}
            <span>
                {move || text()}
                <span class="op-countdown">{move || next()}</span>
            </span>
            {move || sign_in()}
        </div>
    }
}
