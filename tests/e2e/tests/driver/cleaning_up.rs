//! Nothing outlives a test.

use crate::fixed_site::FixedSite;
use crate::{SITE, failure_of, on_site};
use e2e::{Scratch, Setup, World};
use std::cell::RefCell;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// What must be gone after a test.
#[derive(Clone, Default)]
struct Traces {
    groups: Vec<u32>,
    folder: PathBuf,
}

impl Traces {
    fn of(world: &World) -> Self {
        let traces = Self {
            groups: world.process_groups(),
            folder: world.browser_folder(),
        };
        assert!(traces.processes() > 2, "driver and browser were to run");
        assert!(traces.folder.is_dir());
        traces
    }

    /// How many processes of the groups are running, or use the folder.
    fn processes(&self) -> usize {
        let folder = self.folder.to_string_lossy();
        let entries = fs::read_dir("/proc").expect("a list of processes");
        let running = entries.flatten().filter(|entry| {
            let read = |file| fs::read(entry.path().join(file)).unwrap_or_default();
            // After the command's name in parentheses: state, parent, group.
            let stat = String::from_utf8_lossy(&read("stat")).into_owned();
            let fields: Vec<_> = stat
                .rsplit(") ")
                .next()
                .unwrap_or_default()
                .split(' ')
                .collect();
            let [state, _, group, ..] = fields[..] else {
                return false;
            };
            let in_group = group
                .parse()
                .is_ok_and(|group| self.groups.contains(&group));
            let command = read("cmdline");
            let uses_folder = String::from_utf8_lossy(&command).contains(&*folder);
            state != "Z" && (in_group || uses_folder)
        });
        running.count()
    }

    fn assert_gone(&self) {
        let start = Instant::now();
        while self.processes() > 0 {
            assert!(
                start.elapsed() < Duration::from_secs(5),
                "{} processes outlived their test",
                self.processes()
            );
            thread::yield_now();
        }
    }
}

#[test]
fn no_process_and_no_file_outlives_a_failed_test() {
    let traces = RefCell::new(Traces::default());
    let message = failure_of(|| {
        on_site(async |world| {
            world.open("/form").await;
            traces.replace(Traces::of(world));
            panic!("planted");
        });
    });
    assert_eq!(message, "planted");
    let traces = traces.into_inner();
    traces.assert_gone();
    assert!(!traces.folder.exists());
}

/// Set for a copy of this program that ends, or is killed.
const COPY: &str = "HPC_E2E_COPY";

/// Runs one test of this program in a copy of it.
fn copy(test: &str) -> (Child, impl Iterator<Item = Traces>) {
    let mut program = Command::new(env::current_exe().expect("this program has a path"))
        .args(["--exact", &format!("cleaning_up::{test}"), "--nocapture"])
        .env(COPY, "yes")
        .stdout(Stdio::piped())
        .spawn()
        .expect("this program can be started again");
    let output = program.stdout.take().expect("a pipe");
    let traces = BufReader::new(output)
        .lines()
        .map_while(Result::ok)
        .filter_map(|line| {
            let (groups, folder) = line.strip_prefix("traces ")?.split_once(' ')?;
            let groups = groups.split(',').map(|group| group.parse().ok());
            Some(Traces {
                groups: groups.collect::<Option<_>>()?,
                folder: folder.into(),
            })
        });
    (program, traces)
}

/// Tells the program that started this copy.
fn tell_traces_of(world: &World) {
    let traces = Traces::of(world);
    let groups: Vec<_> = traces.groups.iter().map(u32::to_string).collect();
    println!("\ntraces {} {}", groups.join(","), traces.folder.display());
}

#[test]
fn no_process_outlives_a_test_program_that_is_killed() {
    if env::var_os(COPY).is_some() {
        // One browser waits for another test, one is used by a test.
        let site = FixedSite::serve(SITE);
        let user = Setup::new().site(&site.origin());
        user.clone().run(async |world| tell_traces_of(world));
        user.time_zone("Europe/Oslo").run(async |world| {
            tell_traces_of(world);
            std::future::pending::<()>().await;
        });
        return;
    }
    let (mut program, traces) = copy("no_process_outlives_a_test_program_that_is_killed");
    let traces: Vec<_> = traces.take(2).collect();
    program.kill().expect("it runs until it is killed");
    program.wait().expect("it was just killed");
    assert_eq!(traces.len(), 2, "it was to tell what it started");
    assert_ne!(traces[0].folder, traces[1].folder);
    for traces in traces {
        traces.assert_gone();
        let _ = fs::remove_dir_all(&traces.folder);
    }
}

#[test]
fn no_process_and_no_file_outlives_a_test_program_that_ends() {
    if env::var_os(COPY).is_some() {
        on_site(async |world| tell_traces_of(world));
        return;
    }
    let (mut program, traces) = copy("no_process_and_no_file_outlives_a_test_program_that_ends");
    let traces: Vec<_> = traces.collect();
    assert!(program.wait().expect("a program").success());
    assert_eq!(traces.len(), 1, "it was to tell what it started");
    traces[0].assert_gone();
    assert!(!traces[0].folder.exists());
}

#[test]
fn folders_of_runs_that_were_killed_are_removed_after_a_day() {
    let folder = |name: &str, age: Duration| {
        let path = env::temp_dir().join(format!("hpc-e2e-forgotten-{name}"));
        fs::create_dir_all(path.join("profile")).expect("a folder for temporary files");
        let time = std::time::SystemTime::now() - age;
        fs::File::open(&path)
            .and_then(|folder| folder.set_modified(time))
            .expect("a folder of this test");
        path
    };
    let hour = Duration::from_secs(60 * 60);
    let (old, young) = (folder("old", 30 * hour), folder("young", hour));
    Scratch::new().expect("a folder for temporary files");
    assert!(!old.exists());
    assert!(young.exists());
    fs::remove_dir_all(young).expect("it was there a moment ago");
}
