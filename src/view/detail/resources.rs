//! The resources of an operation, each a link to what else happened to it.

use leptos::prelude::*;
use operation_log::Param;
use operation_log::ResourceId;
use operation_log::query::Edit;

use super::KnownEntry;
use crate::i18n::Locale;
use crate::view::context::Navigation;
use crate::view::table::kind_text;

/// The list of resources.
#[component]
pub fn Resources(
    /// The operation.
    known: KnownEntry,
) -> impl IntoView {
    let locale = expect_context::<Locale>();
    // Renewed only with other resources, so that a link in focus outlives a refresh.
    let ids = Memo::new(move |_| {
        known.with(|entry| {
            entry
                .as_ref()
                .map(|entry| entry.operation.resource_ids.clone())
                .unwrap_or_default()
        })
    });
    let links = move || {
        let ids = ids.get();
        if ids.is_empty() {
            view! { <span class="op-none">{locale.say(|t| t.none())}</span> }.into_any()
        } else {
            let lines = ids.into_iter().map(|id| view! { <ResourceLine id=id /> });
            view! { <ul class="op-resources">{lines.collect_view()}</ul> }.into_any()
        }
    };
    view! { {move || links()} }
}

#[component]
fn ResourceLine(id: ResourceId) -> impl IntoView {
    let locale = expect_context::<Locale>();
    let navigation = expect_context::<Navigation>();
    let kind = id.kind();
    let text = id.to_string();
    let href = move || {
        let locked = navigation
            .filters
            .with(|filters| filters.is_locked(Param::ResourceIds));
        let edit = Edit::ResourceIds(vec![id.clone()]);
        (!locked).then(|| navigation.list_href(&navigation.base_query().edited(edit)))
    };
    view! {
        <li>
            <span class="op-kind">{move || kind_text(locale, kind)}</span>
            <a href=href>{text}</a>
        </li>
    }
}
