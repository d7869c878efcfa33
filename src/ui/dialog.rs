//! A modal dialog on the browser's own `<dialog>`: focus, Escape and the rest of the page are its
//! business.

use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconView};

/// A dialog with a title and a button that closes it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: Signal<&'static str>,
    /// Name of the button that closes it.
    #[prop(into)]
    close: Signal<&'static str>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            // Refused only for a dialog that is open already or not in a page.
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    view! {
        <dialog
            node_ref=dialog
            class="op-dialog"
            aria-label=title
            on:close=move |_| open.set(false)
            on:click=move |event| {
                let backdrop = event.target() == event.current_target();
                if backdrop {
                    open.set(false);
                }
            }
        >
            <div class="op-dialog-body">
                <header class="op-dialog-head">
                    <h2>{title}</h2>
                    <button
                        type="button"
                        class="op-button op-button-icon"
                        aria-label=close
                        on:click=move |_| open.set(false)
                    >
                        <IconView icon=Icon::Cross />
                    </button>
                </header>
                {children()}
            </div>
        </dialog>
    }
}
