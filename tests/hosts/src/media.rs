//! Answers as this server sends them.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// An answer that nothing may keep a copy of: pages change while somebody works on them.
pub fn answer(
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

/// Words for whoever works on the pages.
pub fn problem(status: StatusCode, words: impl Into<Body>) -> Response<Body> {
    answer(status, "text/plain; charset=utf-8", words)
}

/// A value for a script.
pub fn json(value: &serde_json::Value) -> Response<Body> {
    answer(StatusCode::OK, "application/json", value.to_string())
}
