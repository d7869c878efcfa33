//! The notice that the computer's clock is wrong.

use leptos::prelude::*;

use super::announcement::{When, announce};
use super::format;
use crate::i18n::Locale;
use crate::ui::icon::{Icon, IconView};

/// The largest difference that is nobody's trouble, in seconds; the API refuses more.
const MOST_SECONDS: u64 = 60;

/// Tells, until it is dismissed, that the computer's clock is wrong, and which clock the page goes by.
#[component]
pub fn ClockNotice(
    /// The server's clock less the browser's, in seconds.
    skew: Signal<i64>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let dismissed = RwSignal::new(false);
    let text = move || {
        let skew = skew.get();
        let seconds = skew.unsigned_abs();
        if seconds <= MOST_SECONDS || dismissed.get() {
            return None;
        }
        let span = format::seconds(locale, seconds);
        Some(if skew > 0 {
            locale.t().clock_behind(&span)
        } else {
            locale.t().clock_ahead(&span)
        })
    };
    announce(Signal::derive(text), When::Changed);
    let notice = move || {
        let text = text()?;
        Some(view! {
            <div class="op-notice">
                <IconView icon=Icon::Clock />
                <p class="op-banner-text">{text}</p>
                <button type="button" class="op-button" part="button" on:click=move |_| dismissed.set(true)>
                    {locale.t().dismiss()}
                </button>
            </div>
        })
    };
    view! { {move || notice()} }
}
