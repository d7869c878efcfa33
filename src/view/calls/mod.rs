//! The calls to the server, open to anyone: how many were made in the last hour, and which ones
//! the rows on screen come from.

mod call_log;
mod curl;
mod meter;

use leptos::prelude::*;

use crate::i18n::Locale;
use crate::state::list::ListState;
use crate::state::store::Store;
use crate::ui::icon::{Icon, IconView};
use crate::view::context::Navigation;
use crate::view::lazy_dialog::LazyDialog;
use call_log::CallLog;
use meter::{Meter, MeterLine};

pub use curl::curl;
pub use meter::usage;

/// The line under the list that opens both dialogs, and the dialogs.
#[component]
pub fn CallsFooter(
    /// The list whose calls are shown.
    list: ListState,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let settings = expect_context::<Navigation>().settings();
    let line_usage = usage(expect_context());
    let (meter_open, log_open) = (RwSignal::new(false), RwSignal::new(false));
    let settings = StoredValue::new(settings);
    view! {
        <footer class="op-calls" data-control="calls" part="calls">
            <Opener open=meter_open icon=Icon::Clock>
                <MeterLine usage=line_usage />
            </Opener>
            <Opener open=log_open icon=Icon::Server>
                <span>{locale.say(|t| t.call_log_title())}</span>
            </Opener>
            <LazyDialog open=meter_open title=|t| t.meter_title()>
                <Meter usage=usage(expect_context()) />
            </LazyDialog>
            <LazyDialog open=log_open title=|t| t.call_log_title()>
                <CallLog
                    list=list
                    records={expect_context::<Store>().records}
                    settings=settings
                />
            </LazyDialog>
        </footer>
    }
}

/// A button that opens a dialog.
#[component]
fn Opener(
    /// Becomes true.
    open: RwSignal<bool>,
    /// Its icon.
    icon: Icon,
    /// What it says.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="op-button op-button-quiet"
            part="button"
            aria-haspopup="dialog"
            on:click=move |_| open.set(true)
        >
            <IconView icon=icon />
            {children()}
        </button>
    }
}
