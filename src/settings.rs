//! What the page that carries the panel decides: where the API is, where the panel lives, which
//! zone it shows.

use operation_log::json::Json;
use operation_log::{BasePath, ZoneId};

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
}

/// The zone the documentation of the API shows first.
const DEFAULT_ZONE: &str = "jinan1a";

impl Settings {
    /// Reads the settings block of the page, `{"api_url": "…", "zone": "…", "origin": "…"}`, and its
    /// base path.
    /// None only if the built-in default zone were no id.
    pub fn read(json: &str, base: &str) -> Option<Self> {
        let block = Json::parse(json).unwrap_or(Json::Null);
        let text = |key: &str| block.get(key).and_then(Json::as_text).unwrap_or_default();
        let base = BasePath::new(base);
        let api_url = match text("api_url").trim() {
            "" => [base.as_str(), "api/operation"].concat(),
            url => url.to_owned(),
        };
        let zone = ZoneId::parse(text("zone"))
            .or_else(|_| ZoneId::parse(DEFAULT_ZONE))
            .ok()?;
        Some(Self {
            api_url,
            base,
            origin: text("origin").to_owned(),
            zone,
        })
    }
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
}
