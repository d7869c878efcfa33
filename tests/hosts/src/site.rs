//! Routes requests to pages.

use crate::clusters::Clusters;
use crate::panel::Panel;
use crate::placeholders::fill;
use crate::responses::{json, plain_text, uncached};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Response, StatusCode};
use gateway::host_check::HostCheck;
use gateway::site::encoding::Accepted;
use gateway::site::files;
use serde_json::json;
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The index page of a folder.
const INDEX: &str = "index.html";

/// The file with the content security policy of the page in the same folder.
const POLICY: &str = "policy.txt";

/// The portal.
#[derive(Debug)]
pub struct Site {
    /// Its clusters.
    pub clusters: Clusters,
    /// The panels it embeds; at least one.
    pub panels: Vec<Panel>,
    /// The folder of its built pages.
    pub pages: PathBuf,
    /// The token that people get when they sign in.
    pub token: String,
    /// The host names it answers to.
    pub names: HostCheck,
    /// The port it listens on.
    pub port: u16,
}

impl Site {
    /// The service that answers requests.
    pub fn into_router(self) -> Router {
        Router::new().fallback(handle).with_state(Arc::new(self))
    }

    async fn respond(&self, request: &Parts) -> Response<Body> {
        if let Some(host) = self.names.unknown_host(&request.uri, &request.headers) {
            return plain_text(
                StatusCode::MISDIRECTED_REQUEST,
                format!("{host} is not served here.\n"),
            );
        }
        let path = request.uri.path();
        match (&request.method, path) {
            // Everybody may sign in: it is a test server.
            (&Method::POST, "/sign-in") => json(&json!({ "token": self.token })),
            (&Method::GET, "/clusters.json") => match self.clusters.ids().await {
                Ok(ids) => json(&json!(ids)),
                Err(why) => plain_text(StatusCode::BAD_GATEWAY, why),
            },
            (&Method::GET | &Method::HEAD, _) => self.file(path).await,
            _ => plain_text(StatusCode::METHOD_NOT_ALLOWED, "Pages are only read.\n"),
        }
    }

    async fn file(&self, path: &str) -> Response<Body> {
        let Some(relative) = files::relative_path(path) else {
            return not_found();
        };
        if path.ends_with('/') {
            return self.page(&relative.join(INDEX)).await;
        }
        if self.pages.join(&relative).is_dir() {
            let mut response = plain_text(StatusCode::PERMANENT_REDIRECT, "");
            // Relative, so that it stays on this server for any path.
            let last = relative.file_name().unwrap_or_default().to_string_lossy();
            if let Ok(location) = HeaderValue::from_str(&format!("./{last}/")) {
                response.headers_mut().insert(LOCATION, location);
            }
            return response;
        }
        if relative.extension().is_some_and(|it| it == "html") {
            return self.page(&relative).await;
        }
        match files::read(&self.pages, &relative, Accepted::default()) {
            Some(file) => uncached(StatusCode::OK, files::media_type(&relative), file.bytes),
            None => not_found(),
        }
    }

    /// An HTML page with its placeholders filled in, and with the policy of its folder.
    async fn page(&self, relative: &Path) -> Response<Body> {
        let Some(page) = self.text(relative) else {
            return not_found();
        };
        let clusters = if page.contains("{{cluster") {
            match self.clusters.ids().await {
                Ok(ids) => ids,
                Err(why) => return plain_text(StatusCode::BAD_GATEWAY, why),
            }
        } else {
            &[]
        };
        let filled = match fill(&page, |name| self.value_of(name, clusters)) {
            Ok(filled) => filled,
            Err(name) => {
                return plain_text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    format!("There is no value for {{{{{name}}}}}.\n"),
                );
            }
        };
        let mut response = uncached(StatusCode::OK, "text/html; charset=utf-8", filled);
        if let Some(policy) = self.text(&relative.with_file_name(POLICY)) {
            let one_line = policy.split_whitespace().collect::<Vec<_>>().join(" ");
            let filled = fill(&one_line, |name| self.value_of(name, &[])).ok();
            match filled.and_then(|policy| HeaderValue::from_str(&policy).ok()) {
                Some(policy) => {
                    let headers = response.headers_mut();
                    headers.insert(CONTENT_SECURITY_POLICY, policy);
                }
                None => {
                    return plain_text(
                        StatusCode::INTERNAL_SERVER_ERROR,
                        format!("{POLICY} is no policy.\n"),
                    );
                }
            }
        }
        response
    }

    fn text(&self, relative: &Path) -> Option<String> {
        let file = files::read(&self.pages, relative, Accepted::default())?;
        String::from_utf8(file.bytes).ok()
    }

    /// The value of a placeholder: `panel`, `panel2` … are addresses, `panel-origin` … their
    /// origins, `cluster`, `cluster2` … ids, `elsewhere` is this server under another origin.
    fn value_of<'a>(&'a self, name: &str, clusters: &'a [String]) -> Option<Cow<'a, str>> {
        if name == "elsewhere" {
            return Some(format!("http://localhost:{}/", self.port).into());
        }
        if let Some(name) = name.strip_suffix("-origin") {
            return Some(nth(name, "panel", &self.panels)?.origin().into());
        }
        if let Some(panel) = nth(name, "panel", &self.panels) {
            return Some(panel.base().into());
        }
        Some(nth(name, "cluster", clusters)?.into())
    }
}

/// The item that a placeholder such as `cluster` (the first) or `cluster2` names.
fn nth<'a, T>(name: &str, kind: &str, all: &'a [T]) -> Option<&'a T> {
    match name.strip_prefix(kind)? {
        "" => all.first(),
        number => all.get(number.parse::<usize>().ok()?.checked_sub(1)?),
    }
}

async fn handle(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let (request, _) = request.into_parts();
    site.respond(&request).await
}

fn not_found() -> Response<Body> {
    plain_text(StatusCode::NOT_FOUND, "There is no such page.\n")
}

#[cfg(test)]
mod tests {
    use super::nth;

    #[test]
    fn a_placeholder_without_a_number_is_the_first() {
        let all = ["a", "b"];
        for (word, expected) in [
            ("cluster", Some(&"a")),
            ("cluster1", Some(&"a")),
            ("cluster2", Some(&"b")),
            ("cluster0", None),
            ("cluster3", None),
            ("clusterx", None),
            ("panel", None),
        ] {
            assert_eq!(nth(word, "cluster", &all), expected, "{word}");
        }
    }
}
