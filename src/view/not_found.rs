//! The screen for an address that is not one of the console's.

use leptos::prelude::*;
use operation_log::Query;

use super::context::Navigation;
use super::page::{Page, PageStatus};
use super::screen::Screen;
use super::title::with_product;
use crate::i18n::Locale;
use crate::ui::icon::Icon;

/// The page for an unknown address.
pub fn not_found_page() -> Page {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let title = Signal::derive(move || locale.t().not_found_page_title().to_owned());
    let text = Signal::derive(move || {
        navigation
            .location
            .with(|location| locale.t().not_found_page_text(&location.path))
    });
    Page {
        title: Signal::derive(move || with_product(locale, vec![title.get()])),
        status: Signal::stored(PageStatus::Settled),
        outcome: title,
        // There is nothing to read again.
        refresh: Callback::new(|()| ()),
        view: view! {
            <h1 class="visually-hidden">{locale.say(|t| t.product())}</h1>
            <section class="op-list" data-state="not-found">
                <Screen icon=Icon::Search title=title text=text>
                    <a
                        class="op-button op-button-primary"
                        part="button"
                        href=navigation.list_href(&Query::default())
                    >
                        {locale.say(|t| t.go_to_list())}
                    </a>
                </Screen>
            </section>
        }
        .into_any(),
    }
}
