//! Packages of Debian and its descendants.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::path;
use std::fs;
use std::path::Path;

/// Installs the packages, or fails with the command that a person has to run.
pub fn install(packages: &[&str]) -> Result<()> {
    let list = packages.join(" ");
    let by_hand = || Failure::because(format!("missing: {list}. Run: sudo apt-get install {list}"));
    if path::find("apt-get").is_none() {
        return Err(Failure::because(format!(
            "missing: {list} (names on Debian). \
             Install them with your system's package manager, e.g. apt-get install {list}"
        )));
    }
    let sudo: &[&str] = if nix::unistd::geteuid().is_root() {
        &[]
    } else if path::find("sudo").is_some() && call(&["sudo", "-n", "true"]).read().is_ok() {
        &["sudo", "-n"]
    } else {
        return Err(by_hand());
    };

    eprintln!("==> apt-get install {list} (1 to 5 minutes)");
    let apt = [
        sudo,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q"],
    ]
    .concat();
    call(&apt)
        .arg("update")
        .run()
        .and_then(|()| {
            call(&apt)
                .args(["install", "-y", "--no-install-recommends"])
                .args(packages)
                .run()
        })
        .map_err(|failure| match failure {
            Failure::Stopped => Failure::Stopped,
            Failure::Because(text) => {
                eprintln!("{text}");
                by_hand()
            }
        })
}

/// Whether this is Ubuntu, which names some packages in its own way.
pub fn is_ubuntu() -> bool {
    fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"))
}

fn call(words: &[&str]) -> Call {
    let (program, arguments) = words.split_first().unwrap_or((&"true", &[]));
    Call::new(program, Path::new("/")).args(arguments)
}
