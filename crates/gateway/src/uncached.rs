//! Responses that must not be cached.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// A response that must not be cached.
pub fn uncached(
    status: StatusCode,
    media_type: &'static str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A plain text that must not be cached.
pub fn plain_text(status: StatusCode, text: impl Into<Body>) -> Response<Body> {
    uncached(status, "text/plain; charset=utf-8", text)
}
