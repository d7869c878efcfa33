//! The notice that the list changed during paging, with a button that reloads it.

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::ui::icon::{Icon, IconView};
use crate::view::format;

/// The notice that the view moved while it was read.
#[component]
pub fn DriftNotice(
    /// The rows.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let remote = list.remote();
    let drift = Memo::new(move |_| remote.with(|remote| remote.held()?.facts.drift));
    // Set again, in place, when the figures or the language change.
    let notice = move || {
        let drift = drift.get()?;
        let t = locale.t();
        let text = match (drift.was, drift.now) {
            (Some(was), Some(now)) if was != now => {
                let [was, now] = [was, now].map(|count| format::number(count));
                t.moved_counts(&was, &now)
            }
            _ => t.moved_text().to_owned(),
        };
        Some(view! {
            <div class="op-banner op-banner-moved">
                <IconView icon=Icon::Warning />
                <div class="op-banner-text">
                    <p>
                        <strong>{t.moved_title()}</strong>
                        " "
                        <span>{text}</span>
                    </p>
                </div>
                <button type="button" class="op-button" part="button" on:click=move |_| list.reload()>
                    <IconView icon=Icon::Refresh />
                    <span>{t.read_anew()}</span>
                </button>
            </div>
        })
    };
    view! { <div>{notice}</div> }
}
