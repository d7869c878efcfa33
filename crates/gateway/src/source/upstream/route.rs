//! The way to the upstream: whose certificates are trusted, and through which proxy it goes.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use reqwest::{Certificate, ClientBuilder, Proxy, Url};

use super::failure::Failure;
use super::origin::Origin;
use crate::text_file::{self, TextFileError};

/// The largest file of certificates that is read, in bytes. That of a whole system has less than 1 MB.
const MAX_BYTES: u64 = 4 << 20;

/// The way to the upstream. The default trusts the authorities of the system and uses no proxy, not
/// even one of the environment.
#[derive(Clone, Debug, Default)]
pub struct Route {
    /// The only authorities that are trusted, if not those of the system.
    pub authorities: Option<Authorities>,
    /// The proxy.
    pub proxy: Option<ProxyUrl>,
}

/// Certificates of authorities.
#[derive(Clone, Debug)]
pub struct Authorities {
    certificates: Vec<Certificate>,
    pem: String,
}

/// The address of a proxy, with the name and password for it if it asks for them. It is never
/// formatted as text, so that they cannot be logged by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct ProxyUrl(Url);

/// Why a way to the upstream cannot be taken.
#[derive(Debug)]
pub enum RouteError {
    /// The certificates are not in a file of text.
    Unreadable(TextFileError),
    /// The file has no certificate, or something broken among them.
    NoCertificates(PathBuf),
    /// Connections are not encrypted, so that neither certificates nor a proxy are of use.
    NotEncrypted,
}

impl Authorities {
    /// Those of a file in PEM.
    ///
    /// # Errors
    /// If the file cannot be read, or has no certificate.
    pub fn read(path: &Path) -> Result<Self, RouteError> {
        let text = text_file::read(path, MAX_BYTES).map_err(RouteError::Unreadable)?;
        match Certificate::from_pem_bundle(text.as_bytes()) {
            Ok(certificates) if !certificates.is_empty() => Ok(Self {
                certificates,
                pem: text,
            }),
            Ok(_) | Err(_) => Err(RouteError::NoCertificates(path.to_owned())),
        }
    }

    /// They, in PEM.
    pub const fn pem(&self) -> &[u8] {
        self.pem.as_bytes()
    }
}

impl Route {
    /// Whether a server may be reached this way.
    ///
    /// # Errors
    /// If its connections are not encrypted and the way is not the default one.
    pub fn check(&self, origin: &Origin) -> Result<(), RouteError> {
        let is_default = self.authorities.is_none() && self.proxy.is_none();
        if is_default || origin.is_encrypted() {
            Ok(())
        } else {
            Err(RouteError::NotEncrypted)
        }
    }

    /// Makes encrypted connections go this way.
    pub(super) fn lay(self, mut client: ClientBuilder) -> Result<ClientBuilder, String> {
        if let Some(authorities) = self.authorities {
            client = client.tls_certs_only(authorities.certificates);
        }
        match self.proxy {
            None => Ok(client.no_proxy()),
            Some(ProxyUrl(url)) => Proxy::https(url)
                .map(|proxy| client.proxy(proxy))
                .map_err(|fault| Failure::of(fault).to_string()),
        }
    }
}

impl FromStr for ProxyUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let url: Url = text.parse().map_err(|_| NO_PROXY.to_owned())?;
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if matches!(url.scheme(), "http" | "https") && url.has_host() && is_bare {
            Ok(Self(url))
        } else {
            Err(NO_PROXY.to_owned())
        }
    }
}

const NO_PROXY: &str = "not the address of an HTTP proxy, such as http://proxy.example:3128";

impl fmt::Debug for ProxyUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ProxyUrl(not shown)")
    }
}

impl fmt::Display for RouteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(fault) => fault.fmt(f),
            Self::NoCertificates(path) => write!(
                f,
                "{} has no certificates in PEM (-----BEGIN CERTIFICATE-----), or a broken one",
                path.display()
            ),
            Self::NotEncrypted => f.write_str(
                "--upstream-ca and --upstream-proxy are for an upstream with https only",
            ),
        }
    }
}

impl std::error::Error for RouteError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_named_by_its_address_and_never_written() {
        for good in ["http://proxy.example:3128", "https://user:pass@10.0.0.1/"] {
            let proxy: ProxyUrl = good.parse().unwrap();
            let shown = format!("{proxy:?}");
            assert!(!shown.contains("pass") && !shown.contains("proxy.example"));
        }
        for bad in [
            "",
            "proxy.example:3128",
            "socks5://a:1",
            "http://a/b",
            "http://a/?b",
        ] {
            assert!(bad.parse::<ProxyUrl>().is_err(), "{bad}");
        }
    }
}
