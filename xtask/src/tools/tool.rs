//! A tool of an exact version, from cargo or npm.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::cache::Cache;
use crate::tools::path;
use std::path::{Path, PathBuf};

/// A set of programs that are installed together.
pub struct Tool {
    /// What people call it.
    pub name: &'static str,
    /// The exact version to install.
    pub version: String,
    /// The version as the programs print it.
    pub printed_version: String,
    /// Every one of these must answer `--version` with that version.
    pub programs: &'static [&'static str],
    /// How to install it.
    pub source: Source,
}

/// Where a tool comes from.
pub enum Source {
    /// `cargo install package`.
    Cargo {
        /// The crate's name.
        package: &'static str,
        /// Whether to build with the versions its author tested.
        locked: bool,
        /// How long that may take, for people.
        duration: &'static str,
    },
    /// `npm install package`.
    Npm {
        /// The package's name.
        package: &'static str,
    },
}

/// Where a tool was found.
pub enum Place {
    /// Already on the user's `PATH`.
    OnPath,
    /// In this folder, which has to be put on `PATH`.
    Folder(PathBuf),
}

impl Place {
    /// The folder to put on `PATH`, if any.
    pub fn folder(self) -> Option<PathBuf> {
        match self {
            Self::OnPath => None,
            Self::Folder(folder) => Some(folder),
        }
    }
}

impl Tool {
    /// Finds the tool on `PATH` or in the cache.
    pub fn find(&self, cache: &Cache) -> Option<Place> {
        if self.is_on_path() {
            Some(Place::OnPath)
        } else if self.is_cached(cache) {
            Some(Place::Folder(self.source.programs(&self.home(cache))))
        } else {
            None
        }
    }

    /// Finds the tool or installs it into the cache.
    pub fn set_up(&self, cache: &Cache) -> Result<Place> {
        if let Some(place) = self.find(cache) {
            return Ok(place);
        }
        let home = self.home(cache);
        eprintln!(
            "==> install {} {} into {} ({})",
            self.name,
            self.version,
            home.display(),
            self.source.duration()
        );
        cache.install(
            &home,
            || self.is_cached(cache),
            |folder| {
                self.source.install(&self.version, folder, cache)?;
                if self.is_in(&self.source.programs(folder)) {
                    Ok(())
                } else {
                    Err(Failure::because(format!(
                        "{} was installed but does not say that it is version {}",
                        self.name, self.printed_version
                    )))
                }
            },
        )?;
        Ok(Place::Folder(self.source.programs(&home)))
    }

    fn home(&self, cache: &Cache) -> PathBuf {
        cache.home_of(self.source.cache_name(), &self.version)
    }

    fn is_on_path(&self) -> bool {
        self.programs
            .iter()
            .all(|program| path::find(program).is_some_and(|file| self.is_version(&file)))
    }

    fn is_cached(&self, cache: &Cache) -> bool {
        self.is_in(&self.source.programs(&self.home(cache)))
    }

    fn is_in(&self, folder: &Path) -> bool {
        self.programs.iter().all(|program| {
            let file = folder.join(program);
            path::is_executable(&file) && self.is_version(&file)
        })
    }

    fn is_version(&self, program: &Path) -> bool {
        Call::new(program, Path::new("/"))
            .arg("--version")
            .read()
            .is_ok_and(|text| says_version(&text, &self.printed_version))
    }
}

impl Source {
    /// The first part of the folder's name in the cache.
    fn cache_name(&self) -> &'static str {
        match self {
            // The library's name: people look for the version they link.
            Self::Cargo {
                package: "wasm-bindgen-cli",
                ..
            } => "wasm-bindgen",
            Self::Cargo { package, .. } | Self::Npm { package } => package,
        }
    }

    fn duration(&self) -> &'static str {
        match self {
            Self::Cargo { duration, .. } => duration,
            Self::Npm { .. } => "up to a minute",
        }
    }

    /// The folder of the programs below an installation.
    fn programs(&self, home: &Path) -> PathBuf {
        match self {
            Self::Cargo { .. } => home.join("bin"),
            Self::Npm { .. } => home.join("node_modules").join(".bin"),
        }
    }

    fn install(&self, version: &str, folder: &Path, cache: &Cache) -> Result<()> {
        match self {
            Self::Cargo {
                package, locked, ..
            } => Call::new("cargo", Path::new("/"))
                .args(["install", package, "--version", version])
                .args(locked.then_some("--locked"))
                .arg("--root")
                .arg(folder)
                .env("CARGO_TARGET_DIR", cache.build_folder())
                // Spares people cargo's advice to put the folder on PATH.
                .path(&[folder.join("bin")])?
                .run(),
            Self::Npm { package } => install_npm_package(package, version, folder),
        }
    }
}

/// Installs an npm package below `folder`.
pub fn install_npm_package(package: &str, version: &str, folder: &Path) -> Result<()> {
    Call::new("npm", folder)
        .args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--prefix",
        ])
        .arg(folder)
        .arg(format!("{package}@{version}"))
        .run()
}

/// Whether the first line of a `--version` answer holds exactly this version.
fn says_version(text: &str, version: &str) -> bool {
    text.lines()
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .any(|word| word == version)
}

#[cfg(test)]
mod tests {
    use super::says_version;

    #[test]
    fn only_the_exact_version_counts() {
        assert!(says_version("wasm-bindgen 0.2.130\n", "0.2.130"));
        assert!(says_version("wasm-bindgen 0.2.130 (1a2b3c)", "0.2.130"));
        assert!(says_version("wasm-opt version 132 (version_132)", "132"));
        assert!(!says_version("wasm-bindgen 0.2.1301", "0.2.130"));
        assert!(!says_version("wasm-bindgen 0.2.13", "0.2.130"));
        assert!(!says_version("tool 1\nbuilt with 0.2.130", "0.2.130"));
        assert!(!says_version("", "0.2.130"));
    }
}
