//! The button that asks the server again.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use super::shortcut::SingleKeys;
use crate::i18n::Locale;

/// Asks again when it is pressed, by its key too.
#[component]
pub fn RefreshButton(
    /// Asks again.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let keys = expect_context::<SingleKeys>();
    view! {
        <button
            type="button"
            class="op-button"
            aria-keyshortcuts=keys.of("r")
            on:click=move |_| on_press.run(())
        >
            <IconView icon=Icon::Refresh />
            <span>{locale.say(|t| t.refresh())}</span>
        </button>
    }
}
