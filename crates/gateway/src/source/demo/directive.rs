//! The instruction behind an operation, which the documentation does not describe.

use chrono::{DateTime, TimeDelta, Utc};
use operation_log::time::iso;

use super::account::Account;
use super::action::Action;

/// The instruction as JSON, as another call of the cloud prints it. `resources` are ids separated
/// by blanks, the cluster first.
pub fn directive(
    account: &Account,
    zone: &str,
    created: DateTime<Utc>,
    action: Action,
    resources: &str,
) -> String {
    let mut json = String::with_capacity(384);
    for part in [
        r#"{"sender":{"lang":"zh-cn","user_id":""#,
        &account.id,
        r#"","console_id":"shanhe","root_user_id":""#,
        &account.root,
        r#"","role":""#,
        account.role,
        r#"","privilege":1,"channel":""#,
        account.channel,
        r#""},"zone":""#,
        zone,
        r#"","expires":""#,
        &iso(created + TimeDelta::minutes(1)),
        r#"","action":""#,
        action.job_action(),
        r#"","clusters":["#,
    ] {
        json.push_str(part);
    }
    let ids = || resources.split(' ').filter(|id| !id.is_empty());
    push_list(ids().take(1), &mut json);
    json.push_str(r#"],"resource_ids":["#);
    push_list(ids(), &mut json);
    json.push_str("]}");
    json
}

fn push_list<'a>(ids: impl Iterator<Item = &'a str>, to: &mut String) {
    for (index, id) in ids.enumerate() {
        to.push_str(if index == 0 { "\"" } else { ",\"" });
        to.push_str(id);
        to.push('"');
    }
}
