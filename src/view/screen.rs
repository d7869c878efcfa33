//! A screen in the place of rows: what is the matter, and what can be done.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

/// A screen with an icon, a title, a text and whatever can be done.
#[component]
pub fn Screen(
    /// Its icon.
    icon: Icon,
    /// What is the matter.
    #[prop(into)]
    title: Signal<String>,
    /// What that means.
    #[prop(into)]
    text: Signal<String>,
    /// A failure, not merely an absence.
    #[prop(optional)]
    alarming: bool,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="op-screen" class:op-screen-alarming=alarming>
            <div class="op-screen-icon">
                <IconView icon=icon />
            </div>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| view! { <div class="op-screen-actions">{children()}</div> })}
        </div>
    }
}
