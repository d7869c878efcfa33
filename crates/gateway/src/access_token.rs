//! A token that API calls must carry, for demos and tests of how a portal passes on credentials.

use std::fmt;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use operation_log::percent::query_pairs;
use sha2::{Digest as _, Sha256};

use crate::api::answer;

const UNAUTHENTICATED: u32 = 1200;
/// The query parameter that may carry the token.
const PARAMETER: &str = "access_token";

/// The token, stored as its digest only, so that it cannot be logged by mistake.
#[derive(Clone)]
pub struct AccessToken([u8; 32]);

impl AccessToken {
    /// An access token of this text.
    pub fn new(token: &str) -> Self {
        Self(Sha256::digest(token).into())
    }

    /// Whether a request carries it, as `Authorization: Bearer TOKEN` or as `access_token=TOKEN`.
    pub fn is_given(&self, headers: &HeaderMap, query: &str) -> bool {
        let authorizations = headers.get_all(header::AUTHORIZATION);
        authorizations
            .iter()
            .filter_map(bearer)
            .any(|token| self.is(token))
            || query_pairs(query)
                .iter()
                .any(|(name, value)| name == PARAMETER && self.is(value.as_bytes()))
    }

    /// Compares in constant time.
    fn is(&self, token: &[u8]) -> bool {
        let given = Sha256::digest(token);
        let difference = self
            .0
            .iter()
            .zip(given)
            .fold(0, |difference, (ours, theirs)| difference | (ours ^ theirs));
        difference == 0
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(not shown)")
    }
}

fn bearer(authorization: &HeaderValue) -> Option<&[u8]> {
    const SCHEME: &[u8] = b"bearer ";
    let (scheme, token) = authorization.as_bytes().split_at_checked(SCHEME.len())?;
    scheme
        .eq_ignore_ascii_case(SCHEME)
        .then(|| token.trim_ascii())
}

/// The answer to a call without the token.
pub fn refusal() -> Response<Body> {
    let refusal = answer::refuse(
        UNAUTHENTICATED,
        &format!("give the token as [Authorization: Bearer] or as parameter [{PARAMETER}]"),
    );
    let mut response = answer::json_response(StatusCode::UNAUTHORIZED, answer::refusal(&refusal));
    let challenge = HeaderValue::from_static("Bearer");
    response
        .headers_mut()
        .insert(header::WWW_AUTHENTICATE, challenge);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_given(authorization: &str, query: &str) -> bool {
        let mut headers = HeaderMap::new();
        if !authorization.is_empty() {
            let value = HeaderValue::from_str(authorization).unwrap();
            headers.insert(header::AUTHORIZATION, value);
        }
        AccessToken::new("tk-1 é").is_given(&headers, query)
    }

    #[test]
    fn it_is_taken_from_the_header_or_from_the_query() {
        for (authorization, query) in [
            ("Bearer tk-1 é", ""),
            ("bearer  tk-1 é", "zone=x"),
            ("", "access_token=tk-1+%C3%A9"),
            ("Bearer other", "zone=x&access_token=tk-1%20%C3%A9"),
        ] {
            assert!(is_given(authorization, query), "{authorization} {query}");
        }
        for (authorization, query) in [
            ("", ""),
            ("Bearer", ""),
            ("Bearer ", "access_token="),
            ("Bearer tk-1", ""),
            ("Bearer tk-1 é x", ""),
            ("Basic tk-1 é", ""),
            ("tk-1 é", ""),
            ("", "access_token=TK-1+%C3%A9"),
            ("", "token=tk-1+%C3%A9"),
        ] {
            assert!(!is_given(authorization, query), "{authorization} {query}");
        }
    }

    #[test]
    fn it_has_no_text_form() {
        let shown = format!("{:?}", AccessToken::new("tk-1"));
        assert_eq!(shown, "AccessToken(not shown)");
    }
}
