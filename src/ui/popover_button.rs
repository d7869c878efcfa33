//! A button that shows a box of controls at itself, and takes it away when it is pressed again.

use leptos::html;
use leptos::prelude::*;

use super::anchored::show_at;
use super::icon::{Icon, IconView};
use crate::i18n::{Label, Locale};
use crate::platform::dom;

/// A button, and the box beside it.
#[component]
pub fn PopoverButton(
    /// Id of the box.
    id: &'static str,
    /// What the button and the box are called.
    label: Label,
    /// What the button shows.
    icon: Icon,
    /// A figure beside the icon; none if 0.
    #[prop(optional)]
    badge: Option<Memo<usize>>,
    /// What is in the box; built when it is opened first.
    children: ChildrenFn,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let panel = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let wanted = RwSignal::new(false);
    let place = move |_| {
        let (Some(Some(panel)), Some(Some(button))) =
            (panel.try_get_untracked(), button.try_get_untracked())
        else {
            return;
        };
        if panel.matches(":popover-open") == Ok(true) {
            // What is in it has its size by then.
            dom::before_next_paint(move || show_at(&panel, &button));
        }
    };
    let figure = move || {
        let figure = badge?.get();
        (figure > 0).then(|| view! { <span class="op-count">{figure.to_string()}</span> })
    };
    view! {
        <button
            type="button"
            class="op-button"
            part="button"
            popovertarget=id
            aria-haspopup="dialog"
            aria-label=locale.say(label)
            title=locale.say(label)
            node_ref=button
            // Before the browser shows the box.
            on:click=move |_| wanted.set(true)
        >
            <IconView icon=icon />
            {move || figure()}
        </button>
        <div
            class="op-menu"
            part="menu"
            id=id
            popover="auto"
            role="dialog"
            aria-label=locale.say(label)
            node_ref=panel
            on:toggle=place
        >
            <Show when=move || wanted.get()>{children()}</Show>
        </div>
    }
}
