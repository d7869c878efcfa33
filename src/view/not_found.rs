//! An address that is none of ours.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::Query;

use super::console::ConsoleContext;
use super::screen::Screen;
use crate::ui::icon::Icon;

/// The screen for an unknown address.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let console: ConsoleContext = expect_context();
    let locale = console.locale;
    let path = move || console.location.with(|location| location.path.clone());
    view! {
        <section class="op-list" data-state="not-found">
            <Screen
                icon=Icon::Search
                title=Signal::derive(move || locale.t().not_found_page_title().to_owned())
                text=Signal::derive(move || locale.t().not_found_page_text(&path()))
            >
                <a
                    class="op-button op-button-primary"
                    href=reactive(move || console.list_href(&Query::default()))
                >
                    {reactive(move || locale.t().go_to_list())}
                </a>
            </Screen>
        </section>
    }
}
