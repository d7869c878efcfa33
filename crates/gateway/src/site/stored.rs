//! Files of the page, ready to be sent. They are read once, and again within a second after they change
//! on disk, because a build may replace them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use tokio::time::Instant;

use super::encoding::{Accepted, Encoding};

/// How many bytes of files are stored at most.
const MAX_BYTES: usize = 128 << 20;
/// How long a file is sent without looking whether it has changed.
const TRUSTED: Duration = Duration::from_millis(500);

/// A file with the headers of its response.
#[derive(Clone, Debug)]
pub struct Stored {
    /// The headers, without what depends on the request.
    pub headers: HeaderMap,
    /// The content.
    pub bytes: Bytes,
    /// The entity tag, if the client has to ask whether the file has changed.
    pub tag: Option<String>,
}

impl Stored {
    /// The response to a request with these headers.
    pub fn respond(&self, request: &HeaderMap) -> Response<Body> {
        let is_known = self
            .tag
            .as_ref()
            .is_some_and(|tag| is_not_modified(request, tag));
        let mut response = Response::new(if is_known {
            Body::empty()
        } else {
            Body::from(self.bytes.clone())
        });
        *response.headers_mut() = self.headers.clone();
        if is_known {
            response.headers_mut().remove(header::CONTENT_TYPE);
            response.headers_mut().remove(header::CONTENT_ENCODING);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        }
        response
    }

    /// Sets a header, unless the value is none.
    pub fn set(&mut self, name: header::HeaderName, value: &str) {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
    }
}

/// Whether the client already has this content.
fn is_not_modified(headers: &HeaderMap, tag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

/// When a file and its compressed copies were modified, and how long they are.
type Stamp = [Option<(SystemTime, u64)>; 3];

/// The stamp of a file at this path.
pub fn stamp(path: &Path) -> Stamp {
    let of = |suffix: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        let metadata = Path::new(&name).metadata().ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    let [brotli, gzip] = Encoding::ALL.map(|encoding| of(encoding.suffix()));
    [of(""), brotli, gzip]
}

/// The files of a folder that are stored, by name and accepted encodings.
#[derive(Debug, Default)]
pub struct Files(Mutex<Shelf>);

#[derive(Debug, Default)]
struct Shelf {
    bytes: usize,
    files: HashMap<String, Vec<Shelved>>,
}

#[derive(Debug)]
struct Shelved {
    accepted: Accepted,
    file: Arc<Stored>,
    stamp: Stamp,
    /// When the stamp was last that of the file on disk.
    seen: Instant,
}

impl Files {
    /// A file that is stored and has not changed since, or not long ago. `name` is its path below the
    /// folder.
    pub fn get(&self, folder: &Path, name: &str, accepted: Accepted) -> Option<Arc<Stored>> {
        let (stored_at, file) = {
            let mut shelf = self.lock();
            let shelved = shelf.find(name, accepted)?;
            let file = Arc::clone(&shelved.file);
            if shelved.seen.elapsed() < TRUSTED {
                return Some(file);
            }
            (shelved.stamp, file)
        };
        if stored_at != stamp(&folder.join(name)) {
            return None;
        }
        if let Some(shelved) = self.lock().find(name, accepted) {
            shelved.seen = Instant::now();
        }
        Some(file)
    }

    /// Stores a file that was read after this stamp was taken.
    pub fn put(&self, name: &str, accepted: Accepted, stamp: Stamp, file: Arc<Stored>) {
        let mut shelf = self.lock();
        let length = file.bytes.len();
        if let Some(copies) = shelf.files.get_mut(name)
            && let Some(at) = copies.iter().position(|copy| copy.accepted == accepted)
        {
            shelf.bytes -= copies.swap_remove(at).file.bytes.len();
        }
        if shelf.bytes + length > MAX_BYTES {
            // Builds that were replaced are what fills it.
            shelf.files.clear();
            shelf.bytes = 0;
        }
        if length <= MAX_BYTES {
            shelf.bytes += length;
            let shelved = Shelved {
                accepted,
                file,
                stamp,
                seen: Instant::now(),
            };
            let copies = shelf.files.entry(name.to_owned()).or_default();
            copies.push(shelved);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelf {
    fn find(&mut self, name: &str, accepted: Accepted) -> Option<&mut Shelved> {
        let mut copies = self.files.get_mut(name)?.iter_mut();
        copies.find(|copy| copy.accepted == accepted)
    }
}
