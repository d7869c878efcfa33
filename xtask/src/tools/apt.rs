//! Packages of Debian and its descendants.

use crate::failure::{Failure, Result};
use crate::process::Call;
use crate::tools::path;
use std::fs;
use std::path::Path;

/// Whether packages may be installed by sudo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// Somebody said `--yes`, or this is a CI machine.
    Given,
    /// Nobody was asked.
    Missing,
}

impl Consent {
    /// The consent of a command with or without `--yes`.
    pub fn of(yes: bool) -> Self {
        Self::decide(yes, std::env::var("CI").ok().as_deref())
    }

    fn decide(yes: bool, ci: Option<&str>) -> Self {
        if yes || matches!(ci, Some("true" | "1")) {
            Self::Given
        } else {
            Self::Missing
        }
    }
}

/// Installs the packages, or fails with the commands that a person has to run. Root needs no
/// consent, as no other account gains rights.
pub fn install(packages: &[&str], consent: Consent) -> Result<()> {
    let list = packages.join(" ");
    let by_hand = || Failure::because(by_hand(&list));
    if path::find("apt-get").is_none() {
        return Err(Failure::because(format!(
            "missing: {list} (names on Debian). \
             Install them with your system's package manager, e.g. apt-get install {list}"
        )));
    }
    let sudo: &[&str] = if nix::unistd::geteuid().is_root() {
        &[]
    } else if consent == Consent::Given
        && path::find("sudo").is_some()
        && call(&["sudo", "-n", "true"]).read().is_ok()
    {
        &["sudo", "-n"]
    } else {
        return Err(by_hand());
    };

    eprintln!("==> install with apt-get: {list} (1 to 5 minutes)");
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

/// What a person is told who has to install the packages.
fn by_hand(list: &str) -> String {
    format!(
        "missing: {list}. Run:\n         \
         sudo apt-get update\n         \
         sudo apt-get install --no-install-recommends {list}\n       \
         or repeat this command with --yes, which lets it run them if sudo asks for no password"
    )
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

#[cfg(test)]
mod tests {
    use super::{Consent, by_hand};

    #[test]
    fn sudo_is_used_after_yes_or_in_ci_and_not_otherwise() {
        assert_eq!(Consent::decide(true, None), Consent::Given);
        assert_eq!(Consent::decide(false, Some("true")), Consent::Given);
        for ci in [None, Some(""), Some("false")] {
            assert_eq!(Consent::decide(false, ci), Consent::Missing);
        }
    }

    #[test]
    fn whoever_has_to_install_is_told_the_exact_commands() {
        let text = by_hand("chromium xvfb");
        let commands: Vec<_> = text
            .lines()
            .map(str::trim)
            .filter(|line| line.starts_with("sudo "))
            .collect();
        assert_eq!(
            commands,
            [
                "sudo apt-get update",
                "sudo apt-get install --no-install-recommends chromium xvfb",
            ]
        );
    }
}
