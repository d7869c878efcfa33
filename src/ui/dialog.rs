//! A modal dialog on the browser's own `<dialog>`, which keeps the focus and closes on Escape.

use leptos::html;
use leptos::prelude::*;

use super::announcer::LiveRegion;
use super::icon::{Icon, IconView};
use crate::i18n::{Label, Locale};

/// A dialog with a title and a button that closes it.
#[component]
pub fn Dialog(
    /// Whether it is open; becomes false when the reader closes it.
    open: RwSignal<bool>,
    /// Its title.
    title: Label,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            // Refused only for a dialog that is open already or not in a page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    let close_on_backdrop = move |event: leptos::ev::MouseEvent| {
        if event.target() == event.current_target() {
            open.set(false);
        }
    };
    view! {
        <dialog
            class="op-dialog"
            part="dialog"
            aria-label=locale.say(title)
            node_ref=dialog
            on:close=move |_| open.set(false)
            on:click=close_on_backdrop
        >
            <div class="op-dialog-body">
                <div class="op-dialog-head">
                    <h2>{locale.say(title)}</h2>
                    <button
                        type="button"
                        class="op-button op-button-icon"
                        part="button"
                        aria-label=locale.say(|t| t.close())
                        on:click=move |_| open.set(false)
                    >
                        <IconView icon=Icon::Cross />
                    </button>
                </div>
                {children()}
            </div>
            <LiveRegion />
        </dialog>
    }
}
