//! Starts the gateway and stops it on Ctrl-C or SIGTERM.

use std::io::{self, Write as _};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser as _;
use gateway::{Gateway, Options, SystemClock};

/// What the process ends with if it cannot start; the command line parser has the same.
const CANNOT_START: u8 = 2;

fn main() -> ExitCode {
    let options = Options::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let code = runtime.block_on(serve(&options));
    // Requests that never end on purpose must not hold up the end of the process.
    runtime.shutdown_background();
    code
}

async fn serve(options: &Options) -> ExitCode {
    // Before anybody can know that it runs, so that nobody can stop it too early.
    let stop = match told_to_stop() {
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
    if let Some(note) = gateway.note() {
        eprintln!("gateway: {note}");
    }
    let mut out = io::stdout();
    // Whoever closed our output does not want to hear it.
    let _ = writeln!(out, "listening on {}", gateway.url()).and_then(|()| out.flush());
    match gateway.run(stop).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => failed(1, &reason.to_string()),
    }
}

fn failed(code: u8, problem: &str) -> ExitCode {
    eprintln!("gateway: {problem}");
    ExitCode::from(code)
}

/// Listens for Ctrl-C and SIGTERM from now on.
#[cfg(unix)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
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

/// Listens for Ctrl-C from now on.
#[cfg(windows)]
fn told_to_stop() -> io::Result<impl Future<Output = ()>> {
    let mut interrupted = tokio::signal::windows::ctrl_c()?;
    Ok(async move {
        interrupted.recv().await;
    })
}
