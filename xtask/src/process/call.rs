//! One call of another program.

use crate::failure::{Explain, Failure, Result};
use crate::process::running::Running;
use std::env;
use std::ffi::OsStr;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program with its arguments and environment, ready to be run.
///
/// Every call gets its own process group, so that it can be ended together with
/// whatever it started, and no standard input, so that nothing waits for a
/// person.
pub struct Call {
    command: Command,
}

impl Call {
    /// A call of `program`, run in the folder `directory`.
    pub fn new(program: impl AsRef<OsStr>, directory: &Path) -> Self {
        let mut command = Command::new(program);
        command
            .current_dir(directory)
            .stdin(Stdio::null())
            .process_group(0);
        // `cargo run` describes this crate in the environment. Passed on to the
        // next cargo, that would make build scripts run again for nothing.
        for (key, _) in env::vars_os() {
            if let Some(name) = key.to_str()
                && ["CARGO_PKG_", "CARGO_MANIFEST_"]
                    .iter()
                    .any(|prefix| name.starts_with(prefix))
            {
                command.env_remove(name);
            }
        }
        Self { command }
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// Adds several arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets an environment variable.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Takes an environment variable away.
    pub fn without_env(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    /// Puts folders in front of the program's `PATH`.
    pub fn path(mut self, folders: &[PathBuf]) -> Result<Self> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let joined =
            env::join_paths(folders.iter().cloned().chain(
                env::split_paths(&inherited).filter(|folder| !folder.as_os_str().is_empty()),
            ))
            .explain(|| "cannot put the tools on PATH".to_owned())?;
        self.command.env("PATH", joined);
        Ok(self)
    }

    /// Starts the program and leaves it running.
    pub fn start(mut self) -> Result<Running> {
        let name = self.to_string();
        let child = self
            .command
            .spawn()
            .explain(|| format!("cannot start `{name}`"))?;
        Ok(Running::new(name, child))
    }

    /// Runs the program to its end; a bad exit status is a failure that names
    /// the command.
    pub fn run(self) -> Result<()> {
        let mut running = self.start()?;
        let status = running.wait()?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::because(format!(
                "`{}` failed ({status})",
                running.name()
            )))
        }
    }

    /// Runs the program quietly and answers what it printed; its complaints go
    /// nowhere. Meant for short questions such as `--version`.
    pub fn read(mut self) -> Result<String> {
        let name = self.to_string();
        let output = self
            .command
            .stderr(Stdio::null())
            .output()
            .explain(|| format!("cannot start `{name}`"))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(Failure::because(format!(
                "`{name}` failed ({})",
                output.status
            )))
        }
    }
}

impl std::fmt::Display for Call {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.command.get_program().to_string_lossy())?;
        for argument in self.command.get_args() {
            write!(f, " {}", argument.to_string_lossy())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Call;
    use crate::failure::Failure;
    use std::path::Path;

    #[test]
    fn a_failing_command_is_named_with_its_arguments() {
        let call = Call::new("sh", Path::new("/")).args(["-c", "exit 3"]);
        match call.run() {
            Err(Failure::Because(text)) => {
                assert!(text.contains("`sh -c exit 3` failed"), "{text}");
                assert!(text.contains('3'), "{text}");
            }
            other => panic!("expected a failure, got {other:?}"),
        }
    }

    #[test]
    fn what_cargo_run_says_about_this_crate_is_not_passed_on() {
        let text = Call::new("env", Path::new("/")).read().unwrap();
        assert!(!text.contains("CARGO_PKG_"), "{text}");
        assert!(!text.contains("CARGO_MANIFEST_"), "{text}");
    }
}
