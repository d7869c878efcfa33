//! The cells of a row that are more than a text.

use operation_log::{Elapsed, Language, Operation, Owner, Param, ResourceId, ResourceKind};

use super::TableProps;
use crate::i18n::Locale;
use crate::markup::{Tag, tag};
use crate::reactive::Read;
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

/// A value that leads to the list of what has it too, unless the carrying page has locked which
/// are shown.
fn value_link(props: TableProps, param: Param, value: String) -> Tag {
    let link = tag("a")
        .class("op-value")
        .attr("tabindex", "-1")
        .text(&value);
    link.attr_live("href", move || {
        let locked = props.locked.with(|locked| locked.determines(param));
        let query = || props.query.with(|query| query.with(param, &value));
        (!locked).then(|| props.list_href.run(query()))
    })
}

fn none(locale: Locale) -> Tag {
    tag("span").class("op-none").say(locale, |t| t.none())
}

/// The resources, each a link to what else happened to it.
pub fn resource_links(props: TableProps, ids: &[ResourceId]) -> Vec<Tag> {
    if ids.is_empty() {
        return vec![none(props.locale)];
    }
    ids.iter()
        .map(|id| {
            let kind = id.kind();
            let link = value_link(props, Param::ResourceIds, id.to_string())
                .attr_live("title", move || {
                    Some(kind_text(props.locale, kind).to_owned())
                });
            // The blank keeps neighbours apart where a selection is copied.
            tag("span").child(link).text(" ")
        })
        .collect()
}

/// The owner, a link to what else belongs to it.
pub fn owner_link(props: TableProps, owner: Option<&Owner>) -> Tag {
    match owner {
        Some(owner) => value_link(props, Param::Owner, owner.to_string()),
        None => none(props.locale),
    }
}

/// How long it took, or has been running.
pub fn duration_text(props: TableProps, operation: &Operation) -> String {
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
        Some(code) => [&code.code.to_string(), " ", locale.t().code_meaning(code)].concat(),
        None => codes.as_str().to_owned(),
    }
}
