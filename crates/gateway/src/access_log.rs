//! A line of the log for each request, with an id that the response has as well.

use std::hash::BuildHasher as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, Method, Request, Response};
use tracing::{Level, info};

/// The header with the id of a request: that of a proxy in front, or one of this server.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken from a proxy.
const MAX_LENGTH: usize = 64;

/// What is known of a request before it is answered.
pub struct Entry {
    id: HeaderValue,
    /// Method and path, if requests are logged.
    what: Option<(Method, String)>,
}

impl Entry {
    /// The entry of a request.
    pub fn new<B>(request: &Request<B>) -> Self {
        let given = request.headers().get(REQUEST_ID);
        Self {
            id: given.filter(|id| is_id(id)).cloned().unwrap_or_else(own_id),
            // Without the query, which says what people look for.
            what: tracing::enabled!(Level::INFO)
                .then(|| (request.method().clone(), request.uri().path().to_owned())),
        }
    }

    /// Logs the request with its response.
    pub fn finish<B>(self, response: &mut Response<B>, took: Duration) {
        if let Some((method, path)) = &self.what {
            info!(
                id = self.id.to_str().unwrap_or_default(),
                method = method.as_str(),
                path,
                status = response.status().as_u16(),
                milliseconds = took.as_millis(),
                "request"
            );
        }
        response.headers_mut().insert(REQUEST_ID, self.id);
    }
}

fn is_id(id: &HeaderValue) -> bool {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=MAX_LENGTH).contains(&id.len()) && id.as_bytes().iter().all(is_letter)
}

/// Different for each request, and for each start of the server.
fn own_id() -> HeaderValue {
    static START: LazyLock<u64> = LazyLock::new(|| std::hash::RandomState::new().hash_one("start"));
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let start = *START & 0xffff_ffff;
    HeaderValue::from_str(&format!("{start:08x}-{count:x}"))
        .unwrap_or_else(|_| HeaderValue::from_static("unknown"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_proxy_is_taken_if_it_is_one() {
        let entry = |id: &[u8]| {
            let request =
                Request::get("/a?b=c").header(REQUEST_ID, HeaderValue::from_bytes(id).unwrap());
            Entry::new(&request.body(axum::body::Body::empty()).unwrap())
        };
        assert_eq!(entry(b"4bf92f35-x.Y_1").id, "4bf92f35-x.Y_1");
        assert_eq!(entry(b"a").id, "a");
        for bad in [&b""[..], b"a b", b"a\"", b"\xff", &[b'a'; 65]] {
            let id = entry(bad).id;
            assert!(is_id(&id) && id.as_bytes() != bad, "{id:?}");
        }
        assert_ne!(own_id(), own_id());
    }
}
