//! What can be done with an operation: copy what names it, see it in the list.

use std::sync::Arc;

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::query::Lookup;
use operation_log::wire::Entry;
use operation_log::{Param, Query, ServerQuery, percent};

use crate::platform::{clock, dom};
use crate::ui::copy_button::CopyButton;
use crate::view::console::ConsoleContext;

/// The buttons above the fields.
#[component]
pub fn Actions(
    /// The operation.
    entry: Memo<Arc<Entry>>,
    /// The console.
    console: ConsoleContext,
) -> impl IntoView {
    let locale = console.locale;
    let copied = Signal::derive(move || locale.t().copied().to_owned());
    let refused = Signal::derive(move || locale.t().copy_failed().to_owned());
    let id = move || entry.with_untracked(|entry| entry.operation.job_id.clone());
    let in_list = move || {
        entry.with(|entry| {
            let query = Query::default().with(Param::JobIds, entry.operation.job_id.as_str());
            console.list_href(&query)
        })
    };
    view! {
        <div class="op-actions">
            <CopyButton
                label=Signal::derive(move || locale.t().copy_id().to_owned())
                copied=copied
                refused=refused
                text=Callback::new(move |()| id().to_string())
            />
            <CopyButton
                label=Signal::derive(move || locale.t().copy_link().to_owned())
                copied=copied
                refused=refused
                text=Callback::new(move |()| {
                    dom::absolute_url(&console.operation_href(&id(), &Query::default()))
                })
            />
            <CopyButton
                label=Signal::derive(move || locale.t().copy_curl().to_owned())
                copied=copied
                refused=refused
                text=Callback::new(move |()| curl(console, &id()))
            />
            <a class="op-button" href=in_list>
                {reactive(move || locale.t().show_in_list())}
            </a>
        </div>
    }
}

/// The call behind this screen for a shell. It holds no credentials: the panel has none.
fn curl(console: ConsoleContext, id: &operation_log::JobId) -> String {
    console.settings.with_value(|settings| {
        let params = ServerQuery::lookup(id, Lookup::JobIds, &settings.zone).params(clock::now());
        let query: Vec<String> = params
            .into_iter()
            .map(|(key, value)| match key {
                // The server refuses a time that is more than a minute old.
                "timestamp" => "timestamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)".to_owned(),
                _ => format!("{key}={}", percent::encode_strict(&value)),
            })
            .collect();
        let url = if settings.api_url.contains("://") {
            settings.api_url.clone()
        } else {
            dom::absolute_url(&settings.api_url)
        };
        format!("curl -sS \"{url}?{}\"", query.join("&"))
    })
}
