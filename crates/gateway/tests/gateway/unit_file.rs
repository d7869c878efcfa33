//! The unit of systemd in `deploy/`. `cargo xtask test` runs what needs `systemd-analyze` where it can be
//! had, and says where it is.

use std::env;
use std::ffi::OsString;
use std::process::{Command, Output};

use gateway::options::Given;

use crate::temp_folder::TempFolder;

const UNIT: &str = include_str!("../../../../deploy/hpc-operations.service");
const NAME: &str = "hpc-operations.service";
const INSTALLED: &str = "/usr/local/bin/gateway";

/// What `systemd-analyze` says to a unit that runs the program of this test.
fn analyze(unit: &str, arguments: &[&str]) -> Output {
    let folder = TempFolder::new();
    let unit = unit.replace(INSTALLED, env!("CARGO_BIN_EXE_gateway"));
    let file = folder.write(NAME, unit);
    let usual = || OsString::from("systemd-analyze");
    let program = env::var_os("HPC_SYSTEMD_ANALYZE").unwrap_or_else(usual);
    Command::new(program)
        .args(arguments)
        .arg(&file)
        .env("SYSTEMD_LOG_LEVEL", "warning")
        .output()
        .unwrap()
}

/// What is wrong with a unit. Other units of the machine are not of interest.
fn faults(unit: &str) -> Vec<String> {
    let output = analyze(unit, &["verify", "--man=no"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let own = said.lines().filter(|line| line.contains(NAME));
    own.map(str::to_owned).collect()
}

#[test]
fn the_gateway_takes_the_arguments_of_the_unit() {
    let words: Vec<&str> = UNIT
        .split_once("ExecStart=/usr/local/bin/")
        .unwrap()
        .1
        .split("\n#")
        .next()
        .unwrap()
        .split_whitespace()
        .filter(|word| *word != "\\")
        .collect();
    let arguments: Vec<OsString> = words.iter().map(OsString::from).collect();
    let options = Given::read(&arguments).unwrap().options;
    let stop = UNIT.split_once("TimeoutStopSec=").unwrap().1;
    let stop: u64 = stop.lines().next().unwrap().parse().unwrap();
    assert!(stop > options.grace().as_secs());
    let files = UNIT.split_once("LimitNOFILE=").unwrap().1;
    let files: usize = files.lines().next().unwrap().parse().unwrap();
    assert!(files > options.max_connections);
}

#[test]
#[ignore = "needs systemd-analyze, which cargo xtask test sets up"]
fn systemd_understands_every_line_of_the_unit() {
    assert_eq!(faults(UNIT), Vec::<String>::new());
    for (right, wrong) in [
        ("ProtectHome=yes", "ProtectHomes=yes"),
        ("Type=exec", "Type=run"),
        (INSTALLED, "gateway-elsewhere"),
    ] {
        assert!(UNIT.contains(right));
        assert!(!faults(&UNIT.replace(right, wrong)).is_empty(), "{wrong}");
    }
}

#[test]
#[ignore = "needs systemd-analyze, which cargo xtask test sets up"]
fn systemd_finds_the_unit_hardly_exposed() {
    // Of 10, of which a unit without any hardening has 9.6.
    let security = ["security", "--offline=true", "--no-pager", "--threshold=20"];
    let output = analyze(UNIT, &security);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    let bare = UNIT
        .replace("CapabilityBoundingSet=\n", "")
        .replace("SystemCallFilter", "#");
    assert!(!analyze(&bare, &security).status.success());
}
