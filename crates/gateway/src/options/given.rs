//! The options as they are given: flags win over the file of `--config`, and the file over defaults.

use std::error::Error as _;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::parser::ValueSource;
use clap::{ArgMatches, CommandFactory as _, FromArgMatches as _};

use super::Options;
use super::changeable::CHANGEABLE;
use super::config_file::{ConfigFile, ConfigFileError, Entry};

/// Options with what they were read from.
#[derive(Clone, Debug)]
pub struct Given {
    /// The options.
    pub options: Options,
    matches: ArgMatches,
}

/// Why there are no options.
#[derive(Debug)]
pub enum GivenError {
    /// The command line makes no sense, or asks for help or the version only.
    Arguments(clap::Error),
    /// The file makes no sense.
    File(ConfigFileError),
}

impl Given {
    /// Reads the options of a command line, whose first word is the program, and of the file that it
    /// names.
    ///
    /// # Errors
    /// If one of the two makes no sense, or both together.
    pub fn read(arguments: &[OsString]) -> Result<Self, GivenError> {
        let flags = match parse(arguments) {
            // What a flag needs may stand in the file.
            Err(error) if error.kind() == ErrorKind::MissingRequiredArgument => {
                let lenient = Options::command().ignore_errors(true);
                lenient
                    .try_get_matches_from(arguments)
                    .map_err(GivenError::Arguments)?
            }
            other => other.map_err(GivenError::Arguments)?,
        };
        let Some(path) = flags.get_one::<PathBuf>("config") else {
            return Self::of(parse(arguments).map_err(GivenError::Arguments)?);
        };
        let file = ConfigFile::read(path, &Options::command()).map_err(GivenError::File)?;
        let used: Vec<&Entry> = file
            .entries
            .iter()
            .filter(|entry| flags.value_source(&entry.id) != Some(ValueSource::CommandLine))
            .collect();
        let mut words: Vec<OsString> = arguments.first().cloned().into_iter().collect();
        let of_file = used.iter().flat_map(|entry| &entry.arguments);
        words.extend(of_file.map(OsString::from));
        words.extend(arguments.iter().skip(1).cloned());
        match parse(&words) {
            Ok(matches) => Self::of(matches),
            Err(error) => Err(blame(&file, &used, error)),
        }
    }

    fn of(matches: ArgMatches) -> Result<Self, GivenError> {
        let options = Options::from_arg_matches(&matches).map_err(GivenError::Arguments)?;
        Ok(Self { options, matches })
    }

    /// These options with those of others that can change while the server runs.
    pub fn changed_to(&self, other: &Self) -> Options {
        let mut options = self.options.changed_to(&other.options);
        // The key of another API is of no use for this one.
        if !self.has_same("upstream", other) {
            options.credentials.clone_from(&self.options.credentials);
        }
        options
    }

    /// The flags, by their long names, that others differ in and that cannot change while the server
    /// runs.
    pub fn unchangeable_changes(&self, other: &Self) -> Vec<String> {
        let command = Options::command();
        command
            .get_arguments()
            .filter(|flag| !self.has_same(flag.get_id().as_str(), other))
            .filter_map(|flag| flag.get_long())
            .filter(|flag| !CHANGEABLE.contains(flag))
            .map(str::to_owned)
            .collect()
    }

    fn has_same(&self, id: &str, other: &Self) -> bool {
        let values = |given: &Self| -> Option<Vec<OsString>> {
            // Clap adds flags of its own, which have no value.
            let values = given.matches.try_get_raw(id).ok()??;
            Some(values.map(ToOwned::to_owned).collect())
        };
        values(self) == values(other)
    }
}

fn parse(words: &[OsString]) -> Result<ArgMatches, clap::Error> {
    Options::command().try_get_matches_from(words)
}

/// Says which key of the file an error of file and flags together is about, if it is about one.
fn blame(file: &ConfigFile, used: &[&Entry], error: clap::Error) -> GivenError {
    let named = names(&error, ContextKind::InvalidArg);
    let others = names(&error, ContextKind::PriorArg);
    let entry_of = |names: &[String]| {
        let mut entries = used.iter();
        entries.find(|entry| {
            names
                .iter()
                .any(|name| name.strip_prefix("--") == Some(&entry.key))
        })
    };
    let found = match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            let needs = |entry: &&&Entry| {
                let mut alone = vec![OsString::from("gateway")];
                alone.extend(entry.arguments.iter().map(OsString::from));
                parse(&alone).is_err_and(|fault| fault.kind() == error.kind())
            };
            let entry = used.iter().find(needs);
            entry.map(|entry| (entry, format!("needs {}", named.join(", "))))
        }
        ErrorKind::ArgumentConflict => match (entry_of(&named), entry_of(&others)) {
            (Some(entry), _) => Some((entry, others)),
            (None, Some(entry)) => Some((entry, named)),
            (None, None) => None,
        }
        .map(|(entry, others)| (entry, format!("cannot be used with {}", others.join(", ")))),
        _ => entry_of(&named).map(|entry| (entry, reason(&error))),
    };
    match found {
        Some((entry, reason)) => GivenError::File(file.error(entry, reason)),
        None => GivenError::Arguments(error),
    }
}

/// What is wrong with a value, without the value: it may be a secret.
fn reason(error: &clap::Error) -> String {
    let possible = names(error, ContextKind::ValidValue);
    match error.source() {
        Some(source) => source.to_string(),
        None if possible.is_empty() => "has no value".to_owned(),
        None => format!("has to be one of {}", possible.join(", ")),
    }
}

/// Values that are allowed, or flags without their values: `--port` for `--port <PORT>`.
fn names(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    let all = match error.get(kind) {
        Some(ContextValue::String(name)) => std::slice::from_ref(name),
        Some(ContextValue::Strings(names)) => names,
        _ => &[],
    };
    all.iter()
        .filter_map(|name| name.split([' ', '=']).next())
        .map(str::to_owned)
        .collect()
}

impl fmt::Display for GivenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(problem) => problem.fmt(f),
            Self::File(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for GivenError {}
