//! The built page: its files, and `index.html` for the path of every screen.

pub mod base;
pub mod csp;
pub mod encoding;
pub mod files;
pub mod frame_ancestors;
pub mod headers;
pub mod markup;
pub mod settings;
pub mod stored;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use operation_log::{BasePath, Route};
use sha2::{Digest as _, Sha256};

use crate::portal::PortalOrigin;
use crate::uncached::plain_text;
use encoding::Accepted;
use frame_ancestors::FrameAncestors;
use stored::{Files, Stored};

const INDEX: &str = "index.html";
const IMMUTABLE: &str = "public, max-age=31536000, immutable";
const REVALIDATE: &str = "no-cache";

/// The built page.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its folder, which may be missing.
    pub dist: PathBuf,
    /// The path it is served under.
    pub base: BasePath,
    /// The pages that may show it in a frame.
    pub frame_ancestors: FrameAncestors,
    /// The origins whose messages it accepts when it is in a frame.
    pub portals: Vec<PortalOrigin>,
    /// Its files, as far as they have been read.
    pub files: Arc<Files>,
}

impl Site {
    /// Answers a request for `path`, the part below the base path.
    pub async fn respond(
        &self,
        method: &Method,
        path: &str,
        headers: &HeaderMap,
    ) -> Response<Body> {
        if method != Method::GET && method != Method::HEAD {
            let mut response = plain_text(
                StatusCode::METHOD_NOT_ALLOWED,
                "Only GET and HEAD are answered here.\n",
            );
            let allowed = HeaderValue::from_static("GET, HEAD");
            response.headers_mut().insert(header::ALLOW, allowed);
            return response;
        }
        let site = self.clone();
        let path = path.to_owned();
        let headers = headers.clone();
        // Reading files blocks.
        tokio::task::spawn_blocking(move || site.find(&path, &headers))
            .await
            .unwrap_or_else(|_| {
                plain_text(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "The file could not be read.\n",
                )
            })
    }

    fn find(&self, path: &str, headers: &HeaderMap) -> Response<Body> {
        let Some(relative) = files::relative_path(path) else {
            // Not a file, but the page has a screen for an invalid operation ID.
            return if path.starts_with("operations/") {
                self.index(headers)
            } else {
                not_found()
            };
        };
        if relative.as_os_str().is_empty() || self.is_screen(path) {
            return self.index(headers);
        }
        if let Some(response) = self.file(&relative, headers) {
            return response;
        }
        if relative.extension().is_some() {
            return not_found();
        }
        self.index(headers)
    }

    /// Whether the page has been built.
    pub fn is_built(&self) -> bool {
        self.dist.join(INDEX).is_file()
    }

    fn is_screen(&self, path: &str) -> bool {
        let path = format!("{}{path}", self.base.as_str());
        Route::parse(&self.base, &path) != Route::NotFound
    }

    fn index(&self, headers: &HeaderMap) -> Response<Body> {
        self.file(Path::new(INDEX), headers).unwrap_or_else(|| {
            plain_text(
                StatusCode::NOT_FOUND,
                format!(
                    "The page has not been built: there is no {INDEX} in {}.\n\
                     `cargo xtask build` builds it. The API answers meanwhile at {}api/operation.\n",
                    self.dist.display(),
                    self.base.as_str(),
                ),
            )
        })
    }

    /// The page with this base path and these portals. Returns `None` if it stays as it was built.
    fn deployed(&self, page: &str) -> Option<String> {
        let moved = if self.base == BasePath::default() {
            None
        } else {
            base::with_base(page, &self.base)
        };
        let filled = settings::with_portals(moved.as_deref().unwrap_or(page), &self.portals);
        filled.or(moved)
    }

    fn file(&self, relative: &Path, headers: &HeaderMap) -> Option<Response<Body>> {
        let accepted = Accepted::of(headers);
        let name = relative.to_str()?;
        // Taken before the file is read, so that a change meanwhile is noticed next time.
        let stamp = stored::stamp(&self.dist.join(relative));
        let file = match self.files.get(&self.dist, name, accepted) {
            Some(file) => file,
            None => {
                let file = Arc::new(self.read(relative, accepted)?);
                self.files.put(name, accepted, stamp, Arc::clone(&file));
                file
            }
        };
        Some(file.respond(headers))
    }

    /// Reads a file from disk.
    fn read(&self, relative: &Path, accepted: Accepted) -> Option<Stored> {
        let media_type = files::media_type(relative);
        let mut policy = None;
        let mut file = None;
        if media_type.starts_with("text/html") {
            let plain = files::read(&self.dist, relative, Accepted::default())?;
            let page = String::from_utf8_lossy(&plain.bytes);
            policy = Some(csp::policy(&page, self.frame_ancestors.as_str()));
            if relative == Path::new(INDEX) {
                file = self.deployed(&page).map(|page| files::File {
                    bytes: page.into_bytes(),
                    encoding: None,
                });
            }
        }
        let file = match file {
            Some(file) => file,
            None => files::read(&self.dist, relative, accepted)?,
        };
        let tag = (!files::has_content_hash(relative)).then(|| entity_tag(&file.bytes));
        let mut stored = Stored {
            headers: HeaderMap::new(),
            bytes: file.bytes.into(),
            tag,
        };
        headers::add_security_headers(&mut stored.headers);
        stored.set(header::CONTENT_TYPE, media_type);
        stored.set(header::VARY, "accept-encoding");
        if let Some(policy) = policy {
            stored.set(header::CONTENT_SECURITY_POLICY, &policy);
        }
        if let Some(encoding) = file.encoding {
            stored.set(header::CONTENT_ENCODING, encoding.token());
        }
        match stored.tag.clone() {
            None => stored.set(header::CACHE_CONTROL, IMMUTABLE),
            Some(tag) => {
                stored.set(header::CACHE_CONTROL, REVALIDATE);
                stored.set(header::ETAG, &tag);
            }
        }
        Some(stored)
    }

    /// The response with a file that is stored, security headers included. Returns `None` if it has
    /// to be looked for.
    pub fn stored(&self, path: &str, headers: &HeaderMap) -> Option<Response<Body>> {
        let stored = |name: &str| self.files.get(&self.dist, name, Accepted::of(headers));
        let name = if path.is_empty() { INDEX } else { path };
        // Files are stored by names that have been decoded.
        let by_name = (!name.contains('%')).then(|| stored(name)).flatten();
        let file = by_name.or_else(|| self.is_screen(path).then(|| stored(INDEX)).flatten())?;
        Some(file.respond(headers))
    }
}

/// An entity tag of the content.
fn entity_tag(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hex: String = digest
        .iter()
        .take(12)
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("\"{hex}\"")
}

fn not_found() -> Response<Body> {
    plain_text(StatusCode::NOT_FOUND, "There is no such file.\n")
}
