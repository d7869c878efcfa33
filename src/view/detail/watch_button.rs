//! The button that asks to be told when the operation ends.

use leptos::prelude::*;
use operation_log::{JobId, Status};

use super::KnownEntry;
use crate::i18n::Locale;
use crate::platform::notification;
use crate::state::store::Store;
use crate::state::watch_list::Watched;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::scope::scoped_memo;

/// The button, while the operation is in progress.
#[component]
pub fn WatchButton(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let Store { watches, .. } = expect_context();
    let zone = expect_context::<Navigation>().zone();
    let watched = StoredValue::new(Watched { zone, id });
    let is_running = Memo::new(move |_| {
        watches.can_follow()
            && known.with(|entry| {
                entry
                    .as_ref()
                    .is_some_and(|entry| entry.operation.status == Status::Pending)
            })
    });
    let is_watched = scoped_memo(move |_| {
        let watched = watched.try_get_value();
        watched.is_some_and(|watched| watches.is_watched(&watched))
    });
    let toggle = move |_| {
        notification::ask();
        if let Some(watched) = watched.try_get_value() {
            watches.toggle(watched);
        }
    };
    let button = move || {
        is_running.get().then(|| {
            view! {
                <button
                    type="button"
                    class="op-button op-watch"
                    part="button"
                    aria-pressed=move || is_watched.get().to_string()
                    on:click=toggle
                >
                    <IconView icon=Icon::Clock />
                    <span>{locale.say(|t| t.watch())}</span>
                </button>
            }
            .into_any()
        })
    };
    view! { {move || button()} }
}
