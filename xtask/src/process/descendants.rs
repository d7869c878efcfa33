//! The last broom: processes that left the process group they were started in.
//!
//! A browser driver starts its browser in a group of its own, so ending the
//! driver's group is not enough. On Linux this process adopts every orphan
//! below it, which makes all of them findable as descendants.

#[cfg(target_os = "linux")]
pub use linux::{adopt_orphans, end_descendants};

/// Asks the system to hand orphaned descendants to this process; Linux only.
#[cfg(not(target_os = "linux"))]
pub fn adopt_orphans() {}

/// Ends every process below this one and answers their names; Linux only.
#[cfg(not(target_os = "linux"))]
pub fn end_descendants() -> Vec<String> {
    Vec::new()
}

#[cfg(target_os = "linux")]
mod linux {
    use nix::sys::prctl;
    use nix::sys::signal::{Signal, kill};
    use nix::sys::wait::{WaitPidFlag, waitpid};
    use nix::unistd::Pid;
    use std::collections::BTreeSet;
    use std::fs;
    use std::thread;
    use std::time::{Duration, Instant};

    /// How long killed processes may take to disappear.
    const DEADLINE: Duration = Duration::from_secs(5);

    /// One process as the system describes it.
    struct Process {
        id: i32,
        parent: i32,
        name: String,
        /// It has ended and waits for its parent to notice.
        ended: bool,
    }

    /// Asks the system to hand orphaned descendants to this process.
    pub fn adopt_orphans() {
        // Without it (a very old kernel) process groups still do most of the work.
        let _ = prctl::set_child_subreaper(true);
    }

    /// Ends every process below this one and answers the names of those that
    /// were still running. Only to be called while no [`Running`] is alive.
    ///
    /// [`Running`]: crate::process::Running
    pub fn end_descendants() -> Vec<String> {
        let Ok(own) = i32::try_from(std::process::id()) else {
            return Vec::new();
        };
        let mut names = BTreeSet::new();
        let deadline = Instant::now() + DEADLINE;
        loop {
            let found = below(own, &all_processes());
            if found.is_empty() || Instant::now() > deadline {
                return names.into_iter().collect();
            }
            for process in found {
                let id = Pid::from_raw(process.id);
                if process.ended {
                    let _ = waitpid(id, Some(WaitPidFlag::WNOHANG));
                } else {
                    names.insert(process.name);
                    let _ = kill(id, Signal::SIGKILL);
                }
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn all_processes() -> Vec<Process> {
        let Ok(entries) = fs::read_dir("/proc") else {
            return Vec::new();
        };
        entries
            .filter_map(|entry| {
                let path = entry.ok()?.path();
                path.file_name()?.to_str()?.parse::<i32>().ok()?;
                parse(&fs::read_to_string(path.join("stat")).ok()?)
            })
            .collect()
    }

    /// Reads `id (name) state parent …`; the name may hold blanks and brackets.
    fn parse(stat: &str) -> Option<Process> {
        let (head, tail) = stat.rsplit_once(") ")?;
        let (id, name) = head.split_once(" (")?;
        let mut fields = tail.split(' ');
        let ended = matches!(fields.next()?, "Z" | "X");
        Some(Process {
            id: id.parse().ok()?,
            parent: fields.next()?.parse().ok()?,
            name: name.to_owned(),
            ended,
        })
    }

    /// The processes whose chain of parents leads to `root`.
    fn below(root: i32, all: &[Process]) -> Vec<Process> {
        let mut wanted = vec![root];
        let mut found = Vec::new();
        while let Some(parent) = wanted.pop() {
            for process in all.iter().filter(|process| process.parent == parent) {
                wanted.push(process.id);
                found.push(Process {
                    name: process.name.clone(),
                    ..*process
                });
            }
        }
        found
    }

    #[cfg(test)]
    mod tests {
        use super::{Process, adopt_orphans, all_processes, below, end_descendants, parse};
        use std::env;
        use std::process::Command;

        /// Set in the process that does the sweeping.
        const SWEEPER: &str = "XTASK_TEST_SWEEPER";

        #[test]
        fn an_orphan_in_a_session_of_its_own_is_ended() {
            if env::var_os(SWEEPER).is_none() {
                // In a process of its own: other tests have children, too.
                let output = Command::new(env::current_exe().unwrap())
                    .arg("an_orphan_in_a_session_of_its_own_is_ended")
                    .env(SWEEPER, "1")
                    .output()
                    .unwrap();
                let text = String::from_utf8_lossy(&output.stdout);
                assert!(text.contains("1 passed"), "{text}");
                return;
            }
            adopt_orphans();
            Command::new("sh")
                .args(["-c", "setsid sleep 60 >/dev/null 2>&1 & exit 0"])
                .status()
                .unwrap();
            assert_eq!(end_descendants().len(), 1);
            let own = i32::try_from(std::process::id()).unwrap();
            assert!(below(own, &all_processes()).is_empty());
        }

        #[test]
        fn a_process_name_may_hold_brackets_and_blanks() {
            let process = parse("42 (odd) name (x) S 7 42 42 0 -1").unwrap();
            assert_eq!((process.id, process.parent), (42, 7));
            assert_eq!(process.name, "odd) name (x");
            assert!(!process.ended);
        }

        #[test]
        fn a_process_that_waits_to_be_reaped_has_ended() {
            assert!(parse("42 (sh) Z 7 42 42 0 -1").unwrap().ended);
        }

        #[test]
        fn grandchildren_are_found_and_strangers_are_not() {
            let process = |id, parent| Process {
                id,
                parent,
                name: String::new(),
                ended: false,
            };
            let all = [process(2, 1), process(3, 2), process(9, 8)];
            let mut ids: Vec<i32> = below(1, &all).iter().map(|process| process.id).collect();
            ids.sort_unstable();
            assert_eq!(ids, [2, 3]);
        }
    }
}
