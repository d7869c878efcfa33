//! A call for a shell.

use operation_log::percent;

use crate::api::Params;
use crate::platform::dom;
use crate::settings::Settings;

/// The call as a command. The panel has no credentials, so the command has places for them, which
/// curl leaves out while they are empty; the time is the shell's own, as the server refuses one
/// that is more than a minute old.
pub fn curl(settings: &Settings, params: &Params) -> String {
    let query: Vec<String> = params
        .iter()
        .filter(|(key, _)| *key != "timestamp")
        .map(|(key, value)| [key, "=", &percent::encode_strict(value)].concat())
        .collect();
    let url = dom::absolute_url(&settings.api_url);
    [
        "curl -sS -H \"Cookie: $COOKIE\" -H \"Authorization: $AUTHORIZATION\" \"",
        &url,
        "?timestamp=$(date -u +%Y-%m-%dT%H:%M:%SZ)&",
        &query.join("&"),
        "\"",
    ]
    .concat()
}
