//! The cells of a row that are more than a text.

use crate::ui::reactive::reactive;
use leptos::prelude::*;
use operation_log::wire::Entry;
use operation_log::{Elapsed, Language, Operation, Param, Query, ResourceKind};
use std::sync::Arc;

use super::RowProps;
use crate::i18n::Locale;
use crate::view::format;

/// What an operation is called: the server's words, or the action's name where there are none.
/// A documented action also has its name in the reader's language.
pub fn operation_name(locale: Locale, operation: &Operation) -> String {
    let known = operation_log::action::find(&operation.job_action);
    match (known, locale.language()) {
        (Some(known), Language::En) => known.name.en.to_owned(),
        (Some(known), Language::ZhCn) if operation.action_describe.is_empty() => {
            known.name.zh.to_owned()
        }
        _ if !operation.action_describe.is_empty() => operation.action_describe.clone(),
        _ if !operation.job_action.is_empty() => operation.job_action.clone(),
        _ => operation.job_id.to_string(),
    }
}

/// What a resource is, in a word.
pub fn kind_text(locale: Locale, kind: ResourceKind) -> &'static str {
    let t = locale.t();
    match kind {
        ResourceKind::EhpcCluster | ResourceKind::HpcCluster | ResourceKind::AppCluster => {
            t.kind_cluster()
        }
        ResourceKind::EhpcQueue | ResourceKind::HpcQueue | ResourceKind::QueueType => {
            t.kind_queue()
        }
        ResourceKind::Node | ResourceKind::Instance => t.kind_node(),
        ResourceKind::ComputeJob => t.kind_compute_job(),
        ResourceKind::ClusterUser | ResourceKind::Account => t.kind_user(),
        ResourceKind::Network => t.kind_network(),
        ResourceKind::PublicIp => t.kind_public_ip(),
        ResourceKind::Operation
        | ResourceKind::Image
        | ResourceKind::App
        | ResourceKind::AppVersion
        | ResourceKind::PlacementGroup
        | ResourceKind::ReplicationPolicy
        | ResourceKind::Software
        | ResourceKind::Unknown => t.kind_other(),
    }
}

/// The resources, each a link to what else happened to it.
#[component]
pub fn Resources(
    /// The row.
    entry: Memo<Arc<Entry>>,
    /// What the rows have in common.
    props: RowProps,
) -> impl IntoView {
    let ids = Memo::new(move |_| entry.with(|entry| entry.operation.resource_ids.clone()));
    move || {
        let ids = ids.get();
        if ids.is_empty() {
            return view! { <span class="op-none">{props.locale.t().none()}</span> }.into_any();
        }
        ids.into_iter()
            .map(|id| {
                let kind = id.kind();
                let text = id.to_string();
                let href = only(props, Param::ResourceIds, text.clone());
                view! {
                    <a
                        class="op-value"
                        tabindex="-1"
                        href=href
                        title=reactive(move || kind_text(props.locale, kind))
                    >
                        {text}
                    </a>
                }
            })
            .collect_view()
            .into_any()
    }
}

/// The href of the list with one parameter set to a value.
pub fn only(props: RowProps, param: Param, value: String) -> impl Fn() -> String + Clone + Send {
    move || {
        let query: Query = props.query.with(|query| query.with(param, &value));
        props.list_href.run(query)
    }
}

/// How long it took, or has been running.
pub fn duration_text(props: RowProps, operation: &Operation) -> String {
    let now = if operation.status.is_final() {
        props.now.get_untracked()
    } else {
        props.now.get()
    };
    match Elapsed::of(operation, now) {
        Some(elapsed) => format::duration(props.locale, elapsed),
        None => props.locale.t().none().to_owned(),
    }
}

/// The error codes as a cell shows them: the first known one with its meaning, or the text.
pub fn error_text(locale: Locale, operation: &Operation) -> String {
    let codes = &operation.error_codes;
    match codes.known().first() {
        Some(code) => format!("{} {}", code.code, locale.pick(code.meaning)),
        None => codes.as_str().to_owned(),
    }
}
