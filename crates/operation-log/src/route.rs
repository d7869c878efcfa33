//! Where a screen lives. The only maker of hrefs.

use crate::ids::JobId;
use crate::percent;
use crate::query::Query;

/// The path the product is mounted at; begins and ends with `/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasePath(String);

impl Default for BasePath {
    fn default() -> Self {
        Self("/".to_owned())
    }
}

impl BasePath {
    /// Reads a base path; slashes around it do not matter, a query or fragment is cut off.
    pub fn new(path: &str) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let inner = path.trim_matches('/');
        if inner.is_empty() {
            Self::default()
        } else {
            Self(["/", inner, "/"].concat())
        }
    }

    /// The path, `/` or `/pun/sys/operations/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part of a path below this base, without a leading slash. Returns `None` if the
    /// path is not below it.
    pub fn strip<'a>(&self, path: &'a str) -> Option<&'a str> {
        path.strip_prefix(self.0.as_str())
            .or_else(|| (Some(path) == self.0.strip_suffix('/')).then_some(""))
    }
}

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The list, `/operations`.
    List,
    /// One operation, `/operations/j-…`.
    Detail(JobId),
    /// No screen of the panel.
    NotFound,
}

const SEGMENT: &str = "operations";

impl Route {
    /// The first path segment of every screen below the base; the list's comes first.
    pub const SEGMENTS: [&'static str; 1] = [SEGMENT];

    /// Finds the screen of a path. The base itself is the list.
    pub fn parse(base: &BasePath, path: &str) -> Self {
        let Some(inner) = base.strip(path) else {
            return Self::NotFound;
        };
        let mut segments = inner.split('/').filter(|segment| !segment.is_empty());
        match (segments.next(), segments.next(), segments.next()) {
            (None | Some("index.html" | SEGMENT), None, None) => Self::List,
            (Some(SEGMENT), Some(id), None) => match JobId::parse(&percent::decode_segment(id)) {
                Ok(id) => Self::Detail(id),
                Err(_) => Self::NotFound,
            },
            _ => Self::NotFound,
        }
    }

    /// The operation that the screen is about. Returns `None` if it is about no single one.
    pub fn into_operation(self) -> Option<JobId> {
        match self {
            Self::Detail(id) => Some(id),
            Self::List | Self::NotFound => None,
        }
    }

    /// The href of the screen with a query. The query of a list stays on the link of its
    /// operations, so that a reloaded detail knows the list it came from.
    pub fn href(&self, base: &BasePath, query: &Query) -> String {
        let mut href = base.as_str().to_owned();
        match self {
            Self::List | Self::NotFound => href.push_str(SEGMENT),
            Self::Detail(id) => {
                href.push_str(SEGMENT);
                href.push('/');
                href.push_str(&percent::encode_strict(id.as_str()));
            }
        }
        let query = query.to_url();
        if !query.is_empty() {
            href.push('?');
            href.push_str(&query);
        }
        href
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_finds_its_screen() {
        let root = BasePath::default();
        let id = JobId::parse("j-8ajjp28fps8").unwrap();
        for path in ["/", "/operations", "/operations/", "/index.html"] {
            assert_eq!(Route::parse(&root, path), Route::List, "{path}");
        }
        assert_eq!(
            Route::parse(&root, "/operations/j-8ajjp28fps8"),
            Route::Detail(id)
        );
        for path in [
            "/other",
            "/operations/a/b",
            "/operations/%20",
            "/operations/a%2Fb",
            "/operations/..",
            "/operations/%2e",
        ] {
            assert_eq!(Route::parse(&root, path), Route::NotFound, "{path}");
        }
    }

    #[test]
    fn a_base_path_is_not_a_mere_prefix() {
        let base = BasePath::new("ops");
        assert_eq!(base.as_str(), "/ops/");
        assert_eq!(Route::parse(&base, "/ops"), Route::List);
        assert_eq!(Route::parse(&base, "/ops/operations"), Route::List);
        assert_eq!(Route::parse(&base, "/opsx/operations"), Route::NotFound);
    }

    proptest! {
        #[test]
        fn an_href_leads_back_to_its_screen(id in "[^\\s/\\\\?#,\\p{Cc}]{1,40}") {
            prop_assume!(!matches!(id.as_str(), "." | ".."));
            let base = BasePath::new("/pun/sys/x/");
            let route = Route::Detail(JobId::parse(&id).unwrap());
            let href = route.href(&base, &Query::default());
            prop_assert_eq!(Route::parse(&base, &href), route);
        }

        #[test]
        fn any_path_is_parsed_without_a_panic(path in "\\PC*") {
            let _ = Route::parse(&BasePath::new(&path), &path);
        }
    }
}
