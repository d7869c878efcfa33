//! Portals: other sites whose pages may embed the panel.

use std::fmt;
use std::str::FromStr;

use reqwest::Url;

/// The origin of a portal's pages, written exactly as browsers write it in `Origin`: scheme and
/// host in lower case, without the default port. It contains nothing that has a meaning in a header
/// or in HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortalOrigin(String);

impl PortalOrigin {
    /// `https://portal.example`, with the port if it is not the default.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PortalOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

const NOT_AN_ORIGIN: &str = "not an origin such as https://portal.example or http://127.0.0.1:9000";

impl FromStr for PortalOrigin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('*') {
            return Err("no patterns: name every portal that may embed the panel".to_owned());
        }
        if text.eq_ignore_ascii_case("null") {
            return Err("`null` is the origin of any sandboxed page, not of a portal".to_owned());
        }
        let (scheme, authority) = text.split_once("://").ok_or(NOT_AN_ORIGIN)?;
        let is_web = ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web));
        // The URL parser would silently correct or decode these.
        let would_be_changed = authority.ends_with(':')
            || authority
                .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '%'));
        if !is_web || would_be_changed {
            return Err(NOT_AN_ORIGIN.to_owned());
        }
        if authority.contains(['/', '?', '#', '@']) {
            return Err("give scheme, host and port only, without a user or a path".to_owned());
        }
        let url: Url = text.parse().map_err(|_| NOT_AN_ORIGIN)?;
        let host = url.host_str().ok_or(NOT_AN_ORIGIN)?;
        if !host.chars().all(is_host_char) {
            return Err(NOT_AN_ORIGIN.to_owned());
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

/// Whether a host may contain this. The URL parser accepts more, such as `;` and `'`, which would
/// end a directive of the page's content security policy.
fn is_host_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '[' | ']' | ':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_origin_is_written_as_browsers_write_it() {
        for (given, written) in [
            ("https://portal.example", "https://portal.example"),
            ("HTTPS://Portal.Example:443", "https://portal.example"),
            ("http://portal.example:80", "http://portal.example"),
            ("http://portal.example:443", "http://portal.example:443"),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("http://localhost:3000", "http://localhost:3000"),
            ("https://门户.example", "https://xn--zoup46i.example"),
        ] {
            assert_eq!(PortalOrigin::from_str(given).unwrap().as_str(), written);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            "*",
            "null",
            "'self'",
            "portal.example",
            "//portal.example",
            "https:portal.example",
            "https://",
            "https://:8080",
            "https://*.example",
            "https://portal.example/",
            "https://portal.example/path",
            "https://portal.example?",
            "https://portal.example#x",
            "https://user@portal.example",
            "https://@portal.example",
            "https://portal.example:",
            "https://portal.example:*",
            "https://portal.example:70000",
            "https://portal.example\\x",
            "https://port%61l.example",
            "https://portal.example https://b.example",
            " https://portal.example",
            "https://portal\t.example",
            "https://portal.example;script-src",
            "https://portal.example,b",
            "https://'self'",
            "https://a\"b.example",
            "https://<b>",
            "ftp://portal.example",
            "wss://portal.example",
            "file:///etc/passwd",
            "blob:https://portal.example",
        ] {
            assert!(PortalOrigin::from_str(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_refusal_says_what_to_do() {
        let said = |text: &str| PortalOrigin::from_str(text).unwrap_err();
        assert!(said("*").contains("name every portal"));
        assert!(said("https://*.example").contains("name every portal"));
        assert!(said("null").contains("sandboxed"));
        assert!(said("https://portal.example/").contains("without a user or a path"));
        assert!(said("portal.example").contains("such as https://portal.example"));
    }

    proptest! {
        #[test]
        fn an_origin_is_its_own_text_form_and_means_nothing_to_a_policy(
            text in "(http|https|HTTP)?(://)?([a-zA-Z0-9.:;,'\"<>*@/\\\\%_ -]|\\PC){0,20}(:[0-9]{1,6})?"
        ) {
            if let Ok(origin) = PortalOrigin::from_str(&text) {
                let written = origin.as_str();
                prop_assert_eq!(PortalOrigin::from_str(written), Ok(origin.clone()));
                let host = written
                    .strip_prefix("https://")
                    .or_else(|| written.strip_prefix("http://"));
                prop_assert!(host.is_some_and(|host| !host.is_empty() && host.chars().all(is_host_char)));
                prop_assert_eq!(written.to_ascii_lowercase(), written);
            }
        }
    }
}
