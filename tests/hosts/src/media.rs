//! Answers as this server sends them.

use axum::body::Body;
use axum::http::{Response, StatusCode};
// Pages change while somebody works on them, so nothing may keep a copy.
pub use gateway::uncached::{plain_text, uncached};

/// A value for a script.
pub fn json(value: &serde_json::Value) -> Response<Body> {
    uncached(StatusCode::OK, "application/json", value.to_string())
}
