//! Runs other programs so that neither they nor their children outlive the test.

use std::collections::VecDeque;
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// A shell that leads a process group, starts the program in it and kills the
/// whole group once its own standard input ends. The other end of that pipe is
/// held by this process alone, so it ends when a [`Program`] is dropped and
/// also when this process is killed and cannot clean up.
const GUARD: &str = r#""$@" </dev/null 2>&1 & exec >/dev/null 2>&1; read -r _; kill -s KILL 0"#;

/// Like [`GUARD`], for a program that cleans up: it gets SIGTERM first, and SIGKILL
/// after two seconds.
const GENTLE_GUARD: &str = r#""$@" </dev/null 2>&1 & exec >/dev/null 2>&1; read -r _
child=$!; kill -s TERM $child; { sleep 2; kill -s KILL 0; } & wait $child; kill -s KILL 0"#;

/// How many lines of a program's output are kept for messages.
const KEPT_LINES: usize = 20;

/// A command to start.
#[derive(Debug)]
pub(crate) struct Launch {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    pub environment: Vec<(&'static str, OsString)>,
    /// Whether it gets SIGTERM before it is killed.
    pub gently: bool,
}

impl Launch {
    /// Starts `program` without arguments, in this process's environment.
    pub fn new(program: &Path) -> Self {
        Self {
            program: program.to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            gently: false,
        }
    }

    /// Adds one argument.
    pub fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds several arguments.
    pub fn args(self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    /// Sets one environment variable.
    pub fn env(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name, value.as_ref().to_owned()));
        self
    }

    /// Ends the program by SIGTERM, so that it can clean up.
    pub fn gently(mut self) -> Self {
        self.gently = true;
        self
    }
}

/// A running program. Dropping it kills it and everything it started.
#[derive(Debug)]
pub(crate) struct Program {
    name: String,
    guard: Child,
    output: Arc<Output>,
}

impl Program {
    /// Starts a program.
    pub fn start(launch: &Launch) -> Result<Self, String> {
        let name = launch.program.display().to_string();
        let mut guard = Command::new("sh")
            .args(["-c", if launch.gently { GENTLE_GUARD } else { GUARD }, "sh"])
            .arg(&launch.program)
            .args(&launch.arguments)
            .envs(launch.environment.iter().map(|(name, value)| (name, value)))
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| format!("cannot start {name}: {error}"))?;
        let output = Arc::new(Output::default());
        if let Some(pipe) = guard.stdout.take() {
            let output = Arc::clone(&output);
            // Ends when the last process of the group has closed the pipe.
            thread::spawn(move || output.keep(pipe));
        }
        Ok(Self {
            name,
            guard,
            output,
        })
    }

    /// Waits for a line of output that `read` accepts, and returns what it read.
    ///
    /// # Errors
    /// If the program ends or the timeout passes before such a line; the message
    /// ends with what the program printed.
    pub fn wait_for_line<T>(
        &self,
        timeout: Duration,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, String> {
        let deadline = Instant::now() + timeout;
        let mut lines = self.output.lock();
        loop {
            if let Some(found) = lines.last.iter().find_map(|line| read(line)) {
                return Ok(found);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if lines.ended || left.is_zero() {
                let how = if lines.ended { "ended" } else { "kept silent" };
                return Err(format!(
                    "{} {how} instead of saying where it listens; it printed:\n{}",
                    self.name,
                    lines.all().join("\n")
                ));
            }
            lines = self.output.wait(lines, left);
        }
    }

    /// The last lines that it printed, oldest first.
    pub fn last_lines(&self) -> Vec<String> {
        self.output.lock().all()
    }

    /// Whether the program and all that it started have closed their output.
    pub fn has_ended(&self) -> bool {
        self.output.lock().ended
    }

    /// The id of the process group that holds the program and what it started.
    pub fn group(&self) -> u32 {
        self.guard.id()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        // The guard kills itself, so its status is meaningless.
        let _ = self.guard.wait();
    }
}

/// The last lines that a program printed.
#[derive(Debug, Default)]
struct Output {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    last: VecDeque<String>,
    ended: bool,
}

impl Lines {
    fn all(&self) -> Vec<String> {
        self.last.iter().cloned().collect()
    }
}

impl Output {
    /// Waits until there is more, at most this long.
    fn wait<'a>(&self, lines: MutexGuard<'a, Lines>, timeout: Duration) -> MutexGuard<'a, Lines> {
        let waited = self.changed.wait_timeout(lines, timeout);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, pipe: impl Read) {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let mut lines = self.lock();
            if lines.last.len() == KEPT_LINES {
                lines.last.pop_front();
            }
            lines
                .last
                .push_back(String::from_utf8_lossy(&line).into_owned());
            self.changed.notify_all();
        }
        self.lock().ended = true;
        self.changed.notify_all();
    }
}
