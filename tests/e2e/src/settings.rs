//! Settings from environment variables, which `cargo xtask test` sets.

use crate::engine::Engine;
use std::env;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex, PoisonError};

/// The paths of programs and files, and the browser to drive.
#[derive(Debug)]
pub(crate) struct Settings {
    pub engine: Engine,
    /// The gateway's program file (`HPC_GATEWAY`).
    pub gateway: PathBuf,
    /// The folder of the built panel (`HPC_DIST`).
    pub dist: PathBuf,
    /// The axe-core script (`HPC_AXE`).
    pub axe: PathBuf,
    /// The program file of the portals' server (`HPC_HOSTS`); only tests with a portal need it.
    pub hosts: Result<PathBuf, String>,
    /// The folder of the portals' built pages (`HPC_HOST_PAGES`).
    pub host_pages: Result<PathBuf, String>,
    /// The nginx to put before the gateway (`HPC_BEHIND_NGINX`); without it there is none.
    pub nginx: Option<PathBuf>,
    /// The folder of screenshots (`HPC_SCREENSHOTS`); without it none are taken.
    pub screenshots: Option<PathBuf>,
}

impl Settings {
    /// The settings of this run. If they are missing or wrong, the run ends with one
    /// line that says so, instead of a panic for each test.
    pub fn get() -> &'static Self {
        static SETTINGS: LazyLock<Result<Settings, String>> = LazyLock::new(Settings::read);
        match &*SETTINGS {
            Ok(settings) => settings,
            Err(why) => end_the_run(why),
        }
    }

    fn read() -> Result<Self, String> {
        let engine = Engine::from_environment()?;
        engine.check_installed()?;
        Ok(Self {
            engine,
            gateway: existing("HPC_GATEWAY")?,
            dist: existing("HPC_DIST")?,
            axe: existing("HPC_AXE")?,
            hosts: existing("HPC_HOSTS"),
            host_pages: existing("HPC_HOST_PAGES"),
            nginx: env::var_os("HPC_BEHIND_NGINX").map(PathBuf::from),
            screenshots: env::var_os("HPC_SCREENSHOTS").map(PathBuf::from),
        })
    }
}

/// The path in `variable`, which must exist.
fn existing(variable: &str) -> Result<PathBuf, String> {
    let path = env::var_os(variable)
        .map(PathBuf::from)
        .ok_or_else(|| format!("{variable} is not set"))?;
    if path.exists() {
        Ok(path)
    } else {
        Err(format!("{variable}={} does not exist", path.display()))
    }
}

fn end_the_run(why: &str) -> ! {
    static FIRST: Mutex<()> = Mutex::new(());
    // Tests run in parallel: only the first one prints, the others wait.
    let _only_one = FIRST.lock().unwrap_or_else(PoisonError::into_inner);
    // Not eprintln!, which the test harness captures.
    let _ = writeln!(
        std::io::stderr(),
        "\nend-to-end tests cannot start: {why}; run them with `cargo xtask test`"
    );
    std::process::exit(1);
}
