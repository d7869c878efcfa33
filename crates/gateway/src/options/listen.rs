//! Where the gateway listens, and under which names and path.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;

use operation_log::BasePath;

use super::Options;
use crate::start_error::StartError;

impl Options {
    /// The address to listen on.
    ///
    /// # Errors
    /// If other machines could use the access key of this one there.
    pub fn address(&self) -> Result<SocketAddr, StartError> {
        let address = SocketAddr::new(self.host.0, self.port);
        let is_public = !address.ip().is_loopback();
        let is_guarded = self.behind_auth_proxy || self.access.is_some();
        if self.upstream.is_some() && is_public && !is_guarded {
            return Err(StartError::Exposed(address));
        }
        Ok(address)
    }

    /// A warning if everybody who reaches the address that is listened on can read the log.
    pub fn warning(&self, local: SocketAddr) -> Option<String> {
        let is_open = self.upstream.is_none() && self.access.is_none();
        (is_open && !local.ip().is_loopback()).then(|| {
            format!(
                "warning: everybody who reaches {local} can read this log, nobody is asked to \
                 sign in"
            )
        })
    }
}

/// An address to listen on: an IP address, or `localhost`, which is `127.0.0.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host(pub IpAddr);

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self(IpAddr::V4(Ipv4Addr::LOCALHOST)));
        }
        let bare = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        bare.parse()
            .map(Self)
            .map_err(|_| "not an IP address and not `localhost`".to_owned())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

pub(super) fn base_path(text: &str) -> Result<BasePath, String> {
    let is_valid_segment = |segment: &str| {
        !segment.starts_with('.')
            && segment
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
    };
    let inner = text.trim_matches('/');
    let segments: Vec<&str> = inner.split('/').collect();
    if inner.is_empty()
        || segments
            .iter()
            .all(|s| !s.is_empty() && is_valid_segment(s))
    {
        Ok(BasePath::new(text))
    } else {
        Err("use letters, digits, `-`, `_`, `.`, `~` and `/`".to_owned())
    }
}

pub(super) fn host_name(text: &str) -> Result<String, String> {
    let is_good = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '[' | ']'));
    if is_good {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("not the name of a host".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use crate::options::tests::parse;

    #[test]
    fn a_log_that_other_machines_can_read_unasked_is_warned_of_in_one_line() {
        let rules = ["--access", "rules", "--user-header", "user"];
        let rules = [&rules[..], &["--trusted-proxy", "10.0.0.1"]].concat();
        for (arguments, is_open) in [
            (&[][..], true),
            (&["--data", "log"], true),
            (
                &["--upstream", "https://api.example", "--behind-auth-proxy"],
                false,
            ),
            (&rules, false),
        ] {
            let options = parse(arguments).unwrap();
            for (host, is_public) in [("0.0.0.0", true), ("[::]", true), ("127.0.0.1", false)] {
                let warning = options.warning(format!("{host}:80").parse().unwrap());
                assert_eq!(
                    warning.is_some(),
                    is_open && is_public,
                    "{arguments:?} {host}"
                );
                assert!(warning.is_none_or(|line| line.lines().count() == 1));
            }
        }
    }

    #[test]
    fn the_base_path_begins_and_ends_with_a_slash() {
        for (given, base) in [("/", "/"), ("pun/sys/ops", "/pun/sys/ops/"), ("/a/", "/a/")] {
            let options = parse(&["--base-path", given]).unwrap();
            assert_eq!(options.base_path.as_str(), base);
        }
        for bad in ["/a//b/", "/../", "/a b/", "/\"><script>/", "/.git/"] {
            assert!(parse(&["--base-path", bad]).is_err(), "{bad}");
        }
    }
}
