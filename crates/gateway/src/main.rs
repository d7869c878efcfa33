//! Starts the gateway and stops it on Ctrl-C or SIGTERM.

use std::io::{self, Write as _};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use gateway::{Gateway, Options, SystemClock, logging};

/// The exit code if the server cannot start; clap uses the same for wrong arguments.
const CANNOT_START: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    gateway::open_files::raise_limit();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let log = logging::start(options.log_format, options.log_level);
    let code = runtime.block_on(serve(&options));
    // Requests that hang on demand must not delay the exit.
    runtime.shutdown_background();
    drop(log);
    code
}

async fn serve(options: &Options) -> ExitCode {
    // Signals are handled before the address is printed, so that none can come too early.
    let stop = match shutdown_signal() {
        Ok(stop) => stop,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let mut stop = pin!(stop);
    let started = tokio::select! {
        started = Gateway::start(options, Arc::new(SystemClock)) => started,
        () = &mut stop => return ExitCode::SUCCESS,
    };
    let gateway = match started {
        Ok(gateway) => gateway,
        Err(problem) => return failed(CANNOT_START, &problem.to_string()),
    };
    for note in gateway.notes() {
        eprintln!("gateway: {note}");
    }
    let mut out = io::stdout();
    // A closed standard output is no reason to stop.
    let _ = writeln!(out, "listening on {}", gateway.url()).and_then(|()| out.flush());
    gateway.run(stop).await;
    ExitCode::SUCCESS
}

fn failed(code: u8, problem: &str) -> ExitCode {
    eprintln!("gateway: {problem}");
    ExitCode::from(code)
}

/// Completes on Ctrl-C or SIGTERM; handles both from the call on.
#[cfg(unix)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// Completes on Ctrl-C; handles it from the call on.
#[cfg(windows)]
fn shutdown_signal() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}
