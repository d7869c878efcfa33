//! A button that asks for a file.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{File, HtmlElement};

use crate::i18n::{Label, Locale};

/// A button that asks for a file, and closes the popover that it is in.
#[component]
pub fn FilePicker(
    /// What the button says.
    label: Label,
    /// What is offered first, as the browser's `accept`.
    accept: &'static str,
    /// Whether the popover stays, to tell what the file has led to.
    #[prop(optional)]
    stays_open: bool,
    /// Called with the file that was picked.
    on_file: Callback<File>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let control = NodeRef::<html::Input>::new();
    let pick = move |_| {
        if let Some(Some(control)) = control.try_get_untracked() {
            control.click();
        }
    };
    let take = move |_| {
        let Some(Some(control)) = control.try_get_untracked() else {
            return;
        };
        let file = control.files().and_then(|files| files.get(0));
        // The same file can be picked again.
        control.set_value("");
        if !stays_open
            && let Ok(Some(shown)) = control.closest(":popover-open")
            && let Ok(shown) = shown.dyn_into::<HtmlElement>()
        {
            // Refused only where it is hidden already.
            let _ = shown.hide_popover();
        }
        if let Some(file) = file {
            on_file.try_run(file);
        }
    };
    view! {
        <button type="button" class="op-button" part="button" on:click=pick>
            {locale.say(label)}
        </button>
        <input type="file" accept=accept hidden node_ref=control on:change=take />
    }
}
