//! Opens the source that the options name.

use std::sync::Arc;

use super::Source;
use super::demo::{Demo, DemoSettings};
use super::file::FileLog;
use super::shared_upstream::SharedUpstream;
use super::shared_upstream::budget::Budget;
use super::upstream::credentials::Credentials;
use super::upstream::{Limits, Upstream};
use crate::clock::Clock;
use crate::metrics::Metrics;
use crate::options::Options;
use crate::start_error::StartError;

/// The access key that the options name.
///
/// # Errors
/// If it cannot be read.
pub fn credentials(options: &Options) -> Result<Credentials, StartError> {
    let credentials = match &options.credentials {
        Some(path) => Credentials::from_file(path),
        None => Credentials::from_environment(),
    };
    credentials.map_err(StartError::Credentials)
}

/// Opens the source of the data; returns a note on it for whoever starts the server.
///
/// # Errors
/// If the data or the access key cannot be read, or encryption cannot be set up.
pub fn open(
    options: &Options,
    clock: &dyn Clock,
    metrics: &Metrics,
) -> Result<(Source, Option<String>), StartError> {
    if let Some(origin) = &options.upstream {
        let upstream = Upstream::new(
            origin.clone(),
            credentials(options)?,
            options.signing(),
            Limits::default(),
        )
        .map_err(StartError::Encryption)?;
        let note = upstream.to_string();
        let budget = Budget::new(options.ration());
        let (shared_for, metrics) = (options.share_answers.0, metrics.upstream.clone());
        let shared = SharedUpstream::new(upstream, shared_for, budget, metrics);
        return Ok((Source::Upstream(Box::new(shared)), Some(note)));
    }
    if let Some(path) = &options.data {
        let (log, summary) = FileLog::open(path).map_err(StartError::Data)?;
        return Ok((Source::File(Arc::new(log)), Some(summary.to_string())));
    }
    let settings = DemoSettings {
        operations: options.demo,
        arrivals_per_hour: options.arrivals_per_hour,
        seed: options.seed,
    };
    Ok((
        Source::Demo(Arc::new(Demo::new(settings, clock.now()))),
        None,
    ))
}
