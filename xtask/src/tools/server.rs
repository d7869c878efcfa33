//! Servers, and other programs of the system, that the gateway is tested with.

use crate::failure::{Failure, Result};
use crate::tools::apt::{self, Consent};
use crate::tools::path;
use std::path::{Path, PathBuf};

/// A program of a package.
pub struct Server {
    /// The package.
    package: &'static str,
    /// The program.
    program: &'static str,
    /// Where the package puts it, which is not on everybody's `PATH`.
    usual: &'static str,
    /// The variable of the environment that says where it is, also to the tests.
    pub variable: &'static str,
}

/// A proxy before the gateway.
pub const NGINX: Server = Server {
    package: "nginx",
    program: "nginx",
    usual: "/usr/sbin/nginx",
    variable: "HPC_NGINX",
};

/// A proxy before the gateway.
pub const CADDY: Server = Server {
    package: "caddy",
    program: "caddy",
    usual: "/usr/bin/caddy",
    variable: "HPC_CADDY",
};

/// What several gateways share their quota by.
pub const REDIS: Server = Server {
    package: "redis-server",
    program: "redis-server",
    usual: "/usr/bin/redis-server",
    variable: "HPC_REDIS",
};

/// What reads units of systemd.
pub const SYSTEMD: Server = Server {
    package: "systemd",
    program: "systemd-analyze",
    usual: "/usr/bin/systemd-analyze",
    variable: "HPC_SYSTEMD_ANALYZE",
};

impl Server {
    /// Finds the server or installs it. Returns `None` with a note where it cannot be had: what is
    /// tested with it is the gateway, most of which other tests cover.
    pub fn set_up(&self, consent: Consent) -> Result<Option<PathBuf>> {
        if let Some(found) = self.find() {
            return Ok(Some(found));
        }
        match apt::install(&[self.package], consent) {
            Ok(()) => Ok(self.find()),
            Err(Failure::Stopped) => Err(Failure::Stopped),
            Err(Failure::Because(text)) => {
                let program = self.program;
                eprintln!("note: the tests with {program} are left out: {text}");
                Ok(None)
            }
        }
    }

    fn find(&self) -> Option<PathBuf> {
        let usual = || {
            let usual = Path::new(self.usual);
            path::is_executable(usual).then(|| usual.to_owned())
        };
        path::from_environment(self.variable)
            .or_else(|| path::find(self.program))
            .or_else(usual)
    }
}
