//! Which pages may show the panel in a frame.

use std::str::FromStr;

use crate::portal::PortalOrigin;

/// The value of `frame-ancestors` that allows no page.
const NONE: &str = "'none'";

/// The `frame-ancestors` of the page's content security policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameAncestors(String);

impl FrameAncestors {
    /// The sources, as written in the policy.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Adds the portals to the sources.
    #[must_use]
    pub fn with_portals(&self, portals: &[PortalOrigin]) -> Self {
        if portals.is_empty() {
            return self.clone();
        }
        let mut sources: Vec<&str> = self.0.split(' ').filter(|it| *it != NONE).collect();
        for portal in portals.iter().map(PortalOrigin::as_str) {
            if !sources.contains(&portal) {
                sources.push(portal);
            }
        }
        Self(sources.join(" "))
    }
}

impl FromStr for FrameAncestors {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let sources: Vec<&str> = text.split_whitespace().collect();
        if sources.is_empty() {
            return Err("say 'none', 'self' or at least one origin".to_owned());
        }
        for source in &sources {
            let alone = sources.len() == 1;
            match *source {
                NONE if alone => {}
                NONE => return Err("'none' stands alone".to_owned()),
                "'self'" => {}
                origin if is_origin(origin) => {}
                other => {
                    return Err(format!(
                        "`{other}` is no origin such as https://portal.example"
                    ));
                }
            }
        }
        Ok(Self(sources.join(" ")))
    }
}

/// Whether a text is `http(s)://host` with an optional port and an optional leading `*.`.
fn is_origin(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let Some(authority) = rest else {
        return false;
    };
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host = host.strip_prefix("*.").unwrap_or(host);
    let is_valid_port = port.is_none_or(|port| port == "*" || port.parse::<u16>().is_ok());
    is_valid_port
        && !host.is_empty()
        && host
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '[' | ']' | ':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frame_ancestors_are_none_self_or_origins() {
        for good in [
            "'none'",
            "'self'",
            "https://portal.example",
            "'self' http://localhost:3000 https://*.example.org:*",
            "http://[::1]:8080",
        ] {
            assert!(FrameAncestors::from_str(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "'none' https://a.example",
            "portal.example",
            "https://a.example; script-src *",
            "https://a.example/path",
            "*",
        ] {
            assert!(FrameAncestors::from_str(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn portals_are_added_and_replace_none() {
        let with = |given: &str, portals: &[&str]| {
            let portals: Vec<PortalOrigin> = portals.iter().map(|it| it.parse().unwrap()).collect();
            let given: FrameAncestors = given.parse().unwrap();
            given.with_portals(&portals).as_str().to_owned()
        };
        let (a, b) = ("https://a.example", "http://127.0.0.1:9000");
        assert_eq!(with("'none'", &[]), "'none'");
        assert_eq!(with("'none'", &[a, b]), format!("{a} {b}"));
        assert_eq!(with("'self'", &[a]), format!("'self' {a}"));
        assert_eq!(with(a, &[a, b, b]), format!("{a} {b}"));
    }
}
