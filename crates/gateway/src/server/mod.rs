//! The server: accepts connections within bounds, and shuts down gracefully.

mod answer_body;
pub mod client_address;
pub mod connection;
mod deadline;
pub mod open_connections;
pub mod progress;

use std::convert::Infallible;
use std::future::{Future, IntoFuture as _};
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio::time::{sleep, timeout};

use crate::app::App;
use crate::clock::Clock;
use crate::options::Options;
use crate::reload::CurrentApp;
use crate::service::Service;
use crate::start_error::StartError;
use answer_body::AnswerBody;
use client_address::ClientAddress;
use connection::{Connection, Timeouts};
use open_connections::{OpenConnections, Place};

/// The most bytes of a connection that are held, once for reading and once for writing. The head of
/// a request has to fit into it.
const BUFFER: usize = 32 * 1024;
/// How long to wait after accepting failed, usually because there are too many open files.
const RECOVERY: Duration = Duration::from_millis(200);

/// A server that listens; it answers once [`Self::run`] is called.
pub struct Gateway {
    listener: TcpListener,
    app: Arc<CurrentApp>,
    service: Service,
    metrics: Option<(TcpListener, Router)>,
    url: String,
    notes: Vec<String>,
    connections: Arc<OpenConnections>,
    timeouts: Timeouts,
    grace: Duration,
}

impl Gateway {
    /// Binds the port and loads the data.
    ///
    /// # Errors
    /// If the data cannot be read, the upstream cannot be used, or the address cannot or must not
    /// be listened on.
    pub async fn start(options: &Options, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let address = options.address()?;
        let refused = |reason| StartError::Listen { address, reason };
        // The port first, so that a taken port is reported before a long load.
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let local = listener.local_addr().map_err(refused)?;
        let metrics_listener = match options.metrics {
            None => None,
            Some(address) => {
                let refused = |reason| StartError::Listen { address, reason };
                Some(TcpListener::bind(address).await.map_err(refused)?)
            }
        };
        let owned_options = options.clone();
        // Reading a large file must not block the shutdown signal.
        let app = tokio::task::spawn_blocking(move || App::new(&owned_options, clock))
            .await
            .map_err(|reason| refused(io::Error::other(reason)))??;
        let mut notes: Vec<String> = app.note().map(str::to_owned).into_iter().collect();
        notes.extend(options.warning(local));
        let connections = Arc::new(OpenConnections::new(options.max_connections()));
        let counted = Arc::clone(&connections);
        let app = CurrentApp::new(app);
        let (service, metrics) = app.services(move || counted.count());
        if let Some(Ok(address)) = metrics_listener.as_ref().map(TcpListener::local_addr) {
            notes.push(format!("metrics on http://{address}/metrics"));
        }
        Ok(Self {
            listener,
            app,
            notes,
            service,
            metrics: metrics_listener.map(|listener| (listener, metrics)),
            url: format!("http://{local}{}", options.base_path.as_str()),
            connections,
            timeouts: options.timeouts(),
            grace: options.grace(),
        })
    }

    /// The address of the page, `http://127.0.0.1:8788/`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What answers requests, to be reloaded while the server runs.
    pub fn app(&self) -> Arc<CurrentApp> {
        Arc::clone(&self.app)
    }

    /// Notes for whoever starts the server.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Answers requests until `stop` completes, then finishes those in flight, but waits no longer
    /// than the grace period.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (begin_shutdown, shutdown) = watch::channel(false);
        // Every connection has a sender, so that the last one to end closes the channel.
        let (open, mut all_closed) = mpsc::channel::<Infallible>(1);
        let mut stop = pin!(stop);
        let metrics = self
            .metrics
            .map(|(listener, router)| tokio::spawn(axum::serve(listener, router).into_future()));
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut stop => break,
            };
            let Ok((stream, client)) = accepted else {
                sleep(RECOVERY).await;
                continue;
            };
            // An address of IPv4 looks the same on a socket of IPv6.
            let client = ClientAddress(client.ip().to_canonical());
            let Some(place) = self.connections.admit(client.0) else {
                continue;
            };
            let (service, shutdown, open) = (self.service.clone(), shutdown.clone(), open.clone());
            let timeouts = self.timeouts;
            tokio::spawn(async move {
                serve(stream, client, place, timeouts, service, shutdown).await;
                drop(open);
            });
        }
        drop((self.listener, open));
        let _ = begin_shutdown.send(true);
        let _ = timeout(self.grace, all_closed.recv()).await;
        if let Some(metrics) = metrics {
            metrics.abort();
        }
    }
}

/// Answers the requests of a connection until it ends.
async fn serve(
    stream: TcpStream,
    client: ClientAddress,
    place: Place,
    timeouts: Timeouts,
    service: Service,
    mut shutdown: watch::Receiver<bool>,
) {
    // Responses are written whole, so that Nagle's algorithm would only delay them.
    let _ = stream.set_nodelay(true);
    let progress = Arc::clone(&place.progress);
    let io = TokioIo::new(Connection::new(stream, Arc::clone(&progress), timeouts));
    let service = service_fn(|request: hyper::Request<Incoming>| {
        let (service, progress) = (&service, Arc::clone(&progress));
        async move {
            progress.begin_answer();
            let response = service.answer(request, client, &progress).await;
            Ok::<_, Infallible>(response.map(|body| AnswerBody::new(body, progress)))
        }
    });
    let connection = http1::Builder::new()
        .half_close(false)
        .max_buf_size(BUFFER)
        .header_read_timeout(None)
        .serve_connection(io, service);
    let mut connection = pin!(connection);
    let mut is_stopping = *shutdown.borrow_and_update();
    if is_stopping {
        return;
    }
    loop {
        tokio::select! {
            // Whatever ends a connection, there is nobody left to tell.
            _ = &mut connection => return,
            () = place.progress.closing.notified() => return,
            _ = shutdown.changed(), if !is_stopping => {
                is_stopping = true;
                if place.progress.requests() == 0 {
                    return;
                }
                connection.as_mut().graceful_shutdown();
            }
        }
    }
}
