//! Files of the built page on disk.

use std::fs;
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use operation_log::percent::decode_segment;

use super::encoding::{Accepted, Encoding};

/// A file of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The content to send.
    pub bytes: Vec<u8>,
    /// How the content is compressed.
    pub encoding: Option<Encoding>,
}

/// The file path of a request path, relative to the folder of the page. Returns `None` if it could
/// lead out of the folder or to a hidden file.
pub fn relative_path(path: &str) -> Option<PathBuf> {
    let mut relative = PathBuf::new();
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let segment = decode_segment(segment);
        let is_plain = !segment.is_empty()
            && !segment.starts_with('.')
            && !segment.contains(['/', '\\', ':', '\0']);
        // Also refuses whatever the platform does not treat as a plain name.
        let mut components = Path::new(&segment).components();
        let is_name = matches!(
            (components.next(), components.next()),
            (Some(Component::Normal(_)), None)
        );
        if !(is_plain && is_name) {
            return None;
        }
        relative.push(segment);
    }
    Some(relative)
}

/// Reads a file below a folder, or its first compressed copy among those `accepted`. Returns `None`
/// if there is no such file, or if a link leads out of the folder.
pub fn read(folder: &Path, relative: &Path, accepted: Accepted) -> Option<File> {
    let plain = within(folder, &folder.join(relative))?;
    let plain_modified = modified(&plain)?;
    let compressed = accepted.best_first().find_map(|encoding| {
        let mut name = plain.clone().into_os_string();
        name.push(encoding.suffix());
        let copy = within(folder, Path::new(&name))?;
        // A copy older than the file belongs to an earlier build.
        if modified(&copy)? < plain_modified {
            return None;
        }
        Some(File {
            bytes: fs::read(copy).ok()?,
            encoding: Some(encoding),
        })
    });
    compressed.or_else(|| {
        Some(File {
            bytes: fs::read(&plain).ok()?,
            encoding: None,
        })
    })
}

fn within(folder: &Path, path: &Path) -> Option<PathBuf> {
    let path = path.canonicalize().ok()?;
    let folder = folder.canonicalize().ok()?;
    (path.starts_with(folder) && path.is_file()).then_some(path)
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}

/// The media type of a file, by its name.
pub fn media_type(path: &Path) -> &'static str {
    let extension = path
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default()
        .to_ascii_lowercase();
    match extension.as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json; charset=utf-8",
        "webmanifest" => "application/manifest+json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether a file's name contains a hash of its content, `name-0123456789abcdef.js` or
/// `name-0123456789abcdef_bg.wasm`, so that it can be cached forever. Trunk omits leading zeros of
/// the hash.
pub fn has_content_hash(path: &Path) -> bool {
    let stem = path
        .file_stem()
        .and_then(|stem| stem.to_str())
        .unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    stem.rsplit_once('-').is_some_and(|(name, hash)| {
        let is_hash = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'a'..=b'f');
        !name.is_empty() && (12..=16).contains(&hash.len()) && hash.bytes().all(is_hash)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_path_that_could_lead_out_of_the_folder_is_refused() {
        for path in [
            "../secret",
            "a/../../b",
            "%2e%2e/secret",
            "a/%2e%2e%2fsecret",
            "..%5csecret",
            "C:/secret",
            ".git/config",
            "a/./b",
            "a%00.js",
        ] {
            assert_eq!(relative_path(path), None, "{path}");
        }
        assert_eq!(relative_path("a//b.js"), Some(PathBuf::from("a/b.js")));
        assert_eq!(relative_path("%E4%B8%AD.js"), Some(PathBuf::from("中.js")));
    }

    #[test]
    fn a_name_with_a_content_hash_is_known() {
        for (name, expected) in [
            ("hpc-operations-0123456789abcdef.js", true),
            ("hpc-operations-0123456789abcdef_bg.wasm", true),
            ("base-89abcdef01234567.css", true),
            ("panel.js", false),
            ("a-0123456789ABCDEF.js", false),
            ("a-123456789abcdef.js", true),
            ("a-12345678.js", false),
            ("-0123456789abcdef.js", false),
            ("snippets-0123456789abcdef/inline0.js", false),
        ] {
            assert_eq!(has_content_hash(Path::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn web_assembly_has_its_own_media_type() {
        assert_eq!(media_type(Path::new("a_bg.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("a.CSS")), "text/css; charset=utf-8");
        assert_eq!(media_type(Path::new("a")), "application/octet-stream");
    }

    proptest! {
        #[test]
        fn no_path_leads_out(path in "(\\.\\.|/|%2e|%2F|%5c|\\\\|a|\\.|\\PC){0,20}") {
            if let Some(relative) = relative_path(&path) {
                prop_assert!(relative.components().all(|part| matches!(part, Component::Normal(_))));
            }
        }
    }
}
