//! The access key that requests are signed with.

use std::env::{self, VarError};
use std::fmt;
use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The name of the key's id, in the environment and in a file.
pub const KEY_ID: &str = "HPC_ACCESS_KEY_ID";
/// The name of the secret, in the environment and in a file.
pub const SECRET: &str = "HPC_SECRET_ACCESS_KEY";
/// The largest file of credentials that is read, in bytes.
const MAX_FILE_BYTES: u64 = 64 * 1024;

/// An access key.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Its id, which every request names.
    pub key_id: String,
    /// Its secret.
    pub secret: SecretKey,
}

/// The secret of an access key. It is never formatted as text, so that it cannot be logged by
/// mistake.
#[derive(Clone)]
pub struct SecretKey(String);

impl SecretKey {
    /// The bytes to sign with.
    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretKey(not shown)")
    }
}

/// Why there are no credentials. Contains no part of them.
#[derive(Debug)]
pub enum CredentialsError {
    /// A value is missing.
    Missing {
        /// Which of the two.
        name: &'static str,
        /// The file that was read, or `None` for the environment.
        file: Option<PathBuf>,
    },
    /// The value is not a key.
    Malformed {
        /// Which of the two.
        name: &'static str,
    },
    /// The file cannot be read.
    Unreachable(PathBuf, io::Error),
    /// Others can read the file.
    Exposed(PathBuf),
    /// It is a folder, a pipe or something else that is no file.
    NotAFile(PathBuf),
    /// A line of the file is not `NAME=value` with one of the two names, or a name is repeated.
    BadLine {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
    },
}

impl Credentials {
    /// The credentials of the environment.
    ///
    /// # Errors
    /// If one of the two is missing or not a key.
    pub fn from_environment() -> Result<Self, CredentialsError> {
        let read = |name| match env::var(name) {
            Ok(value) => Ok(value),
            Err(VarError::NotPresent) => Err(CredentialsError::Missing { name, file: None }),
            Err(VarError::NotUnicode(_)) => Err(CredentialsError::Malformed { name }),
        };
        Self::new(&read(KEY_ID)?, &read(SECRET)?)
    }

    /// The credentials of a file: `HPC_ACCESS_KEY_ID=…` and `HPC_SECRET_ACCESS_KEY=…` on a line
    /// each, without quotes. Empty lines and those that begin with `#` are skipped.
    ///
    /// # Errors
    /// If it is no file, if others can read it, if it cannot be read, or if one of the two is
    /// missing.
    pub fn from_file(path: &Path) -> Result<Self, CredentialsError> {
        let text = private_text(path)?;
        let [mut key_id, mut secret] = [None, None];
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let field = match line.split_once('=') {
                Some((name, value)) if name.trim_end() == KEY_ID => Some((&mut key_id, value)),
                Some((name, value)) if name.trim_end() == SECRET => Some((&mut secret, value)),
                _ => None,
            };
            match field {
                Some((field @ None, value)) => *field = Some(value),
                _ => {
                    return Err(CredentialsError::BadLine {
                        file: path.to_owned(),
                        line: index + 1,
                    });
                }
            }
        }
        let missing = |name| CredentialsError::Missing {
            name,
            file: Some(path.to_owned()),
        };
        Self::new(
            key_id.ok_or_else(|| missing(KEY_ID))?,
            secret.ok_or_else(|| missing(SECRET))?,
        )
    }

    /// Credentials of these texts.
    ///
    /// # Errors
    /// If one of them is no key.
    pub fn new(key_id: &str, secret: &str) -> Result<Self, CredentialsError> {
        Ok(Self {
            key_id: checked(KEY_ID, key_id)?.to_owned(),
            secret: SecretKey(checked(SECRET, secret)?.to_owned()),
        })
    }
}

/// The text of a file that nobody else can read, without a byte order mark.
fn private_text(path: &Path) -> Result<String, CredentialsError> {
    let unreachable = |reason| CredentialsError::Unreachable(path.to_owned(), reason);
    // Before it is opened, because opening a pipe waits for whoever writes into it.
    if !fs::metadata(path).map_err(unreachable)?.is_file() {
        return Err(CredentialsError::NotAFile(path.to_owned()));
    }
    let file = File::open(path).map_err(unreachable)?;
    // On the open file, so that it cannot be replaced in between.
    if is_exposed(&file.metadata().map_err(unreachable)?) {
        return Err(CredentialsError::Exposed(path.to_owned()));
    }
    let mut text = String::new();
    file.take(MAX_FILE_BYTES)
        .read_to_string(&mut text)
        .map_err(unreachable)?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// Returns the trimmed value. Blanks and quotes in it are leftovers of another file format.
fn checked<'a>(name: &'static str, value: &'a str) -> Result<&'a str, CredentialsError> {
    let value = value.trim();
    let is_good = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'');
    if value.is_empty() || !value.chars().all(is_good) {
        return Err(CredentialsError::Malformed { name });
    }
    Ok(value)
}

