//! Small files of text that options name.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Why a file of text cannot be used.
#[derive(Debug)]
pub struct TextFileError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Unreachable(io::Error),
    NotAFile,
    TooLarge { max_bytes: u64 },
    NotUtf8 { line: usize },
}

/// The text of a file of at most so many bytes, without a byte order mark.
///
/// # Errors
/// If it is no file, larger, or not UTF-8, or if it cannot be read.
pub fn read(path: &Path, max_bytes: u64) -> Result<String, TextFileError> {
    text(path, max_bytes).map_err(|problem| TextFileError {
        path: path.to_owned(),
        problem,
    })
}

fn text(path: &Path, max_bytes: u64) -> Result<String, Problem> {
    // Before it is opened, because opening a pipe waits for whoever writes into it.
    if !fs::metadata(path).map_err(Problem::Unreachable)?.is_file() {
        return Err(Problem::NotAFile);
    }
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(max_bytes + 1).read_to_end(&mut bytes))
        .map_err(Problem::Unreachable)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > max_bytes) {
        return Err(Problem::TooLarge { max_bytes });
    }
    let mut text = String::from_utf8(bytes).map_err(|fault| Problem::NotUtf8 {
        line: line_of(fault.as_bytes(), fault.utf8_error().valid_up_to()),
    })?;
    // A byte order mark means nothing in UTF-8.
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// The line of a byte, from 1.
pub fn line_of(text: &[u8], at: usize) -> usize {
    1 + text.iter().take(at).filter(|byte| **byte == b'\n').count()
}

impl fmt::Display for TextFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.problem {
            Problem::Unreachable(reason) => write!(f, "cannot read {path}: {reason}"),
            Problem::NotAFile => write!(
                f,
                "cannot read {path}: it is a folder or a pipe, not a file"
            ),
            Problem::TooLarge { max_bytes } => {
                write!(f, "cannot read {path}: it has more than {max_bytes} bytes")
            }
            Problem::NotUtf8 { line } => write!(f, "{path}, line {line}: not UTF-8 text"),
        }
    }
}

impl std::error::Error for TextFileError {}

/// A text without line breaks and other control characters.
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|c| {
            if c.is_control() {
                write!(f, "{}", c.escape_default())
            } else {
                write!(f, "{c}")
            }
        })
    }
}
