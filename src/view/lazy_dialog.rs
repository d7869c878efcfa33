//! A dialog that costs nothing while it is closed.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::scope::Scope;
use crate::i18n::Label;
use crate::platform::dom;
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
        let link = dom::link_of(&event);
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
