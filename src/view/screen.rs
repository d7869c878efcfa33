//! A placeholder for rows: what happened, and what can be done.

use leptos::prelude::*;

use crate::ui::icon::{Icon, IconView};

/// A screen with an icon, a title, a text and whatever can be done.
#[component]
pub fn Screen(
    /// Its icon.
    icon: Icon,
    /// Whether it reports a failure and not just an empty result.
    #[prop(optional)]
    alarming: bool,
    /// What happened.
    #[prop(into)]
    title: Signal<String>,
    /// What that means.
    #[prop(into)]
    text: Signal<String>,
    /// What can be done.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let class = if alarming {
        "op-screen op-screen-alarming"
    } else {
        "op-screen"
    };
    view! {
        <div class=class>
            <div class="op-screen-icon">
                <IconView icon=icon />
            </div>
            <h2>{move || title.get()}</h2>
            <p>{move || text.get()}</p>
            {children
                .map(|children| view! { <div class="op-screen-actions">{children()}</div> })}
        </div>
    }
}
