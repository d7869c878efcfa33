//! The server that requests go to.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use reqwest::Url;

/// Scheme, host and port of a server. `http` is only for this machine: whoever sees a signed request
/// can repeat it for as long as it is valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(Url);

impl Origin {
    /// The URL of a path and a query string, both unchanged.
    pub(super) fn address(&self, path: &str, query: &str) -> Url {
        let mut address = self.0.clone();
        address.set_path(path);
        address.set_query(Some(query));
        address
    }

    /// Whether connections are encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }
}

impl FromStr for Origin {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url: Url = text
            .parse()
            .map_err(|_| "not an address such as https://hpc.api.example.com".to_owned())?;
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
            return Err("not an address such as https://hpc.api.example.com".to_owned());
        }
        if !is_bare {
            return Err(
                "give scheme, host and port only; the path is always /api/operation".to_owned(),
            );
        }
        if url.scheme() == "http" && !is_this_machine(&url) {
            return Err("http is for this machine only; use https".to_owned());
        }
        Ok(Self(url))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || bare.parse().is_ok_and(|ip: Ipv4Addr| ip.is_loopback())
        || bare.parse().is_ok_and(|ip: Ipv6Addr| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_is_named_by_scheme_host_and_port() {
        for (given, shown) in [
            ("https://hpc.api.example.com", "https://hpc.api.example.com"),
            ("https://HPC.example:8443/", "https://hpc.example:8443"),
            ("http://127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("http://127.8.9.1", "http://127.8.9.1"),
            ("http://[::1]:9000", "http://[::1]:9000"),
            ("http://localhost:9000/", "http://localhost:9000"),
        ] {
            assert_eq!(Origin::from_str(given).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for bad in [
            "",
            "hpc.api.example.com",
            "ftp://localhost",
            "https://",
            "https://user@a.example",
            "https://user:pass@a.example",
            "https://a.example/api",
            "https://a.example?x",
            "https://a.example#x",
            "http://a.example",
            "http://localhost.evil.example",
            "http://10.0.0.1",
            "http://0.0.0.0",
            "http://[::2]",
            "file:///etc/passwd",
        ] {
            assert!(Origin::from_str(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn path_and_query_stay_as_they_are() {
        let origin: Origin = "https://a.example".parse().unwrap();
        let address = origin.address("/api/operation", "b=%E8%8A%82%20%2F&signature=%252B%253D");
        assert_eq!(
            address.as_str(),
            "https://a.example/api/operation?b=%E8%8A%82%20%2F&signature=%252B%253D"
        );
    }
}
