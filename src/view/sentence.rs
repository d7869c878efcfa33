//! An operation as one sentence: who asked for what, and how it ended.

use operation_log::{Elapsed, Operation, ResourceKind, Status, marked};

use super::format;
use super::status_badge::status_text;
use super::table::operation_name;
use crate::i18n::{Locale, Texts};
use crate::state::staleness::Until;

/// A kind of resource in a request: its placeholder, and what is said of one and of several.
struct Role {
    placeholder: &'static str,
    has: fn(ResourceKind) -> bool,
    one: fn(Texts, &str) -> String,
    several: fn(Texts, &str, &str) -> String,
}

const ROLES: [Role; 5] = [
    Role {
        placeholder: "{cluster}",
        has: |kind| kind.is_cluster(),
        one: Texts::the_cluster,
        several: Texts::the_clusters,
    },
    Role {
        placeholder: "{queue}",
        has: |kind| {
            matches!(
                kind,
                ResourceKind::EhpcQueue | ResourceKind::HpcQueue | ResourceKind::QueueType
            )
        },
        one: Texts::the_queue,
        several: Texts::the_queues,
    },
    Role {
        placeholder: "{node}",
        has: |kind| matches!(kind, ResourceKind::Node | ResourceKind::Instance),
        one: Texts::the_node,
        several: Texts::the_nodes,
    },
    Role {
        placeholder: "{user}",
        has: |kind| matches!(kind, ResourceKind::ClusterUser | ResourceKind::Account),
        one: Texts::the_user,
        several: Texts::the_users,
    },
    Role {
        placeholder: "{job}",
        has: |kind| kind == ResourceKind::ComputeJob,
        one: Texts::the_job,
        several: Texts::the_jobs,
    },
];

/// How many ids of a kind a sentence names.
const NAMED_IDS: usize = 3;

/// The operation in a sentence without a full stop; a span that is running counts `until` a moment. It
/// says what was asked for, since not all of it may have come about.
pub fn sentence(locale: Locale, operation: &Operation, until: Until) -> String {
    let t = locale.t();
    let who = match &operation.owner {
        Some(owner) => marked(owner.as_str()).into_owned(),
        None => t.someone().to_owned(),
    };
    let asked = match request(t, operation) {
        Some(request) => t.asked_to(&who, request.trim()),
        None => {
            let name = operation_name(locale, operation);
            let ids: Vec<&str> = operation
                .resource_ids
                .iter()
                .map(|id| id.as_str())
                .collect();
            if ids.is_empty() {
                t.asked_for(&who, &name)
            } else {
                t.asked_for_on(&who, &name, &named(&ids))
            }
        }
    };
    let span = Elapsed::of(operation, until.at).map(|elapsed| format::span(locale, elapsed));
    let ended = match (&operation.status, &span) {
        (Status::Successful, Some(span)) => t.ended_well(&asked, span),
        (Status::Failed, Some(span)) => t.ended_badly(&asked, span),
        (Status::Pending, Some(span)) if until.is_stopped => t.still_running_at_least(&asked, span),
        (Status::Pending, Some(span)) => t.still_running(&asked, span),
        (status, _) => t.with_status(&asked, &status_text(locale, status)),
    };
    let codes = &operation.error_codes;
    let reason = match codes.known().first() {
        Some(code) => t.code_meaning(code),
        None => codes.as_str(),
    };
    if reason.is_empty() {
        ended
    } else {
        t.with_reason(&ended, &marked(reason))
    }
}

/// What was asked for. Returns `None` for an unknown action, or if a resource that it is about is
/// not named.
fn request(t: Texts, operation: &Operation) -> Option<String> {
    let mut text = t.action_request(&operation.job_action)?.to_owned();
    for role in &ROLES {
        if !text.contains(role.placeholder) {
            continue;
        }
        let ids = operation.resource_ids.iter();
        let ids: Vec<&str> = ids
            .filter(|id| (role.has)(id.kind()))
            .map(|id| id.as_str())
            .collect();
        let words = match ids.as_slice() {
            [] => return None,
            [id] => (role.one)(t, id),
            _ => (role.several)(t, &ids.len().to_string(), &named(&ids)),
        };
        text = text.replace(role.placeholder, &words);
    }
    Some(text)
}

