//! The command line.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::builder::{NonEmptyStringValueParser, TypedValueParser};
use clap::{Parser, ValueEnum};
use operation_log::BasePath;

use crate::access_token::AccessToken;
use crate::api::on_demand::OnDemand;
use crate::logging::{LogFormat, LogLevel};
use crate::open_files;
use crate::portal::PortalOrigin;
use crate::server::connection::Timeouts;
use crate::server::open_connections::MaxConnections;
use crate::site::frame_ancestors::FrameAncestors;
use crate::source::only_resources::OnlyResources;
use crate::source::shared_upstream::budget::Ration;
use crate::source::upstream::origin::Origin;
use crate::source::upstream::signature::{SignatureEncoding, Signing};

/// The most operations the demo log starts with.
pub const MAX_DEMO_OPERATIONS: u32 = 1_000_000;
/// The most operations that arrive in the demo in an hour: 100 a second.
pub const MAX_ARRIVALS_PER_HOUR: f64 = 360_000.0;

/// How far `--clock-offset` may set the clock: ten years.
const MAX_CLOCK_OFFSET_SECONDS: i64 = 10 * 366 * 86_400;

/// The longest span of time, in seconds: a day.
const MAX_SECONDS: f64 = 86_400.0;
const NOT_SECONDS: &str = "not a number of seconds from 0.001 to 86400";
/// Open files that are not connections of clients: the log, the upstream, files of the page.
const OWN_FILES: usize = 64;
const UPSTREAM_GRACE: Duration = Duration::from_secs(30);
const LOCAL_GRACE: Duration = Duration::from_secs(2);

/// Options that conflict with `--upstream` and with those that require it. The latter have to list
/// them as well: clap drops a requirement that conflicts with a given option.
const NOT_UPSTREAM: [&str; 7] = [
    "demo",
    "data",
    "arrivals_per_hour",
    "seed",
    "require_token",
    "clock_offset",
    "on_demand",
];

/// Serves the operation log's page and answers its API.
///
/// Once it accepts connections it prints `listening on http://…/` on one line. It ends with 0 on
/// Ctrl-C or SIGTERM and with 2 if it cannot start.
#[derive(Clone, Debug, Parser)]
#[command(name = "gateway", version)]
pub struct Options {
    /// Address to listen on. Only this machine can reach the default
    #[arg(long, value_name = "ADDRESS", default_value_t = Host(IpAddr::V4(Ipv4Addr::LOCALHOST)))]
    pub host: Host,

    /// Port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 8788)]
    pub port: u16,

