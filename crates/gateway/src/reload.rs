//! Options and access key that are read again while the server runs. The data, the count of its calls
//! and its metrics stay, and so do all connections.

use std::ffi::OsString;
use std::sync::{Arc, PoisonError, RwLock};

use axum::Router;

use crate::app::App;
use crate::options::{Given, GivenError};
use crate::service::Service;
use crate::start_error::StartError;

/// The app that new requests are answered by.
pub struct CurrentApp(RwLock<Arc<App>>);

impl CurrentApp {
    /// Begins with this one.
    pub fn new(app: App) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Arc::new(app))))
    }

    /// The app. A request keeps the one that it began with.
    pub fn get(&self) -> Arc<App> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The service that answers requests, and the one that answers with metrics; `connections` tells
    /// how many are open.
    pub fn services(
        self: &Arc<Self>,
        connections: impl Fn() -> usize + Clone + Send + Sync + 'static,
    ) -> (Service, Router) {
        let watched = Arc::clone(self);
        let metrics = self.get().metrics_router(move || {
            let left = watched.get().calls_left();
            (connections(), left)
        });
        (Service::new(Arc::clone(self)), metrics)
    }

    /// Reads access key and options again, those of `arguments` and of the files that they name.
    /// Returns the flags that have changed but stay as they were until a restart.
    ///
    /// # Errors
    /// If something cannot be used. Then nothing changes.
    pub fn reload(
        &self,
        started: &Given,
        arguments: &[OsString],
    ) -> Result<Vec<String>, ReloadError> {
        let again = Given::read(arguments).map_err(ReloadError::Options)?;
        let app = self
            .get()
            .reloaded(&started.changed_to(&again))
            .map_err(ReloadError::Credentials)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(app);
        Ok(started.unchangeable_changes(&again))
    }
}

/// Why nothing was read again.
#[derive(Debug)]
pub enum ReloadError {
    /// The options make no sense.
    Options(GivenError),
    /// The access key cannot be read.
    Credentials(StartError),
}

impl std::fmt::Display for ReloadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Options(problem) => problem.fmt(f),
            Self::Credentials(problem) => problem.fmt(f),
        }
    }
}

impl std::error::Error for ReloadError {}
