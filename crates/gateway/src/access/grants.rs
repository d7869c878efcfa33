//! The file that says who may read about which resources, in TOML:
//!
//! ```toml
//! [users]
//! ann = ["ehpc-czkekzfz", "cln-w1xufnk9"]
//! root = "everything"
//!
//! [groups]
//! physics = ["ehpc-8jqdq0mz"]
//! ```

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::path::{Path, PathBuf};

use operation_log::ResourceId;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::text_file::{self, OneLine, TextFileError, line_of};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 8 << 20;
const USERS: &str = "users";
const GROUPS: &str = "groups";
const EVERYTHING: &str = "everything";

/// What users and groups may read about.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    users: HashMap<String, Grant>,
    groups: HashMap<String, Grant>,
}

/// What a user or a group may read about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// Every resource.
    Everything,
    /// These resources; none at all is possible.
    Resources(BTreeSet<String>),
}

/// Why the file cannot be used.
#[derive(Debug)]
pub enum GrantsError {
    /// It is no file of text.
    Unreadable(TextFileError),
    /// It makes no sense at this line, counted from 1.
    Wrong {
        /// The file.
        file: PathBuf,
        /// What is wrong.
        mistake: Mistake,
    },
}

/// What is wrong in the text of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    line: usize,
    reason: String,
}

impl Grants {
    /// Reads the file.
    ///
    /// # Errors
    /// If it is no readable file, or makes no sense.
    pub fn read(path: &Path) -> Result<Self, GrantsError> {
        let text = text_file::read(path, MAX_BYTES).map_err(GrantsError::Unreadable)?;
        Self::parse(&text).map_err(|mistake| GrantsError::Wrong {
            file: path.to_owned(),
            mistake,
        })
    }

    /// Reads the text of the file.
    ///
    /// # Errors
    /// What is wrong first.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        let mistake = |at, reason: String| Mistake {
            line: line_of(text.as_bytes(), at),
            reason,
        };
        let file = DeTable::parse(text).map_err(|fault| {
            let at = fault.span().map_or(0, |span| span.start);
            mistake(at, format!("not TOML: {}", fault.message()))
        })?;
        let mut grants = Self::default();
        for (name, table) in file.get_ref() {
            let at = name.span().start;
            let known = match name.get_ref().as_ref() {
                USERS => &mut grants.users,
                GROUPS => &mut grants.groups,
                other => {
                    let reason = format!("{other}: there are only [{USERS}] and [{GROUPS}]");
                    return Err(mistake(at, reason));
                }
            };
            let DeValue::Table(table) = table.get_ref() else {
                return Err(mistake(
                    at,
                    format!("write it as a table, [{name}]", name = name.get_ref()),
                ));
            };
            for (name, value) in table {
                let grant = Grant::parse(value)
                    .map_err(|(at, reason)| mistake(at, format!("{}: {reason}", name.get_ref())))?;
                known.insert(name.get_ref().to_string(), grant);
            }
        }
        Ok(grants)
    }

    /// What a user of these groups may read about: all that the user or one of the groups may.
    pub fn of<'a>(&self, user: Option<&str>, groups: impl Iterator<Item = &'a str>) -> Grant {
        let own = user.and_then(|user| self.users.get(user));
        let all = groups.filter_map(|group| self.groups.get(group)).chain(own);
        let mut ids = BTreeSet::new();
        for grant in all {
            match grant {
                Grant::Everything => return Grant::Everything,
                Grant::Resources(more) => ids.extend(more.iter().cloned()),
            }
        }
        Grant::Resources(ids)
    }
}

impl Grant {
    /// Reads a value; returns where something is wrong, and what.
    fn parse(value: &Spanned<DeValue<'_>>) -> Result<Self, (usize, String)> {
        let wrong = |value: &Spanned<DeValue<'_>>, reason: String| (value.span().start, reason);
        let items = match value.get_ref() {
            DeValue::String(word) if word == EVERYTHING => return Ok(Self::Everything),
            DeValue::Array(items) => items,
            _ => {
                let reason = format!("has to be a list of resources, or \"{EVERYTHING}\"");
                return Err(wrong(value, reason));
            }
        };
        let mut ids = BTreeSet::new();
        for item in items {
            let DeValue::String(text) = item.get_ref() else {
                return Err(wrong(
                    item,
                    "a resource has to be a text in quotes".to_owned(),
                ));
            };
            // A pattern would look as if it meant many, and match none.
            if text == EVERYTHING || text.contains('*') {
                let reason = format!("`{text}` is no resource; for all write \"{EVERYTHING}\"");
                return Err(wrong(item, reason));
            }
            let id = ResourceId::parse(text)
                .map_err(|problem| wrong(item, format!("`{text}`: {problem}")))?;
            ids.insert(id.as_str().to_owned());
        }
        Ok(Self::Resources(ids))
    }
}

impl fmt::Display for GrantsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(fault) => fault.fmt(f),
            Self::Wrong { file, mistake } => {
                let Mistake { line, reason } = mistake;
                write!(f, "{}, line {line}: {}", file.display(), OneLine(reason))
            }
        }
    }
}

impl std::error::Error for GrantsError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn mistake(text: &str) -> String {
        let Mistake { line, reason } = Grants::parse(text).unwrap_err();
        format!("{line}: {reason}")
    }

    #[test]
    fn a_mistake_is_named_with_its_line() {
        for (text, told) in [
            (
                "[users]\nann = 'all'",
                "2: ann: has to be a list of resources, or \"everything\"",
            ),
            (
                "[users]\nann = [1]",
                "2: ann: a resource has to be a text in quotes",
            ),
            (
                "[users]\nann = [\n'a',\n'*']",
                "4: ann: `*` is no resource; for all write \"everything\"",
            ),
            (
                "[users]\nann = ['ehpc-*']",
                "2: ann: `ehpc-*` is no resource; for all write \"everything\"",
            ),
            (
                "[users]\nann = ['everything']",
                "2: ann: `everything` is no resource; for all write \"everything\"",
            ),
            ("\n[user]", "2: user: there are only [users] and [groups]"),
            ("users = 1", "1: write it as a table, [users]"),
        ] {
            assert_eq!(mistake(text), told);
        }
        assert!(mistake("[users]\nann = ['a b']").starts_with("2: ann: `a b`: "));
        assert!(mistake("[users]\nann = []\nann = []").starts_with("3: not TOML: "));
    }

    #[test]
    fn the_example_is_understood() {
        let grants = Grants::parse(include_str!("../../../../deploy/access.toml")).unwrap();
        assert_eq!(
            grants.of(Some("operator"), std::iter::empty()),
            Grant::Everything
        );
    }

    #[test]
    fn an_empty_file_lets_nobody_read() {
        let none = Grant::Resources(BTreeSet::new());
        let grants = Grants::parse("").unwrap();
        assert_eq!(grants.of(Some("ann"), ["physics"].into_iter()), none);
    }
}
