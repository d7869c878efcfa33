//! A button that shows an icon and is called by words.

use leptos::prelude::*;

use super::icon::{Icon, IconView};
use crate::i18n::{Label, Locale};

/// A button of an icon, with its words for a screen reader and as a tooltip.
#[component]
pub fn IconButton(
    /// What it is called.
    label: Label,
    /// What it shows.
    icon: Icon,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    view! {
        <button
            type="button"
            class="op-button op-button-icon"
            part="button"
            aria-label=locale.say(label)
            title=locale.say(label)
            on:click=move |_| on_press.run(())
        >
            <IconView icon=icon />
        </button>
    }
}
