//! The way to sign in again.

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::platform::dom;

/// Where a reader who is signed out signs in; provided by the console's root. Empty where a reload
/// of the page leads there.
#[derive(Clone, Copy)]
pub struct SignInHref(pub StoredValue<String>);

/// A link to the sign-in page that the settings name, or else a button that loads the page again, as
/// whoever guards the API sends a page to where one signs in.
#[component]
pub fn SignIn(
    /// Classes of the link or the button.
    class: &'static str,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let SignInHref(href) = expect_context();
    let href = href.try_get_value().unwrap_or_default();
    if href.is_empty() {
        view! {
            <button type="button" class=class part="button" on:click=move |_| dom::reload()>
                {locale.say(|t| t.sign_in_reload())}
            </button>
        }
        .into_any()
    } else {
        // Out of a frame: sign-in pages refuse to be shown in one.
        view! {
            <a class=class part="button" href=href target="_top">
                {locale.say(|t| t.sign_in())}
            </a>
        }
        .into_any()
    }
}
