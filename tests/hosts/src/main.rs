//! A server of portal pages for tests: each embeds the panel as some kind of portal
//! does, from an origin of its own.

mod clusters;
mod panel;
mod placeholders;
mod responses;
mod site;

use clap::Parser;
use clusters::Clusters;
use gateway::host_check::HostCheck;
use panel::Panel;
use site::Site;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// Serves pages of portals that embed the panel.
///
/// Once it accepts connections it prints `listening on http://…/` on one line. It ends with 0 on
/// Ctrl-C or SIGTERM and with 2 if it cannot start.
#[derive(Debug, Parser)]
#[command(name = "hosts", version)]
struct Options {
    /// Port to listen on, for this machine only; 0 takes any free one
    #[arg(long, default_value_t = 8790)]
    port: u16,

    /// Where a panel is served, such as http://127.0.0.1:8788/; may be repeated
    #[arg(long, value_name = "URL", required = true)]
    panel: Vec<Panel>,

    /// Folder of the built pages
    #[arg(long, value_name = "DIR", default_value = "tests/hosts/dist")]
    pages: PathBuf,

    /// Token for the panel's API that people get when they sign in
    #[arg(long, default_value = "demo-token")]
    token: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve(Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("hosts: {problem}");
            ExitCode::from(2)
        }
    }
}

async fn serve(options: Options) -> io::Result<()> {
    // Signals are handled before the address is printed, so that none can come too early.
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let listener = TcpListener::bind(wanted)
        .await
        .map_err(|error| io::Error::other(format!("cannot listen on {wanted}: {error}")))?;
    let address = listener.local_addr()?;
    let site = Site {
        clusters: Clusters::new(options.panel[0].clone(), &options.token),
        panels: options.panel,
        pages: options.pages,
        token: options.token,
        names: HostCheck::new(address.ip(), &[]),
        port: address.port(),
    };
    let mut out = io::stdout();
    // A closed standard output is no reason to stop.
    let _ = writeln!(out, "listening on http://{address}/").and_then(|()| out.flush());
    let router = site.into_router();
    tokio::select! {
        ended = async { axum::serve(listener, router).await } => ended,
        _ = terminated.recv() => Ok(()),
        _ = interrupted.recv() => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::Options;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Options::command().debug_assert();
    }
}
