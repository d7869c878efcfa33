//! How much clients may take: times and connections.

use std::str::FromStr;
use std::time::Duration;

use super::Options;
use crate::open_files;
use crate::server::connection::Timeouts;
use crate::server::open_connections::MaxConnections;

/// The longest span of time, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;
const NOT_SECONDS: &str = "not a number of seconds from 0.001 to 86400";
/// Open files that are not connections of clients: the log, the upstream, files of the page.
const OWN_FILES: usize = 64;
const UPSTREAM_GRACE: Duration = Duration::from_secs(30);
const LOCAL_GRACE: Duration = Duration::from_secs(2);

impl Options {
    /// How long a client may take.
    pub fn timeouts(&self) -> Timeouts {
        Timeouts {
            header: self.header_timeout.0,
            idle: self.idle_timeout.0,
            write: self.write_timeout.0,
        }
    }

    /// How many connections may be open. Not more than the process may have open files, of which it
    /// needs some for itself.
    pub fn max_connections(&self) -> MaxConnections {
        let total = open_files::limit().map_or(self.max_connections, |files| {
            self.max_connections
                .min(files.saturating_sub(OWN_FILES).max(1))
        });
        MaxConnections {
            total,
            per_client: self.max_connections_per_client,
        }
    }

    /// How long requests in flight may go on after the shutdown signal: long enough for a call of
    /// the upstream, or just a moment where there is none.
    pub fn grace(&self) -> Duration {
        let default = if self.upstream.is_some() {
            UPSTREAM_GRACE
        } else {
            LOCAL_GRACE
        };
        self.grace.map_or(default, |grace| grace.0)
    }
}

/// A span of time, given in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seconds(pub Duration);

impl FromStr for Seconds {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let seconds: f64 = text.parse().map_err(|_| NOT_SECONDS)?;
        if !(0.001..=MAX_SECONDS).contains(&seconds) {
            return Err(NOT_SECONDS.to_owned());
        }
        Ok(Self(Duration::from_secs_f64(seconds)))
    }
}

pub(super) fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok();
    number
        .filter(|number| *number > 0)
        .ok_or_else(|| "not a whole number above 0".to_owned())
}