#[cfg(unix)]
fn is_exposed(file: &Metadata) -> bool {
    use nix::unistd::{getegid, getgroups};
    use std::os::unix::fs::MetadataExt as _;
    let is_ours = |group| {
        getegid().as_raw() == group
            || getgroups().is_ok_and(|groups| groups.iter().any(|ours| ours.as_raw() == group))
    };
    lets_others_in(file.mode(), file.uid(), is_ours(file.gid()))
}

/// Other systems have no such mode bits.
#[cfg(not(unix))]
fn is_exposed(_file: &Metadata) -> bool {
    false
}

/// Whether others can use a file. A group may read what belongs to root, and the gateway's own group
/// what nobody may write: so service managers and container platforms hand secrets to a service that
/// does not run as root. A file that its owner may write is rather a file of a person, readable to a
/// group of people by chance.
#[cfg(unix)]
fn lets_others_in(mode: u32, owner: u32, is_of_our_group: bool) -> bool {
    const ROOT: u32 = 0;
    const GROUP_AND_OTHERS: u32 = 0o077;
    const ALL_BUT_GROUP_READING: u32 = 0o037;
    const WRITING: u32 = 0o222;
    let may_group_read = owner == ROOT || (is_of_our_group && mode & WRITING == 0);
    let forbidden = if may_group_read {
        ALL_BUT_GROUP_READING
    } else {
        GROUP_AND_OTHERS
    };
    mode & forbidden != 0
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name, file: None } => write!(
                f,
                "--upstream needs credentials: set {KEY_ID} and {SECRET} or give --credentials \
                 FILE ({name} is not set)"
            ),
            Self::Missing {
                name,
                file: Some(path),
            } => write!(f, "{} has no line {name}=…", path.display()),
            Self::Malformed { name } => write!(
                f,
                "{name} is no key: it is empty or has blanks, quotes or other strange characters"
            ),
            Self::Unreachable(path, reason) => {
                write!(
                    f,
                    "cannot read the credentials in {}: {reason}",
                    path.display()
                )
            }
            Self::Exposed(path) => write!(
                f,
                "others than its owner can use the credentials in {0}; take their rights away: \
                 chmod 600 {0} (440 if it belongs to root or is for the group of the gateway)",
                path.display()
            ),
            Self::NotAFile(path) => write!(
                f,
                "cannot read the credentials in {}: it is a folder or a pipe, not a file",
                path.display()
            ),
            Self::BadLine { file, line } => write!(
                f,
                "line {line} of {} is neither {KEY_ID}=… nor {SECRET}=…, or a second one",
                file.display()
            ),
        }
    }
}

impl std::error::Error for CredentialsError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_never_written() {
        let credentials = Credentials::new("KEYID", "VERYSECRET").unwrap();
        let written = format!("{credentials:?} {:#?}", credentials.secret);
        assert!(written.contains("KEYID") && !written.contains("VERYSECRET"));
    }

    #[cfg(unix)]
    #[test]
    fn a_group_may_read_what_belongs_to_root_and_the_own_group_what_nobody_writes() {
        for (mode, owner, is_of_our_group, is_exposed) in [
            (0o100_600, 1000, false, false),
            (0o100_400, 1000, false, false),
            (0o100_400, 0, false, false),
            (0o100_440, 0, false, false),
            (0o100_640, 0, false, false),
            (0o100_440, 1000, true, false),
            (0o100_400, 1000, true, false),
            (0o100_440, 1000, false, true),
            (0o100_640, 1000, true, true),
            (0o100_444, 1000, true, true),
            (0o100_450, 1000, true, true),
            (0o100_460, 0, true, true),
            (0o100_444, 0, true, true),
            (0o100_604, 1000, true, true),
            (0o100_620, 0, true, true),
        ] {
            assert_eq!(
                lets_others_in(mode, owner, is_of_our_group),
                is_exposed,
                "{mode:o} {owner} {is_of_our_group}"
            );
        }
    }

    #[test]
    fn what_is_no_key_is_refused_without_being_repeated() {
        for bad in [
            "",
            " ",
            "a b",
            "\"quoted\"",
            "'quoted'",
            "schlüssel",
            "a\nb",
        ] {
            let problem = Credentials::new("KEYID", bad).unwrap_err().to_string();
            assert!(problem.starts_with(SECRET), "{problem}");
            assert!(bad.trim().is_empty() || !problem.contains(bad), "{problem}");
            assert!(Credentials::new(bad, "SECRET").is_err());
        }
    }
}
