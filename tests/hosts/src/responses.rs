//! Responses of this server.

use axum::body::Body;
use axum::http::{Response, StatusCode};
// Not cached, because pages change during development.
pub use gateway::uncached::{plain_text, uncached};

/// A JSON response.
pub fn json(value: &serde_json::Value) -> Response<Body> {
    uncached(StatusCode::OK, "application/json", value.to_string())
}
