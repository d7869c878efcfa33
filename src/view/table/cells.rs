//! The words and links that cells are made of.

use leptos::prelude::*;
use operation_log::{
    Edit, Elapsed, Filters, Language, Operation, Owner, Query, ResourceId, ResourceKind,
};

use super::owned_memo::owned_memo;
use crate::i18n::Locale;
use crate::platform::clock;
use crate::view::context::Clock;
use crate::view::format;

/// What an operation is called: the server's words, or the action's name where there are none.
/// A documented action also has its name in the reader's language.
pub fn operation_name(locale: Locale, operation: &Operation) -> String {
    let known = locale.t().action_name(&operation.job_action);
    match (known, locale.language()) {
        (Some(name), Language::En) => name.to_owned(),
        (Some(name), Language::ZhCn) if operation.action_describe.is_empty() => name.to_owned(),
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

/// Where the links of a row lead from.
pub struct ListLinks<'a> {
    /// What is asked.
    pub filters: &'a Filters,
    /// Makes the href of the list with a query.
    pub list_href: Callback<Query, String>,
}

impl ListLinks<'_> {
    /// The href of the list after a change. Returns `None` if the host page has locked what it
    /// changes.
    fn href(&self, edit: Edit) -> Option<String> {
        let is_locked = edit
            .param()
            .is_some_and(|param| self.filters.is_locked(param));
        let query = || self.filters.edited(edit).href_query().clone();
        (!is_locked).then(|| self.list_href.run(query()))
    }
}

/// A value that links to the list of what has it too.
fn value_link(text: String, href: Option<String>, title: Option<&'static str>) -> impl IntoView {
    view! {
        <a class="op-value" tabindex="-1" href=href title=title>
            {text}
        </a>
    }
}

fn none(locale: Locale) -> impl IntoView {
    view! { <span class="op-none">{locale.t().none()}</span> }
}

/// The resources, each a link to what else happened to it.
pub fn resource_links(locale: Locale, links: &ListLinks, ids: &[ResourceId]) -> AnyView {
    if ids.is_empty() {
        return none(locale).into_any();
    }
    let link = |id: &ResourceId| {
        let href = links.href(Edit::ResourceIds(vec![id.clone()]));
        // The blank keeps neighbours apart where a selection is copied.
        view! {
            <span>
                {value_link(id.to_string(), href, Some(kind_text(locale, id.kind())))} " "
            </span>
        }
    };
    ids.iter().map(link).collect_view().into_any()
}

/// The owner, a link to what else belongs to it.
pub fn owner_link(locale: Locale, links: &ListLinks, owner: Option<&Owner>) -> AnyView {
    let Some(owner) = owner else {
        return none(locale).into_any();
    };
    let href = links.href(Edit::Owner(Some(owner.clone())));
    value_link(owner.to_string(), href, None).into_any()
}

/// How long it took; follows the clock while the operation is running.
pub fn duration(locale: Locale, operation: &Operation) -> AnyView {
    let text = move |elapsed: Option<Elapsed>| match elapsed {
        Some(elapsed) => format::duration(locale, elapsed),
        None => locale.t().none().to_owned(),
    };
    if operation.status.is_final() {
        return text(Elapsed::of(operation, clock::now())).into_any();
    }
    let Clock { now, .. } = expect_context();
    let operation = operation.clone();
    let shown = owned_memo(move |_| {
        let elapsed = Elapsed::of(&operation, now.get());
        // Another language builds the row anew.
        untrack(|| text(elapsed))
    });
    (move || shown.get()).into_any()
}

/// The first error, and how many others there are.
pub fn errors(locale: Locale, operation: &Operation) -> impl IntoView {
    let codes = &operation.error_codes;
    let known = codes.known();
    let text = match known.first() {
        Some(code) => [&code.code.to_string(), " ", locale.t().code_meaning(code)].concat(),
        None => codes.as_str().to_owned(),
    };
    let others = known.len().saturating_sub(1);
    let count = (others > 0).then(|| {
        let count = others.to_string();
        let title = locale.t().more_errors(&count);
        view! {
            <span class="op-count" title=title>
                "+"
                {count}
            </span>
        }
    });
    view! {
        <span class="op-error">
            <span class="op-error-text">{text}</span>
            {count}
        </span>
    }
}