    /// Answer from a demo log of this many operations
    #[arg(
        long,
        value_name = "N",
        default_value_t = 20_000,
        value_parser = clap::value_parser!(u32).range(0..=i64::from(MAX_DEMO_OPERATIONS)),
        conflicts_with = "data"
    )]
    pub demo: u32,

    /// Answer from a file: a saved answer of the API, a JSON list of operations, or one operation
    /// a line
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,

    /// Answer from the real API at this address, asked with your access key: that of
    /// HPC_ACCESS_KEY_ID and HPC_SECRET_ACCESS_KEY, or of --credentials
    #[arg(long, value_name = "URL", conflicts_with_all = NOT_UPSTREAM)]
    pub upstream: Option<Origin>,

    /// File with the lines HPC_ACCESS_KEY_ID=… and HPC_SECRET_ACCESS_KEY=…, which only you
    /// can read
    #[arg(long, value_name = "FILE", requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub credentials: Option<PathBuf>,

    /// Whether the path that is signed ends with a slash, as in the API's examples
    #[arg(
        long,
        value_name = "on|off",
        default_value = "on",
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub signed_path_slash: Switch,

    /// How often the signature is percent-encoded: twice in the API's examples
    #[arg(
        long,
        value_name = "once|twice",
        default_value = "twice",
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub signature_encoding: SignatureEncoding,

    /// How long an answer of --upstream is shared by all who ask the same, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "2",
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub share_answers: Seconds,

    /// How many calls of --upstream are made in an hour; the rest is for other users of the key
    #[arg(
        long,
        value_name = "N",
        default_value_t = 2000,
        value_parser = at_least_one,
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub calls_per_hour: usize,

    /// How many of these are kept for people who wait for them; the others go to auto-refresh, too
    #[arg(
        long,
        value_name = "N",
        default_value_t = 500,
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub interactive_calls: usize,

    /// Let other machines reach --upstream: everybody who gets here has signed in elsewhere
    #[arg(long, requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub behind_auth_proxy: bool,

    /// Answer about operations on these resources only, whatever the source
    #[arg(long, value_name = "ID,ID…")]
    pub only_resources: Option<OnlyResources>,

    /// Address that answers GET /metrics for Prometheus, such as 127.0.0.1:9788
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics: Option<SocketAddr>,

    /// Folder of the built page
    #[arg(long, value_name = "DIR", default_value = "dist")]
    pub dist: PathBuf,

    /// Path that everything is served under
    #[arg(long, value_name = "PATH", default_value = "/", value_parser = base_path)]
    pub base_path: BasePath,

    /// Pages that may show this one in a frame: 'none', 'self', or origins with blanks between
    #[arg(long, value_name = "ORIGINS", default_value = "'none'")]
    pub frame_ancestors: FrameAncestors,

    /// Origin whose pages may embed the panel, such as `https://portal.example`; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub portal: Vec<PortalOrigin>,

    /// Another name this server may be called by, beside localhost; may be repeated
    #[arg(long, value_name = "NAME", value_parser = host_name)]
    pub allow_host: Vec<String>,

    /// How many operations arrive in the demo in an hour; 0 freezes it, and nothing finishes
    #[arg(
        long,
        value_name = "F",
        default_value_t = 240.0,
        value_parser = arrivals_per_hour,
        conflicts_with = "data"
    )]
    pub arrivals_per_hour: f64,

    /// Which demo log to make up: the same seed gives the same log
    #[arg(long, default_value_t = 1, conflicts_with = "data")]
    pub seed: u64,

    /// For tests: calls of the API must give this token, as `Authorization: Bearer TOKEN` or as
    /// parameter access_token
    #[arg(long, value_name = "TOKEN", value_parser = access_token())]
    pub require_token: Option<AccessToken>,

    /// For tests: let the gateway's clock run this many seconds ahead, or behind if negative
    #[arg(
        long,
        value_name = "SECONDS",
        default_value_t = 0,
        allow_negative_numbers = true,
        value_parser = clap::value_parser!(i64)
            .range(-MAX_CLOCK_OFFSET_SECONDS..=MAX_CLOCK_OFFSET_SECONDS)
    )]
    pub clock_offset: i64,

    /// How lines of the log are written
    #[arg(long, value_name = "text|json", default_value = "text")]
    pub log_format: LogFormat,

    /// The least severe events that are logged; `info` logs every request
    #[arg(long, value_name = "error|warn|info", default_value = "warn")]
    pub log_level: LogLevel,

    /// How long a client may take to send the head of a request, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    pub header_timeout: Seconds,

    /// How long a connection may be idle between two requests, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "60")]
    pub idle_timeout: Seconds,

    /// How long a client may take none of a response, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "20")]
    pub write_timeout: Seconds,

    /// How long requests in flight may go on after the shutdown signal, in seconds; 30 with
    /// --upstream and 2 without, unless given
    #[arg(long, value_name = "SECONDS")]
    pub grace: Option<Seconds>,

    /// How many connections may be open. If there are more, the one whose client is slowest is
    /// closed
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1024,
        value_parser = at_least_one
    )]
    pub max_connections: usize,

    /// How many connections a single address may have open: that of a proxy counts as one
    #[arg(
        long,
        value_name = "N",
        default_value_t = 512,
        value_parser = at_least_one
    )]
    pub max_connections_per_client: usize,

    /// For tests, demo only: every call fails or lies as if its search_word said so, for example
    /// '!lie:cap=50 !lie:total=null'
    #[arg(long, value_name = "WORDS", conflicts_with = "data")]
    pub on_demand: Option<OnDemand>,
}

impl Options {
    /// How many calls of the upstream an hour has.
    pub const fn ration(&self) -> Ration {
        Ration {
            per_hour: self.calls_per_hour,
            reserve: self.interactive_calls,
        }
    }

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

