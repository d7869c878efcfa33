//! What service managers and balancers ask: whether the server lives, and whether to send people
//! there. Both cost the upstream nothing: one that is down is told by the panel, and sending people
//! elsewhere would not help.

use axum::body::Body;
use axum::http::{Response, StatusCode};

use crate::site::Site;
use crate::uncached::plain_text;

/// The path that tells whether the server lives.
pub const ALIVE: &str = "/healthz";
/// The path that tells whether people can be sent here.
pub const READY: &str = "/readyz";

/// The server lives.
pub fn alive() -> Response<Body> {
    plain_text(StatusCode::OK, "ok\n")
}

/// Whether the page can be served. The data has been read by the time the server answers at all.
pub fn ready(site: &Site) -> Response<Body> {
    if site.is_built() {
        plain_text(StatusCode::OK, "ok\n")
    } else {
        plain_text(
            StatusCode::SERVICE_UNAVAILABLE,
            "the page has not been built\n",
        )
    }
}
