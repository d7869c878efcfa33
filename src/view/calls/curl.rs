//! A call as a shell command.

use operation_log::{panel_header, percent};

use crate::api::Params;
use crate::platform::dom;
use crate::settings::Settings;

/// The call as a `curl` command for a POSIX shell. The panel has no credentials, so the command
/// reads them from two variables; the time is the shell's own, because the server refuses one that
/// is more than a minute old.
pub fn curl(settings: &Settings, params: &Params) -> String {
    command(&dom::absolute_url(&settings.api_url), params)
}

fn command(url: &str, params: &Params) -> String {
    let separator = if url.contains('?') { "&" } else { "?" };
    let pairs: Vec<String> = params
        .iter()
        .filter(|(key, _)| *key != "timestamp")
        .map(|(key, value)| [key, "=", &percent::encode_strict(value), "&"].concat())
        .collect();
    let url = quoted(&[url, separator, &pairs.concat(), "timestamp="].concat());
    [
        "curl -sS -H \"Cookie: $COOKIE\" -H \"Authorization: $AUTHORIZATION\" -H '",
        panel_header::NAME,
        ": ",
        panel_header::INTERACTIVE,
        "' ",
        &url,
        "\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\"",
    ]
    .concat()
}

/// A text as one word of a POSIX shell, whatever characters it has.
fn quoted(text: &str) -> String {
    ["'", &text.replace('\'', r"'\''"), "'"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    /// The words that a shell hands to `curl`.
    fn words(line: &str) -> Vec<String> {
        let script = format!("curl() {{ printf '%s\\n' \"$@\"; }}\nCOOKIE= AUTHORIZATION=\n{line}");
        let output = Command::new("sh").args(["-c", &script]).output();
        let output = output.expect("a shell");
        assert!(output.status.success(), "{line}");
        let words = String::from_utf8(output.stdout).expect("text");
        words.lines().map(str::to_owned).collect()
    }

    #[test]
    fn no_character_of_an_address_or_a_value_reaches_the_shell() {
        const HOSTILE: [&str; 14] = [
            "$(touch$IFS/tmp/x)",
            "`id`",
            "'",
            "\"",
            "';id;'",
            "\\",
            "\\'",
            "$HOME",
            "!!",
            "&",
            "|",
            "#x",
            "*",
            "~",
        ];
        for hostile in HOSTILE {
            let url = format!("https://ops.example/api?x={hostile}");
            let params = vec![
                ("owner", hostile.to_owned()),
                ("timestamp", "then".to_owned()),
            ];
            let words = words(&command(&url, &params));
            assert_eq!(words.len(), 8, "{words:?}");
            let called = words.last().expect("the address");
            let rest = called
                .strip_prefix(&format!("{url}&owner="))
                .expect("the address as it is");
            let (value, time) = rest.split_once("&timestamp=").expect("a time");
            assert_eq!(percent::decode_segment(value), hostile);
            assert!(time.starts_with("20") && time.ends_with('Z'), "{time}");
        }
    }

    #[test]
    fn an_address_without_a_query_gets_one() {
        let words = words(&command(
            "/api/operation",
            &vec![("zone", "jinan1a".to_owned())],
        ));
        let called = words.last().expect("the address");
        assert!(
            called.starts_with("/api/operation?zone=jinan1a&timestamp=20"),
            "{called}"
        );
    }
}
