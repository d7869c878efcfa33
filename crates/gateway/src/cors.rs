//! Cross-origin requests. Pages of [portals](crate::portal) may call the API and read its answers;
//! other origins get no CORS headers. Files contain no user data and are readable by every page.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ORIGIN, VARY,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode};

use crate::portal::PortalOrigin;
use crate::site::headers::RESOURCE_POLICY;
use crate::uncached::plain_text;

/// The headers that scripts of portals may read.
const EXPOSED: &str = "Date, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset";
/// The most header names that a preflight request may ask for.
const MAX_NAMES: usize = 20;
/// The longest name of such a header.
const MAX_NAME_LENGTH: usize = 64;

/// The portals that may call this server.
#[derive(Clone, Debug)]
pub struct Portals(Vec<PortalOrigin>);

impl Portals {
    /// The portals of these origins.
    pub fn new(origins: Vec<PortalOrigin>) -> Self {
        Self(origins)
    }

    /// The `Origin` of a request, or `None` if it is not a portal's.
    pub fn origin_of<'a>(&self, request: &'a HeaderMap) -> Option<&'a HeaderValue> {
        let mut origins = request.get_all(ORIGIN).iter();
        let (Some(origin), None) = (origins.next(), origins.next()) else {
            return None;
        };
        let is_known = self.0.iter().any(|known| origin == known.as_str());
        is_known.then_some(origin)
    }

    /// Whether a browser marks the request as sent by a page of another site that is no portal.
    /// Other clients send no such mark.
    pub fn blocks(&self, request: &HeaderMap) -> bool {
        let is_cross_site = request
            .get("sec-fetch-site")
            .is_some_and(|site| site == "cross-site");
        is_cross_site && self.origin_of(request).is_none()
    }

    /// Allows every origin to read a file, if there are portals. Not only theirs: WebKit's cache
    /// ignores `Vary: Origin`, and the files are the same for everybody.
    pub fn allow_every_origin(&self, response: &mut HeaderMap) {
        if !self.0.is_empty() {
            response.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        }
    }

    /// Allows the page that sent a request to read the response, if it is a portal's. Call it after
    /// all other headers are set.
    pub fn add_cors_headers(&self, request: &HeaderMap, response: &mut HeaderMap) {
        if self.0.is_empty() {
            return;
        }
        if response.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
            response.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
            return;
        }
        // For other origins as well: a cache must not give them a response for a portal.
        vary_by_origin(response);
        if let Some(origin) = self.origin_of(request) {
            response.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            for (name, value) in [
                (ACCESS_CONTROL_ALLOW_CREDENTIALS, "true"),
                (ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED),
                (RESOURCE_POLICY, "cross-origin"),
            ] {
                response.insert(name, HeaderValue::from_static(value));
            }
        }
    }
}

fn vary_by_origin(response: &mut HeaderMap) {
    let mut varies: Vec<&str> = response
        .get_all(VARY)
        .iter()
        .filter_map(|list| list.to_str().ok())
        .collect();
    varies.push("Origin");
    if let Ok(value) = HeaderValue::from_str(&varies.join(", ")) {
        response.insert(VARY, value);
    }
}

/// Answers the preflight request of a portal's page.
pub fn preflight(request: &HeaderMap) -> Response<Body> {
    let Some(names) = requested_headers(request) else {
        return plain_text(
            StatusCode::BAD_REQUEST,
            format!("At most {MAX_NAMES} names of at most {MAX_NAME_LENGTH} letters.\n"),
        );
    };
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, HEAD"),
    );
    headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
    if let Ok(value) = HeaderValue::from_str(&names.join(", "))
        && !names.is_empty()
    {
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, value);
    }
    response
}

/// The names of the headers that a page wants to send. Returns `None` if they are too many or
/// invalid.
fn requested_headers(request: &HeaderMap) -> Option<Vec<&str>> {
    let mut names = Vec::new();
    for list in request.get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        let given = list.to_str().ok()?.split(',').map(str::trim);
        for name in given.filter(|name| !name.is_empty()) {
            let is_name =
                name.len() <= MAX_NAME_LENGTH && HeaderName::from_bytes(name.as_bytes()).is_ok();
            if !is_name || names.len() == MAX_NAMES {
                return None;
            }
            names.push(name);
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn portals() -> Portals {
        Portals::new(vec!["https://portal.example".parse().unwrap()])
    }

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in pairs {
            map.append(name.clone(), HeaderValue::from_str(value).unwrap());
        }
        map
    }

    #[test]
    fn a_portal_is_known_by_its_exact_origin() {
        let is_known = |origins: &[&str]| {
            let pairs: Vec<_> = origins.iter().map(|origin| (ORIGIN, *origin)).collect();
            portals().origin_of(&headers(&pairs)).is_some()
        };
        assert!(is_known(&["https://portal.example"]));
        for origins in [
            &[][..],
            &["null"],
            &[""],
            &["http://portal.example"],
            &["https://portal.example:8443"],
            &["https://portal.example/"],
            &["https://PORTAL.example"],
            &["https://portal.example.evil.example"],
            &["https://sub.portal.example"],
            &["https://portal.example", "https://portal.example"],
            &["https://portal.example, https://evil.example"],
        ] {
            assert!(!is_known(origins), "{origins:?}");
        }
    }

    #[test]
    fn vary_keeps_its_values_and_does_not_change_without_portals() {
        let mut response = headers(&[(VARY, "accept-encoding"), (VARY, "accept")]);
        let before = response.clone();
        Portals::new(Vec::new()).add_cors_headers(&HeaderMap::new(), &mut response);
        assert_eq!(response, before);
        portals().add_cors_headers(&HeaderMap::new(), &mut response);
        assert_eq!(response.len(), 1);
        assert_eq!(response[VARY], "accept-encoding, accept, Origin");
    }

    #[test]
    fn requested_header_names_are_bounded() {
        let wanted = |lists: &[&str]| {
            let pairs: Vec<_> = lists
                .iter()
                .map(|list| (ACCESS_CONTROL_REQUEST_HEADERS, *list))
                .collect();
            requested_headers(&headers(&pairs)).map(|names| names.join(", "))
        };
        let joined = |names: &str| Some(names.to_owned());
        assert_eq!(wanted(&[]), joined(""));
        assert_eq!(
            wanted(&["authorization,X-Csrf-Token", " x-b ,"]),
            joined("authorization, X-Csrf-Token, x-b")
        );
        let longest = "x".repeat(MAX_NAME_LENGTH);
        assert_eq!(wanted(&[&longest]), joined(&longest));
        assert_eq!(wanted(&[&format!("{longest}x")]), None);
        let most = vec!["x"; MAX_NAMES].join(",");
        assert!(wanted(&[&most]).is_some());
        assert_eq!(wanted(&[&most, "y"]), None);
        for bad in ["a b", "a:b", "é", "a\"", "a;b"] {
            assert_eq!(wanted(&[bad]), None, "{bad}");
        }
    }
}