    /// How requests to the upstream are signed.
    pub fn signing(&self) -> Signing {
        Signing {
            path_slash: self.signed_path_slash == Switch::On,
            encoding: self.signature_encoding,
        }
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

fn at_least_one(text: &str) -> Result<usize, String> {
    let number = text.parse().ok();
    number
        .filter(|number| *number > 0)
        .ok_or_else(|| "not a whole number above 0".to_owned())
}

/// On or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// An address to listen on: an IP address, or `localhost`, which is `127.0.0.1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Host(pub IpAddr);

impl FromStr for Host {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("localhost") {
            return Ok(Self(IpAddr::V4(Ipv4Addr::LOCALHOST)));
        }
        let bare = text
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
            .unwrap_or(text);
        bare.parse()
            .map(Self)
            .map_err(|_| "not an IP address and not `localhost`".to_owned())
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Accepts any text, because clap repeats a refused value in its message.
fn access_token() -> impl TypedValueParser<Value = AccessToken> {
    NonEmptyStringValueParser::new().map(|token| AccessToken::new(&token))
}

fn base_path(text: &str) -> Result<BasePath, String> {
    let is_valid_segment = |segment: &str| {
        !segment.starts_with('.')
            && segment
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
    };
    let inner = text.trim_matches('/');
    let segments: Vec<&str> = inner.split('/').collect();
    if inner.is_empty()
        || segments
            .iter()
            .all(|s| !s.is_empty() && is_valid_segment(s))
    {
        Ok(BasePath::new(text))
    } else {
        Err("use letters, digits, `-`, `_`, `.`, `~` and `/`".to_owned())
    }
}

fn host_name(text: &str) -> Result<String, String> {
    let is_good = !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | ':' | '[' | ']'));
    if is_good {
        Ok(text.to_ascii_lowercase())
    } else {
        Err("not the name of a host".to_owned())
    }
}

fn arrivals_per_hour(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|rate| (0.0..=MAX_ARRIVALS_PER_HOUR).contains(rate))
        .ok_or_else(|| format!("not a number from 0 to {MAX_ARRIVALS_PER_HOUR}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Options, clap::Error> {
        Options::try_parse_from(["gateway"].iter().chain(arguments))
    }

    #[test]
    fn without_arguments_it_is_a_demo_of_20000_for_this_machine_only() {
        let options = parse(&[]).unwrap();
        assert_eq!(options.demo, 20_000);
        assert_eq!(options.port, 8788);
        assert!(options.host.0.is_loopback());
        assert_eq!(options.base_path.as_str(), "/");
        assert_eq!(options.frame_ancestors.as_str(), "'none'");
        assert!(options.data.is_none());
    }

    #[test]
    fn demo_and_data_exclude_each_other() {
        assert!(parse(&["--demo", "5", "--data", "a.json"]).is_err());
        assert!(parse(&["--data", "a.json", "--arrivals-per-hour", "0"]).is_err());
        assert!(parse(&["--data", "a.json"]).is_ok());
    }

    #[test]
    fn options_of_the_upstream_are_refused_without_it() {
        let base = ["--upstream", "https://api.example"];
        for needing in [
            &["--credentials", "key"][..],
            &["--signed-path-slash", "off"],
            &["--signature-encoding", "once"],
            &["--behind-auth-proxy"],
            &["--share-answers", "5"],
            &["--calls-per-hour", "5"],
            &["--interactive-calls", "5"],
        ] {
            assert!(parse(&[&base[..], needing].concat()).is_ok(), "{needing:?}");
            assert!(parse(needing).is_err(), "{needing:?}");
            for other in [
                ["--demo", "5"],
                ["--data", "log"],
                ["--arrivals-per-hour", "5"],
                ["--seed", "5"],
                ["--require-token", "x"],
                ["--clock-offset", "-5"],
                ["--on-demand", "!none"],
            ] {
                assert!(parse(&[needing, &other].concat()).is_err(), "{other:?}");
                assert!(parse(&[&base, &other[..]].concat()).is_err(), "{other:?}");
                assert!(parse(&other).is_ok(), "{other:?}");
            }
        }
    }

    #[test]
    fn the_open_questions_of_signing_are_settled_as_in_the_examples() {
        let usual = Signing {
            path_slash: true,
            encoding: SignatureEncoding::Twice,
        };
        assert_eq!(parse(&[]).unwrap().signing(), usual);
    }

    #[test]
    fn the_base_path_begins_and_ends_with_a_slash() {
        for (given, base) in [("/", "/"), ("pun/sys/ops", "/pun/sys/ops/"), ("/a/", "/a/")] {
            let options = parse(&["--base-path", given]).unwrap();
            assert_eq!(options.base_path.as_str(), base);
        }
        for bad in ["/a//b/", "/../", "/a b/", "/\"><script>/", "/.git/"] {
            assert!(parse(&["--base-path", bad]).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_rate_of_arrivals_is_a_number_within_bounds() {
        assert!(parse(&["--arrivals-per-hour", "0"]).is_ok());
        assert!(parse(&["--arrivals-per-hour", "180000"]).is_ok());
        for bad in ["-1", "nan", "inf", "many", "360001"] {
            assert!(
                parse(&[&format!("--arrivals-per-hour={bad}")]).is_err(),
                "{bad}"
            );
        }
    }
}
