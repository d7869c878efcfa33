//! What the host page decides before the console starts: where the API is, where the panel lives, which
//! zone it shows.

use operation_log::wire::lenient::{object, string_or_empty};
use operation_log::{BasePath, ZoneId};
use serde::Deserialize;

/// Settings of a console. Everything has a default, so that a bad value costs only itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Address of `GET /api/operation`, absolute or relative to the page's base.
    pub api_url: String,
    /// Path the panel is mounted at.
    pub base: BasePath,
    /// Where links lead, `https://ops.example.org`, if that is not the page's own origin; else
    /// empty.
    pub origin: String,
    /// The zone that is asked for unless a link names another.
    pub zone: ZoneId,
    /// Where a reader who is signed out signs in; empty where a reload of the page leads there.
    pub sign_in: String,
}

/// The settings block of a page.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Block {
    #[serde(deserialize_with = "string_or_empty")]
    api_url: String,
    #[serde(deserialize_with = "string_or_empty")]
    zone: String,
    #[serde(deserialize_with = "string_or_empty")]
    origin: String,
    #[serde(deserialize_with = "string_or_empty")]
    sign_in: String,
}

/// The zone the documentation of the API shows first.
const DEFAULT_ZONE: &str = "jinan1a";

impl Settings {
    /// Reads the settings block of the page, `{"api_url": "…", "zone": "…", "origin": "…",
    /// "sign_in": "…"}`, and its base path. Returns `None` only if the built-in default zone were no id.
    pub fn read(json: &str, base: &str) -> Option<Self> {
        let block: Block = object(json).unwrap_or_default();
        let base = BasePath::new(base);
        let api_url = match block.api_url.trim() {
            "" => [base.as_str(), "api/operation"].concat(),
            url => url.to_owned(),
        };
        let zone = ZoneId::parse(&block.zone)
            .or_else(|_| ZoneId::parse(DEFAULT_ZONE))
            .ok()?;
        Some(Self {
            api_url,
            base,
            origin: block.origin,
            zone,
            sign_in: web_address(block.sign_in),
        })
    }
}

/// An address that a link may lead to: a page of the web or a path of this site, and no script.
fn web_address(address: String) -> String {
    let is_page = ["https://", "http://", "/"]
        .iter()
        .any(|start| address.starts_with(start));
    if is_page { address } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_block_gives_the_defaults() {
        for json in [
            "",
            "{",
            "[]",
            r#"{"zone": 5, "api_url": null}"#,
            r#"{"zone": "a b"}"#,
        ] {
            let settings = Settings::read(json, "/ops/").expect("the defaults");
            assert_eq!(settings.api_url, "/ops/api/operation", "{json}");
            assert_eq!(settings.zone.as_str(), "jinan1a", "{json}");
        }
    }

    #[test]
    fn a_bad_value_costs_only_itself() {
        let json = r#"{"api_url": {"a": [1]}, "zone": "pek3", "origin": null, "portals": []}"#;
        let settings = Settings::read(json, "/").expect("settings");
        assert_eq!(settings.zone.as_str(), "pek3");
        assert_eq!(settings.api_url, "/api/operation");
        assert_eq!(settings.origin, "");
    }

    #[test]
    fn only_a_page_is_a_place_to_sign_in() {
        for (given, read) in [
            (
                "https://sso.example/login?x=1",
                "https://sso.example/login?x=1",
            ),
            ("/login", "/login"),
            ("javascript:alert(1)", ""),
            (" javascript:alert(1)", ""),
            ("data:text/html,x", ""),
            ("", ""),
        ] {
            let json = [r#"{"sign_in": ""#, given, r#""}"#].concat();
            let settings = Settings::read(&json, "/").expect("settings");
            assert_eq!(settings.sign_in, read, "{given}");
        }
    }
}
