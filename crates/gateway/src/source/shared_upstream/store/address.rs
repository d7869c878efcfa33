//! The address of the store.

use std::fmt;
use std::str::FromStr;

use redis::{Client, RedisError, TlsCertificates};
use reqwest::Url;

use crate::source::upstream::route::Authorities;

/// The address of a store as it was given, with the password for it if it asks for one. It is never
/// formatted as text, and whatever is given is taken at first, so that no message repeats it.
#[derive(Clone, PartialEq, Eq)]
pub struct StoreUrl(String);

/// A server of Redis or Valkey.
#[derive(Clone)]
pub struct StoreAddress {
    client: Client,
    name: String,
}

/// Why a store cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoStore {
    /// The address is none of a store.
    NoAddress,
    /// Its connections are not encrypted, so that authorities are of no use.
    NotEncrypted,
}

impl StoreUrl {
    /// The server at this address; if it is encrypted, it is checked against these authorities, or
    /// those of the system.
    ///
    /// # Errors
    /// If it is none of Redis, or not encrypted although there are authorities to check it against.
    pub fn address(&self, authorities: Option<&Authorities>) -> Result<StoreAddress, NoStore> {
        let url: Url = self.0.trim().parse().map_err(|_| NoStore::NoAddress)?;
        let is_plain = url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|host| !host.is_empty() && is_plain);
        let host = host.ok_or(NoStore::NoAddress)?;
        let client = match (url.scheme(), authorities) {
            ("rediss", Some(authorities)) => {
                let certificates = TlsCertificates {
                    client_tls: None,
                    root_cert: Some(authorities.pem().to_owned()),
                };
                Client::build_with_tls(url.as_str(), certificates)
            }
            ("redis", Some(_)) => return Err(NoStore::NotEncrypted),
            ("redis" | "rediss", None) => Client::open(url.as_str()),
            _ => return Err(NoStore::NoAddress),
        };
        let client = client.map_err(|_: RedisError| NoStore::NoAddress)?;
        let (scheme, port) = (url.scheme(), url.port().unwrap_or(6379));
        Ok(StoreAddress {
            name: format!("{scheme}://{host}:{port}{}", url.path()),
            client,
        })
    }
}

impl FromStr for StoreUrl {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StoreUrl(not shown)")
    }
}

impl StoreAddress {
    /// What connects to it.
    pub(super) const fn client(&self) -> &Client {
        &self.client
    }
}

impl fmt::Debug for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// Without user and password.
impl fmt::Display for StoreAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for NoStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoAddress => {
                "not an address of Redis or Valkey such as rediss://:password@redis.internal:6379/0"
            }
            Self::NotEncrypted => "--shared-ca is for an address with rediss:// only",
        })
    }
}

impl std::error::Error for NoStore {}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<String, NoStore> {
        let Ok(url) = text.parse::<StoreUrl>();
        assert!(!format!("{url:?}").contains("s3cret"));
        url.address(None)
            .map(|address| format!("{address} {address:?}"))
    }

    #[test]
    fn an_address_is_told_without_its_password() {
        let told = address("redis://ops:s3cret@redis.internal/3").unwrap();
        assert!(told.starts_with("redis://redis.internal:6379/3 "), "{told}");
        assert!(!told.contains("s3cret") && !told.contains("ops"), "{told}");
        assert!(address(" redis://127.0.0.1:7000\n").is_ok());
        let told = address("rediss://:s3cret@redis.internal").unwrap();
        assert!(told.starts_with("rediss://redis.internal:6379 "), "{told}");
        assert!(!told.contains("s3cret"), "{told}");
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for bad in [
            "",
            "redis.internal:6379",
            "redis://",
            "redis://:s3cret@redis.internal/three",
            "rediss://:s3cret@redis.internal/three",
            "http://:s3cret@redis.internal",
            "redis://:s3cret@redis.internal/?x=y",
            "redis://:s3cret@redis.internal#x",
        ] {
            assert_eq!(address(bad), Err(NoStore::NoAddress), "{bad}");
        }
        assert!(!NoStore::NoAddress.to_string().contains("s3cret"));
    }
}