/// The first ids of several.
fn named(ids: &[&str]) -> String {
    let mut named = ids.iter().take(NAMED_IDS).copied().collect::<Vec<_>>();
    if ids.len() > NAMED_IDS {
        named.push("…");
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use leptos::prelude::*;
    use operation_log::Language;
    use operation_log::wire::{Answer, decode_answer};

    use super::*;

    fn say(language: Language, fields: &str) -> String {
        say_as_of(language, fields, None)
    }

    fn say_as_of(language: Language, fields: &str, stopped: Option<DateTime<Utc>>) -> String {
        let body = format!(
            r#"{{"ret_code":0,"job_set":[{{"job_id":"j-1","owner":"usr-a",{fields},
            "create_time":"2022-04-06T01:26:33Z","status_time":"2022-04-06T01:26:49Z"}}]}}"#
        );
        let Ok(Answer::Page(page)) = decode_answer(&body) else {
            panic!("no page");
        };
        let operation = page.operations().next().unwrap();
        let owner = Owner::new();
        owner.with(|| {
            let locale = Locale::new(Signal::stored(language));
            sentence(locale, operation, Until::of(DateTime::UNIX_EPOCH, stopped))
        })
    }

    const REMOVED: &str = r#""job_action":"HpcQueueRemoveEhpcQueueNodes","status":"failed",
        "resource_ids":"ehpc-1 ehpcq-2 cln-3","error_codes":"5100: ServerBusy""#;

    #[test]
    fn a_failure_says_who_asked_for_what_and_why_it_failed() {
        assert_eq!(
            say(Language::En, REMOVED),
            "usr-a asked to remove node cln-3 from queue ehpcq-2; failed after 16\u{a0}s: Server busy"
        );
        assert_eq!(
            say(Language::ZhCn, REMOVED),
            "usr-a 请求从队列 ehpcq-2 移除节点 cln-3，16\u{a0}秒后失败：服务器繁忙"
        );
    }

    #[test]
    fn what_may_have_ended_since_was_in_progress_for_at_least_the_time_that_was_seen() {
        let running =
            r#""job_action":"HpcClusterStopCluster","status":"pending","resource_ids":"ehpc-1""#;
        let stopped = DateTime::from_timestamp(1_649_208_393 + 90, 0);
        assert_eq!(
            say_as_of(Language::En, running, stopped),
            "usr-a asked to stop cluster ehpc-1; in progress for at least 1\u{a0}min 30\u{a0}s"
        );
    }

    #[test]
    fn several_resources_are_counted_and_the_first_are_named() {
        let added = r#""job_action":"HpcClusterAddClusterNodes","status":"successful",
            "resource_ids":"ehpc-1 cln-1 cln-2 cln-3 cln-4""#;
        assert_eq!(
            say(Language::En, added),
            "usr-a asked to add 4 nodes (cln-1, cln-2, cln-3, …) to cluster ehpc-1; done after 16\u{a0}s"
        );
    }

    #[test]
    fn what_is_not_documented_is_called_by_its_name() {
        let unknown = r#""job_action":"Defragment","status":"odd","resource_ids":"x-1""#;
        assert_eq!(
            say(Language::En, unknown),
            "usr-a asked for “Defragment” on x-1; odd"
        );
        let without_queue = r#""job_action":"HpcQueueAddEhpcQueueNodes","status":"odd""#;
        assert_eq!(
            say(Language::En, without_queue),
            "usr-a asked for “Move nodes into queue”; odd"
        );
    }
}
