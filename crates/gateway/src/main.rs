//! Starts the gateway, reloads it on SIGHUP and stops it on Ctrl-C or SIGTERM.

mod signals;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write as _};
use std::pin::pin;
use std::process::ExitCode;
use std::sync::Arc;

use gateway::options::{Given, GivenError};
use gateway::reload::CurrentApp;
use gateway::{Gateway, SystemClock, check_config, logging};

/// The exit code if the server cannot start; clap uses the same for wrong arguments.
const CANNOT_START: u8 = 2;
/// The exit code if `--check-config` finds something wrong.
const WRONG: u8 = 1;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    let is_check = arguments.iter().any(|word| word == "--check-config");
    let refused = if is_check { WRONG } else { CANNOT_START };
    let given = match Given::read(&arguments) {
        Ok(given) => given,
        Err(GivenError::Arguments(problem)) => {
            let _ = problem.print();
            // Help and version are no failure.
            return if problem.use_stderr() {
                ExitCode::from(refused)
            } else {
                ExitCode::SUCCESS
            };
        }
        Err(problem) => return failed(refused, &problem.to_string()),
    };
    let options = &given.options;
    if options.check_config {
        return match check_config::check(options, Arc::new(SystemClock)) {
            Ok(checked) => {
                // Whoever asks with a closed standard output sees the exit code.
                let _ = writeln!(io::stdout(), "{checked}");
                ExitCode::SUCCESS
            }
            Err(problem) => failed(WRONG, &problem.to_string()),
        };
    }
    gateway::open_files::raise_limit();
    let runtime = match tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
    {
        Ok(runtime) => runtime,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let log = logging::start(options.log_format, options.log_level);
    let code = runtime.block_on(serve(given, arguments));
    // Requests that hang on demand must not delay the exit.
    runtime.shutdown_background();
    drop(log);
    code
}

async fn serve(given: Given, arguments: Vec<OsString>) -> ExitCode {
    // A closed terminal is a reason to end, as long as there is no file to be read again.
    let has_files = given.options.config.is_some() || given.options.credentials.is_some();
    // Signals are handled before the address is printed, so that none can come too early.
    let stop = match signals::shutdown() {
        Ok(stop) => stop,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let hangups = match signals::Hangups::new(has_files) {
        Ok(hangups) => hangups,
        Err(reason) => return failed(CANNOT_START, &reason.to_string()),
    };
    let mut stop = pin!(stop);
    let started = tokio::select! {
        started = Gateway::start(&given.options, Arc::new(SystemClock)) => started,
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
    let reloading = tokio::spawn(reload(hangups, gateway.app(), given, arguments));
    gateway.run(stop).await;
    reloading.abort();
    ExitCode::SUCCESS
}

/// Reads options and access key again at each signal.
async fn reload(
    mut hangups: signals::Hangups,
    app: Arc<CurrentApp>,
    started: Given,
    arguments: Vec<OsString>,
) {
    let read = Arc::new((app, started, arguments));
    while hangups.next().await.is_some() {
        let read = Arc::clone(&read);
        let reloaded = tokio::task::spawn_blocking(move || {
            let (app, started, arguments) = read.as_ref();
            app.reload(started, arguments)
        });
        match reloaded.await {
            Ok(Ok(waiting)) if waiting.is_empty() => tracing::info!("options were read again"),
            Ok(Ok(waiting)) => tracing::warn!(
                "options were read again; these wait for a restart: {}",
                waiting.join(", ")
            ),
            Ok(Err(problem)) => tracing::error!("nothing was read again: {problem}"),
            Err(reason) => tracing::error!("nothing was read again: {reason}"),
        }
    }
}

fn failed(code: u8, problem: &str) -> ExitCode {
    eprintln!("gateway: {problem}");
    ExitCode::from(code)
}
