//! What can be done with an operation: copy what names it, see it in the list.

use leptos::prelude::*;
use operation_log::query::{Edit, Lookup};
use operation_log::{JobId, Param, Query};

use super::{KnownEntry, StoppedAt};
use crate::i18n::Locale;
use crate::platform::dom;
use crate::state::staleness::Until;
use crate::ui::copy_button::CopyButton;
use crate::ui::icon::Icon;
use crate::ui::popover_button::PopoverButton;
use crate::view::calls::curl;
use crate::view::context::{Clock, Navigation};
use crate::view::sentence::sentence;

/// The buttons beside the title.
#[component]
pub fn Actions(
    /// The operation.
    id: JobId,
    /// What is known of it.
    known: KnownEntry,
    /// Up to when it is known to be so, if that is not now.
    stopped: StoppedAt,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let Clock { now, .. } = expect_context();
    let id = StoredValue::new(id);
    let with_id = move |make: fn(Navigation, &JobId) -> String| {
        move |()| {
            id.try_with_value(|id| make(navigation, id))
                .unwrap_or_default()
        }
    };
    let in_list = move || {
        let edit = Edit::JobIds(vec![id.get_value()]);
        navigation.list_href(&navigation.base_query().edited(edit))
    };
    let summary = move |()| {
        let link = with_id(link)(());
        let said = known.try_with_untracked(|entry| {
            let entry = entry.as_ref()?;
            let stopped = stopped.try_get_untracked().flatten();
            let operation = &entry.operation;
            let until = Until::of(now.try_get_untracked()?, stopped);
            Some(untrack(|| sentence(locale, operation, until)))
        });
        match said.flatten() {
            Some(said) => [&said, "\n", &link].concat(),
            None => link,
        }
    };
    view! {
        <div class="op-actions">
            <CopyButton label=|t| t.copy_summary() text=summary />
            <CopyButton label=|t| t.copy_link() text=with_id(link) />
            <PopoverButton id="op-more-actions" label=|t| t.row_menu() icon=Icon::More>
                <div class="op-copy-rows">
                    <CopyButton label=|t| t.copy_id() text=with_id(|_, id| id.to_string()) />
                    <CopyButton label=|t| t.copy_curl() text=with_id(command) />
                    <a class="op-button" part="button" href=in_list>
                        {locale.say(|t| t.show_in_list())}
                    </a>
                </div>
            </PopoverButton>
        </div>
    }
}

/// The address of this screen in its zone, without the list it was opened from.
fn link(navigation: Navigation, id: &JobId) -> String {
    let zone = navigation
        .filters
        .with_untracked(|filters| filters.asked().text(Param::Zone));
    let query = Query::default().edited(Edit::Text(Param::Zone, zone));
    dom::absolute_url(&navigation.operation_href(id, &query))
}

/// The call behind this screen for a shell.
fn command(navigation: Navigation, id: &JobId) -> String {
    let zone = untrack(|| navigation.zone());
    curl(
        &navigation.settings(),
        &Lookup::JobIds.api_params(id, &zone),
    )
}
