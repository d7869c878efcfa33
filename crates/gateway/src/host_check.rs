//! Which host names this server answers to.
//!
//! A page of another site can make its own host name resolve to this machine (DNS rebinding) and
//! would then have the same origin as this server. Its requests still carry that name in `Host`, so
//! unknown names are refused.

use std::borrow::Cow;
use std::net::IpAddr;

use axum::http::{HeaderMap, Uri, header};

/// The names this server answers to: `localhost`, everything under `.localhost`, `127.0.0.1`,
/// `[::1]`, the address it listens on, and what the command line adds. The port never matters.
#[derive(Clone, Debug)]
pub struct HostCheck {
    names: Vec<String>,
}

impl HostCheck {
    /// The default names and `allowed`, for a server that listens on `address`.
    pub fn new(address: IpAddr, allowed: &[String]) -> Self {
        let own = |name: &String| bare(name).into_owned();
        let mut names: Vec<String> = allowed.iter().map(own).collect();
        if !address.is_unspecified() {
            names.push(address.to_string());
        }
        Self { names }
    }

    /// The host name of a request if it is unknown, or an empty string if the request has none.
    /// Returns `None` if the name is known.
    pub fn unknown_host(&self, uri: &Uri, headers: &HeaderMap) -> Option<String> {
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = match (uri.authority(), hosts.next(), hosts.next()) {
            (Some(authority), _, None) => authority.host(),
            (None, Some(host), None) => host.to_str().unwrap_or_default(),
            _ => "",
        };
        let name = bare(host);
        (!self.is_known(&name)).then(|| name.into_owned())
    }

    fn is_known(&self, name: &str) -> bool {
        matches!(name, "localhost" | "127.0.0.1" | "::1")
            || name
                .strip_suffix(".localhost")
                .is_some_and(|labels| labels.split('.').all(is_label))
            || self.names.iter().any(|known| known == name)
    }
}

/// Whether this is a part of a host name between two dots.
fn is_label(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (1..=63).contains(&text.len()) && text.bytes().all(is_letter)
}

/// A host without port, brackets and final dot, in lower case. What follows the name and is no port
/// stays, so that the whole is no known name.
fn bare(host: &str) -> Cow<'_, str> {
    let host = host.trim();
    let is_port = |text: &str| text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((address, "")) => address,
        Some((address, port)) if port.strip_prefix(':').is_some_and(is_port) => address,
        Some(_) => host,
        // Otherwise a name without a port, or an IPv6 address without brackets.
        None => match host.split_once(':') {
            Some((name, port)) if is_port(port) => name,
            _ => host,
        },
    };
    let name = name.strip_suffix('.').unwrap_or(name);
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn unknown_host(host: &str, allowed: &[&str]) -> Option<String> {
        let allowed: Vec<String> = allowed.iter().map(|name| (*name).to_owned()).collect();
        let check = HostCheck::new(IpAddr::from([127, 0, 0, 1]), &allowed);
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_str(host).unwrap());
        check.unknown_host(&Uri::from_static("/"), &headers)
    }

    #[test]
    fn names_of_this_machine_are_known_at_any_port() {
        for host in [
            "localhost",
            "LOCALHOST:8788",
            "127.0.0.1:1",
            "[::1]:8788",
            "[::1]",
            "portal.localhost:3000",
            "a.b.localhost.",
            "localhost:",
        ] {
            assert_eq!(unknown_host(host, &[]), None, "{host}");
        }
    }

    #[test]
    fn any_other_name_is_unknown_unless_allowed() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "notlocalhost",
            ".localhost",
            "127.0.0.2",
            "",
            "127.0.0.1.evil.example:80",
            "..localhost",
            "a..localhost",
            "a b.localhost",
            "user@a.localhost",
            "127.0.0.1:9101@evil",
            "127.0.0.1:80:80",
            "localhost:port",
            "[::1]evil",
            "[::1]:80@evil",
            "evil@localhost",
        ] {
            assert!(unknown_host(host, &[]).is_some(), "{host}");
        }
        assert_eq!(unknown_host("Ops.Example:443", &["ops.example"]), None);
        assert!(unknown_host("x.ops.example", &["ops.example"]).is_some());
    }

    #[test]
    fn no_host_or_two_hosts_are_unknown() {
        let check = HostCheck::new(IpAddr::from([127, 0, 0, 1]), &[]);
        let mut headers = HeaderMap::new();
        let uri = Uri::from_static("/");
        assert_eq!(check.unknown_host(&uri, &headers).as_deref(), Some(""));
        headers.append(header::HOST, HeaderValue::from_static("localhost"));
        headers.append(header::HOST, HeaderValue::from_static("localhost"));
        assert!(check.unknown_host(&uri, &headers).is_some());
    }

    #[test]
    fn the_address_listened_on_is_known() {
        let check = HostCheck::new(IpAddr::from([10, 0, 0, 7]), &[]);
        assert!(check.is_known("10.0.0.7"));
        let any = HostCheck::new(IpAddr::from([0, 0, 0, 0]), &[]);
        assert!(!any.is_known("0.0.0.0"));
    }
}
