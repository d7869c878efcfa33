//! A dialog that costs nothing while it is closed.

use leptos::prelude::*;

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
    view! {
        <Dialog open=open title=title>
            <div class="op-calls-content">
                <Show when=move || open.get()>
                    <Scope>{children.with_value(|children| children())}</Scope>
                </Show>
            </div>
        </Dialog>
    }
}
