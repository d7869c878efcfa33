//! The options, of the command line and of a file.

mod changeable;
mod config_file;
mod demo;
mod given;
mod limits;
mod listen;
mod upstream;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use axum::http::HeaderName;
use chrono::{DateTime, Utc};
use clap::{ArgGroup, Parser};
use operation_log::BasePath;

use crate::access::trusted_proxy::TrustedProxy;
use crate::access_token::AccessToken;
use crate::api::on_demand::OnDemand;
use crate::logging::{LogFormat, LogLevel};
use crate::portal::PortalOrigin;
use crate::site::frame_ancestors::FrameAncestors;
use crate::source::only_resources::OnlyResources;
use crate::source::shared_upstream::store::address::StoreUrl;
use crate::source::upstream::origin::Origin;
use crate::source::upstream::route::ProxyUrl;
use crate::source::upstream::signature::SignatureEncoding;
pub use demo::{MAX_ARRIVALS_PER_HOUR, MAX_DEMO_OPERATIONS};
use demo::{MAX_CLOCK_OFFSET_SECONDS, access_token, arrivals_per_hour, office_time};
pub use given::{Given, GivenError};
pub use limits::Seconds;
use limits::at_least_one;
pub use listen::Host;
use listen::{base_path, host_name};
use upstream::NOT_UPSTREAM;
pub use upstream::Switch;

/// The headers that name who calls.
const WHO: &str = "who";

/// Serves the operation log's page and answers its API.
///
/// Once it accepts connections it prints `listening on http://…/` on one line. It ends with 0 on
/// Ctrl-C or SIGTERM and with 2 if it cannot start.
#[derive(Clone, Debug, Parser)]
#[command(name = "gateway", version, group = ArgGroup::new(WHO).multiple(true))]
pub struct Options {
    /// Take options from this TOML file, whose keys are the long names of these flags. A flag wins
    /// over the file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Read options, access key and data, say `ok` or what is wrong, and end with 0 or 1; nothing is
    /// listened on
    #[arg(long)]
    pub check_config: bool,

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

    /// Answer from a file, packed by gzip or not: a saved answer of the API, a JSON list of
    /// operations, one operation a line, or a snapshot of the panel
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

    /// File with the certificates, in PEM, of the authorities that --upstream is checked against,
    /// instead of those of the system
    #[arg(long, value_name = "FILE", requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub upstream_ca: Option<PathBuf>,

    /// HTTP proxy that --upstream is reached through, such as `http://proxy.example:3128`; none is
    /// taken from the environment
    #[arg(long, value_name = "URL", requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub upstream_proxy: Option<ProxyUrl>,

    /// How many calls of --upstream may be in flight; others wait for their turn
    #[arg(
        long,
        value_name = "N",
        default_value_t = 64,
        value_parser = at_least_one,
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub max_upstream_calls: usize,

    /// How long an answer of --upstream is shared by all who ask the same, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "2",
        requires = "upstream",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub share_answers: Seconds,

    /// How many calls of --upstream are made in an hour, by all gateways of --shared together; the
    /// rest is for other users of the key
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

    /// Share quota, answers and the pause after too many calls with other gateways by this server of
    /// Redis or Valkey, such as `rediss://:password@redis.internal:6379/0`, or `redis://` without
    /// encryption. Flags can be read in the list of processes: write a password into the file of
    /// --config
    #[arg(long, value_name = "URL", requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub shared: Option<StoreUrl>,

    /// File with the certificates, in PEM, of the authorities that --shared is checked against if it is
    /// encrypted, instead of those of the system
    #[arg(long, value_name = "FILE", requires = "shared", conflicts_with_all = NOT_UPSTREAM)]
    pub shared_ca: Option<PathBuf>,

    /// How many calls of --upstream this gateway makes in an hour while --shared does not answer; half
    /// of --calls-per-hour unless given
    #[arg(
        long,
        value_name = "N",
        value_parser = at_least_one,
        requires = "shared",
        conflicts_with_all = NOT_UPSTREAM
    )]
    pub calls_alone: Option<usize>,

    /// Let other machines reach --upstream: everybody who gets here has signed in elsewhere
    #[arg(long, requires = "upstream", conflicts_with_all = NOT_UPSTREAM)]
    pub behind_auth_proxy: bool,

    /// Answer about operations on these resources only, whatever the source
    #[arg(long, value_name = "ID,ID…")]
    pub only_resources: Option<OnlyResources>,

    /// File that says which users and groups may read about which resources. The proxy that signs
    /// people in names them
    #[arg(
        long,
        value_name = "FILE",
        requires_all = ["trusted_proxy", WHO]
    )]
    pub access: Option<PathBuf>,

    /// Address, or network such as 10.0.0.0/8, of a proxy whose --user-header and --group-header are
    /// believed; may be repeated
    #[arg(long, value_name = "ADDRESS", requires = "access")]
    pub trusted_proxy: Vec<TrustedProxy>,

    /// Header by which the proxy names the user, such as X-Forwarded-User. The proxy has to replace
    /// what a caller sends by this name
    #[arg(long, value_name = "NAME", requires = "access", group = WHO)]
    pub user_header: Option<HeaderName>,

    /// Header by which the proxy names the groups of the user, separated by commas
    #[arg(long, value_name = "NAME", requires = "access", group = WHO)]
    pub group_header: Option<HeaderName>,

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

    /// For tests: the demo's offices work as if it were this time when it starts, such as
    /// 2026-01-07T15:00:00+08:00, so that the same seed gives the same log at any hour
    #[arg(long, value_name = "TIME", value_parser = office_time, conflicts_with = "data")]
    pub office_time: Option<DateTime<Utc>>,

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

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn parse(arguments: &[&str]) -> Result<Options, clap::Error> {
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
}
