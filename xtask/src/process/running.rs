//! A program that runs in its own process group.

use crate::failure::{Explain, Result};
use crate::process::stop;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use std::process::{Child, ExitStatus};
use std::thread;
use std::time::{Duration, Instant};

/// How often a running program is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// How long a program may take to end by itself after SIGTERM.
const GRACE: Duration = Duration::from_secs(3);

/// A running program. Dropping it ends its whole process group.
pub struct Running {
    name: String,
    child: Child,
    status: Option<ExitStatus>,
}

impl Running {
    /// Takes charge of `child`, which must lead its own process group.
    pub(super) fn new(name: String, child: Child) -> Self {
        Self {
            name,
            child,
            status: None,
        }
    }

    /// The command line, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How it ended, or `None` while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        if self.status.is_none() {
            self.status = self
                .child
                .try_wait()
                .explain(|| format!("cannot watch `{}`", self.name))?;
        }
        Ok(self.status)
    }

    /// Waits for its end. A wish to stop ends it and is passed on.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        loop {
            if let Some(status) = self.ended()? {
                // Ctrl-C that reached both is a wish to stop, not a failure.
                stop::check()?;
                return Ok(status);
            }
            stop::pause(LOOK)?;
        }
    }

    /// Asks the whole group to end, without waiting. A program that has ended
    /// is left alone.
    pub fn ask_to_end(&mut self) {
        if self.status.is_none() {
            self.signal(Signal::SIGTERM);
        }
    }

    fn signal(&self, signal: Signal) {
        if let Ok(id) = i32::try_from(self.child.id()) {
            // An empty group is what is wanted, so "no such process" is fine.
            let _ = killpg(Pid::from_raw(id), signal);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.ask_to_end();
        let deadline = Instant::now() + GRACE;
        while let Ok(None) = self.ended()
            && Instant::now() < deadline
        {
            thread::sleep(LOOK);
        }
        // Also after a normal end: a program may have left others behind.
        self.signal(Signal::SIGKILL);
        if self.status.is_none() {
            let _ = self.child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::process::Call;
    use nix::errno::Errno;
    use nix::sys::signal::kill;
    use nix::unistd::Pid;
    use std::io::{BufRead, BufReader};
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use super::Running;

    #[test]
    fn dropping_a_program_ends_what_it_started_too() {
        use std::os::unix::process::CommandExt;
        let mut child = Command::new("sh")
            .args(["-c", "sleep 600 & echo $!; wait"])
            .stdout(Stdio::piped())
            .process_group(0)
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let grandchild = Pid::from_raw(line.trim().parse().unwrap());
        assert_eq!(kill(grandchild, None), Ok(()));

        drop(Running::new("sh".to_owned(), child));

        let deadline = Instant::now() + Duration::from_secs(10);
        while alive(grandchild) {
            assert!(Instant::now() < deadline, "the grandchild still runs");
            std::thread::yield_now();
        }
    }

    /// Whether the process runs; one that waits to be reaped does not.
    fn alive(process: Pid) -> bool {
        if kill(process, None) == Err(Errno::ESRCH) {
            return false;
        }
        std::fs::read_to_string(format!("/proc/{process}/stat"))
            .is_ok_and(|stat| !stat.contains(") Z "))
    }

    #[test]
    fn a_running_program_has_not_ended() {
        let mut running = Call::new("sleep", Path::new("/"))
            .arg("600")
            .start()
            .unwrap();
        assert!(running.ended().unwrap().is_none());
    }
}
