//! A file of options: TOML whose keys are the long names of the flags.

use std::any::TypeId;
use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, Command};
use toml::de::{DeTable, DeValue};

use super::Seconds;
use crate::text_file::{self, OneLine, TextFileError, line_of};

/// The largest file that is read, in bytes.
const MAX_BYTES: u64 = 256 * 1024;
/// Flags that are no keys of the file, beside those that clap adds.
const FLAGS_ONLY: [&str; 2] = ["config", "check-config"];

/// A file of options.
#[derive(Debug)]
pub struct ConfigFile {
    path: PathBuf,
    /// Its keys, in alphabetical order.
    pub entries: Vec<Entry>,
}

/// A key of the file with its value.
#[derive(Debug)]
pub struct Entry {
    /// The long name of the flag.
    pub key: String,
    /// The flag's id, by which clap knows it.
    pub id: String,
    /// The line of the key, from 1.
    line: usize,
    /// The arguments that say the same on a command line.
    pub arguments: Vec<String>,
}

/// Why a file of options cannot be used.
#[derive(Debug)]
pub enum ConfigFileError {
    /// It is no file of text.
    Unreadable(TextFileError),
    /// It has something else than options.
    Wrong(WrongOption),
}

/// What is wrong in a file of options.
#[derive(Debug)]
pub struct WrongOption {
    file: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Syntax {
        line: usize,
        reason: String,
    },
    Key {
        line: usize,
        key: String,
        reason: String,
    },
}

/// What a key's value has to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Switch,
    Number,
    Text,
    Texts,
}

impl ConfigFile {
    /// Reads a file for a command with these flags. Values are taken as they are; the command checks
    /// them.
    ///
    /// # Errors
    /// If it is no readable file of TOML, or has a key that is no flag, or a value of the wrong type.
    pub fn read(path: &Path, command: &Command) -> Result<Self, ConfigFileError> {
        let text = text_file::read(path, MAX_BYTES).map_err(ConfigFileError::Unreadable)?;
        let entries = entries(&text, command).map_err(|problem| {
            ConfigFileError::Wrong(WrongOption {
                file: path.to_owned(),
                problem,
            })
        })?;
        Ok(Self {
            path: path.to_owned(),
            entries,
        })
    }

    /// What is wrong with an entry, as an error.
    pub fn error(&self, entry: &Entry, reason: String) -> ConfigFileError {
        ConfigFileError::Wrong(WrongOption {
            file: self.path.clone(),
            problem: Problem::Key {
                line: entry.line,
                key: entry.key.clone(),
                reason,
            },
        })
    }
}

fn entries(text: &str, command: &Command) -> Result<Vec<Entry>, Problem> {
    let line = |at| line_of(text.as_bytes(), at);
    let table = DeTable::parse(text).map_err(|fault| Problem::Syntax {
        line: line(fault.span().map_or(0, |span| span.start)),
        reason: fault.message().to_owned(),
    })?;
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<_>)| {
        let line = line(key.span().start);
        let key: &str = AsRef::<str>::as_ref(key.get_ref());
        let because = |reason| Problem::Key {
            line,
            key: key.to_owned(),
            reason,
        };
        let flag = flag(command, key).ok_or_else(|| because(no_such_key(command, key)))?;
        let arguments = arguments(key, kind(flag), value.get_ref()).map_err(because)?;
        Ok(Entry {
            key: key.to_owned(),
            id: flag.get_id().to_string(),
            line,
            arguments,
        })
    };
    table.get_ref().iter().map(entry).collect()
}

fn flag<'a>(command: &'a Command, key: &str) -> Option<&'a Arg> {
    command
        .get_arguments()
        .find(|flag| flag.get_long() == Some(key))
        .filter(|_| !FLAGS_ONLY.contains(&key))
}

fn no_such_key(command: &Command, key: &str) -> String {
    let dashed = key.replace('_', "-").to_lowercase();
    match flag(command, &dashed) {
        Some(_) if dashed != key => format!("there is no such key, only {dashed}"),
        _ => "there is no such key".to_owned(),
    }
}

fn kind(flag: &Arg) -> Kind {
    match flag.get_action() {
        ArgAction::SetTrue => Kind::Switch,
        ArgAction::Append => Kind::Texts,
        _ => {
            let given = flag.get_value_parser().type_id();
            let numbers = [
                TypeId::of::<u16>(),
                TypeId::of::<u32>(),
                TypeId::of::<u64>(),
                TypeId::of::<usize>(),
                TypeId::of::<i64>(),
                TypeId::of::<f64>(),
                TypeId::of::<Seconds>(),
            ];
            if numbers.iter().any(|number| given == *number) {
                Kind::Number
            } else {
                Kind::Text
            }
        }
    }
}

/// The arguments that say the same as a key of the file.
fn arguments(key: &str, kind: Kind, value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let with = |text: &str| format!("--{key}={text}");
    match (kind, value) {
        (Kind::Switch, DeValue::Boolean(true)) => Ok(vec![format!("--{key}")]),
        (Kind::Switch, DeValue::Boolean(false)) => Ok(Vec::new()),
        (Kind::Number, DeValue::Integer(number)) => {
            let number = i128::from_str_radix(number.as_str(), number.radix())
                .map_err(|reason| reason.to_string())?;
            Ok(vec![with(&number.to_string())])
        }
        (Kind::Number, DeValue::Float(number)) => Ok(vec![with(number.as_str())]),
        (Kind::Text | Kind::Texts, DeValue::String(text)) => Ok(vec![with(text)]),
        (Kind::Texts, DeValue::Array(items)) => items
            .iter()
            .map(|item| match item.get_ref() {
                DeValue::String(text) => Ok(with(text)),
                other => Err(wrong_type(kind, other)),
            })
            .collect(),
        _ => Err(wrong_type(kind, value)),
    }
}

fn wrong_type(kind: Kind, value: &DeValue<'_>) -> String {
    let wanted = match kind {
        Kind::Switch => "true or false",
        Kind::Number => "a number",
        Kind::Text => "a text in quotes",
        Kind::Texts => "a list of texts in quotes",
    };
    let given = match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    if kind == Kind::Texts {
        return format!("has to be {wanted}, without {given} in it or in its place");
    }
    format!("has to be {wanted}, not {given}")
}

impl fmt::Display for ConfigFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wrong = match self {
            Self::Unreadable(fault) => return fault.fmt(f),
            Self::Wrong(wrong) => wrong,
        };
        let file = wrong.file.display();
        match &wrong.problem {
            Problem::Syntax { line, reason } => {
                write!(f, "{file}, line {line}: not TOML: {}", OneLine(reason))
            }
            Problem::Key { line, key, reason } => {
                write!(
                    f,
                    "{file}, line {line}: {}: {}",
                    OneLine(key),
                    OneLine(reason)
                )
            }
        }
    }
}

impl std::error::Error for ConfigFileError {}
