//! Opens the source that the options name.

use std::sync::Arc;

use super::Source;
use super::demo::{Demo, DemoSettings};
use super::file::FileLog;
use super::shared_upstream::SharedUpstream;
use super::shared_upstream::budget::Budget;
use super::shared_upstream::quota::Quota;
use super::shared_upstream::store::Store;
use super::upstream::credentials::Credentials;
use super::upstream::origin::Origin;
use super::upstream::route::{Authorities, Route, RouteError};
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

/// The way to the upstream that the options name.
fn route(options: &Options, origin: &Origin) -> Result<Route, RouteError> {
    let authorities = options.upstream_ca.as_deref().map(Authorities::read);
    let route = Route {
        authorities: authorities.transpose()?,
        proxy: options.upstream_proxy.clone(),
    };
    route.check(origin)?;
    Ok(route)
}

/// Opens the source of the data; returns a note on it for whoever starts the server.
///
/// # Errors
/// If the data, the access key or the certificates cannot be read, or encryption cannot be set up.
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
            route(options, origin).map_err(StartError::Route)?,
            Limits::default(),
        )
        .map_err(StartError::Encryption)?;
        let mut note = upstream.to_string();
        let quota = match &options.shared {
            None => Quota::alone(Budget::new(options.ration())),
            Some(url) => {
                let authorities = options.shared_ca.as_deref().map(Authorities::read);
                let authorities = authorities.transpose().map_err(StartError::Route)?;
                let address = url.address(authorities.as_ref());
                let address = address.map_err(StartError::Store)?;
                note.push_str(&format!(", shares quota and answers by {address}"));
                let is_up = metrics.upstream.store_up.clone();
                let store = Store::new(address, origin.to_string(), is_up);
                Quota::shared(store, options.ration(), options.part_alone())
            }
        };
        let shared = SharedUpstream::new(
            upstream,
            options.share_answers.0,
            quota,
            options.max_upstream_calls,
            metrics.upstream.clone(),
        );
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
        office_time: options.office_time,
    };
    Ok((
        Source::Demo(Arc::new(Demo::new(settings, clock.now()))),
        None,
    ))
}
