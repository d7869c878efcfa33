//! The real API, called with the gateway's access key.
//!
//! Only `GET /api/operation` of one server is ever called, without following redirects and without
//! the proxies of the environment; the options may name [one](route).

pub mod credentials;
pub mod failure;
pub mod origin;
mod redact;
pub mod route;
pub mod signature;

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::panel_header;
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use serde::de::IgnoredAny;

use credentials::Credentials;
use failure::{Failure, NotJson};
use origin::Origin;
use redact::redact;
use route::Route;
use signature::{Signing, signed_query};

/// The path of the only API call.
pub const PATH: &str = "/api/operation";

/// Limits of time and size for an answer.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long connecting may take.
    pub connect: Duration,
    /// How long a call may take from its start to the last byte of its answer.
    pub total: Duration,
    /// How many bytes the body of an answer may have.
    pub body: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(5),
            total: Duration::from_secs(25),
            body: 32 << 20,
        }
    }
}

/// The real API.
#[derive(Debug)]
pub struct Upstream {
    client: Client,
    origin: Origin,
    credentials: RwLock<Arc<Credentials>>,
    signing: Signing,
    limits: Limits,
}

/// An answer of the upstream: JSON, whatever its content.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Its HTTP status.
    pub status: StatusCode,
    /// Its `Retry-After`.
    pub retry_after: Option<HeaderValue>,
    /// Its body, unchanged.
    pub body: String,
}

impl Answer {
    /// In how many seconds to try again, if the API said so in seconds.
    pub fn retry_after_seconds(&self) -> Option<i64> {
        failure::seconds(self.retry_after.as_ref())
    }
}

impl Upstream {
    /// A client of a server.
    ///
    /// # Errors
    /// A message if encryption cannot be set up, for example because the system has no trusted
    /// certificates.
    pub fn new(
        origin: Origin,
        credentials: Credentials,
        signing: Signing,
        route: Route,
        limits: Limits,
    ) -> Result<Self, String> {
        // Fails if a provider is already installed, which is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let mut client = Client::builder()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(limits.connect)
            .timeout(limits.total);
        client = if origin.is_encrypted() {
            route.lay(client.https_only(true))?
        } else {
            // No certificate is checked, so that none needs to be installed.
            client.no_proxy().tls_certs_only([])
        };
        let client = client.build().map_err(|fault| match Failure::of(fault) {
            Failure::Unreachable(reason) => reason,
            other => other.to_string(),
        })?;
        Ok(Self {
            client,
            origin,
            credentials: RwLock::new(Arc::new(credentials)),
            signing,
            limits,
        })
    }

    /// The credentials that calls are signed with now.
    pub fn credentials(&self) -> Arc<Credentials> {
        let credentials = self.credentials.read();
        Arc::clone(&credentials.unwrap_or_else(PoisonError::into_inner))
    }

    /// Signs calls with other credentials from now on.
    pub fn sign_with(&self, credentials: Credentials) {
        let mut current = self
            .credentials
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *current = Arc::new(credentials);
    }

    /// Sends a request with these parameters, besides those of every request, signed with these
    /// credentials.
    ///
    /// # Errors
    /// If there is no JSON answer.
    pub async fn ask(
        &self,
        credentials: &Credentials,
        parameters: &[(&str, String)],
        now: DateTime<Utc>,
    ) -> Result<Answer, Failure> {
        let query = signed_query(credentials, self.signing, PATH, parameters, now);
        let call = self
            .client
            .get(self.origin.address(PATH, &query))
            .header(header::ACCEPT, "application/json")
            // Another gateway may stand in the place of the API.
            .header(panel_header::NAME, panel_header::INTERACTIVE);
        let response = call.send().await.map_err(Failure::of)?;
        let status = response.status();
        if status.is_redirection() {
            return Err(Failure::Redirected(status));
        }
        let retry_after = response.headers().get(header::RETRY_AFTER).cloned();
        let bytes = self.body(response).await?;
        match String::from_utf8(bytes) {
            Ok(body) if is_json(&body) => Ok(Answer {
                status,
                retry_after,
                body: redact(body, credentials, &query),
            }),
            _ => Err(Failure::NotJson(NotJson {
                status,
                retry_after,
            })),
        }
    }

    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(Failure::of)? {
            if bytes.len() + chunk.len() > self.limits.body {
                return Err(Failure::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

fn is_json(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

impl fmt::Display for Upstream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slash = if self.signing.path_slash { "/" } else { "" };
        let times = match self.signing.encoding {
            signature::SignatureEncoding::Once => "once",
            signature::SignatureEncoding::Twice => "twice",
        };
        write!(
            f,
            "asks {}, signs {PATH}{slash}, encodes the signature {times}",
            self.origin
        )
    }
}
