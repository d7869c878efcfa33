//! A dialog that costs nothing while it is closed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::scope::Scope;
use crate::i18n::Label;
use crate::ui::dialog::Dialog;

/// A dialog whose content is built while it is open.
#[component]
pub fn LazyDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    title: Label,
    /// What it says.
    children: ChildrenFn,
) -> impl IntoView {
    let children = StoredValue::new(children);
    // What a link leads to is behind the dialog, unless it opens elsewhere.
    let close_at_link = move |event: MouseEvent| {
        let target: Option<Element> = event.target().and_then(|target| target.dyn_into().ok());
        let link = target.and_then(|target| target.closest("a[href]").ok().flatten());
        if link.is_some() && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            open.set(false);
        }
    };
    view! {
        <Dialog open=open title=title>
            <div class="op-calls-content" on:click=close_at_link>
                <Show when=move || open.get()>
                    <Scope>{children.with_value(|children| children())}</Scope>
                </Show>
            </div>
        </Dialog>
    }
}
