//! The banner over a file.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use operation_log::marked;

use super::words::about_snapshot;
use super::{CompareButton, CompareDialog, Comparing};
use crate::i18n::Locale;
use crate::platform::dom;
use crate::state::snapshot::OpenedSnapshot;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Clock;

/// What file it is, that it is no live log, and the way back to that.
#[component]
pub fn Banner(
    /// The file.
    snapshot: Arc<OpenedSnapshot>,
    /// Goes back to the log.
    on_close: Callback<()>,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let clock = expect_context::<Clock>();
    let name = marked(&snapshot.name).into_owned();
    let about = {
        let snapshot = Arc::clone(&snapshot);
        move || about_snapshot(locale, clock, &snapshot)
    };
    let comparing = Comparing::new();
    let heading = NodeRef::<html::H2>::new();
    Effect::new(move || {
        // Whoever opened it is told what they are at.
        if let Some(heading) = heading.get() {
            dom::before_next_paint(move || dom::focus(&heading));
        }
    });
    view! {
        <div class="op-notice" role="group" aria-label=locale.say(|t| t.snapshot())>
            <IconView icon=Icon::Table />
            <div class="op-banner-text">
                <h2 tabindex="-1" node_ref=heading>
                    {locale.say(|t| t.snapshot())}
                    ": "
                    <span dir="auto">{name}</span>
                </h2>
                <p>{move || about()}</p>
                <p class="op-note">{locale.say(|t| t.snapshot_read_only())}</p>
            </div>
            <div class="op-export-formats">
                <CompareButton with=Some(snapshot) comparing=comparing />
                <button
                    type="button"
                    class="op-button op-button-primary"
                    part="button"
                    on:click=move |_| on_close.run(())
                >
                    {locale.say(|t| t.snapshot_close())}
                </button>
            </div>
            <CompareDialog comparing=comparing />
        </div>
    }
}
