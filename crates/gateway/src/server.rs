//! The server: which request goes where, from start to graceful end.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, Uri, header};
use chrono::TimeDelta;
use operation_log::BasePath;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use crate::access_token::{self, AccessToken};
use crate::api::{Api, answer};
use crate::clock::{Clock, OffsetClock};
use crate::connection::{Connections, Ending, Reset};
use crate::cors::{self, Portals};
use crate::host_check::HostCheck;
use crate::http_date::http_date;
use crate::options::Options;
use crate::site::{self, Site};
use crate::source::Source;
use crate::source::demo::{Demo, DemoSettings};
use crate::source::file::FileLog;
use crate::source::upstream::credentials::Credentials;
use crate::source::upstream::{Limits, Upstream};
use crate::start_error::StartError;
use crate::uncached::plain_text;

/// How long requests may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(2);
const DENIED: u32 = 1400;

/// Everything a request needs.
pub struct App {
    api: Api,
    /// What there is to say about the data before the first request.
    note: Option<String>,
    site: Site,
    hosts: HostCheck,
    portals: Portals,
    token: Option<AccessToken>,
    clock: Arc<dyn Clock>,
}

impl App {
    /// Makes everything ready that the options ask for.
    ///
    /// # Errors
    /// If the data cannot be read, or the upstream cannot be asked.
    pub fn new(options: &Options, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let clock = with_offset(clock, options.clock_offset);
        let (source, note) = open(options, clock.as_ref())?;
        Ok(Self {
            api: Api::new(source, options.only_resources.clone()),
            note,
            site: Site {
                dist: options.dist.clone(),
                base: options.base_path.clone(),
                frame_ancestors: options.frame_ancestors.and(&options.portal),
                portals: options.portal.clone(),
            },
            hosts: HostCheck::new(options.host.0, &options.allow_host),
            portals: Portals::new(options.portal.clone()),
            token: options.require_token.clone(),
            clock,
        })
    }

    /// What there is to say about the data before the first request.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// The service that answers requests.
    pub fn into_router(self) -> Router {
        Router::new().fallback(handle).with_state(Arc::new(self))
    }

    async fn respond(&self, request: &Parts) -> Response<Body> {
        let mut response = self.answer(request).await;
        // The clock that timestamps are held against, once the answer is ready.
        if let Some(date) = http_date(self.clock.now()) {
            response.headers_mut().insert(header::DATE, date);
        }
        response
    }

    async fn answer(&self, request: &Parts) -> Response<Body> {
        if let Some(stranger) = self.hosts.stranger(&request.uri, &request.headers) {
            let refusal = answer::refuse(
                DENIED,
                &format!("host [{stranger}] is not served here, see --allow-host"),
            );
            return answer::json_response(
                StatusCode::MISDIRECTED_REQUEST,
                answer::refusal(&refusal),
            );
        }
        let (method, path) = (&request.method, request.uri.path());
        let base = &self.site.base;
        let Some(inner) = path.strip_prefix(base.as_str()) else {
            return outside(base, method, &request.uri);
        };
        if method == Method::OPTIONS && self.portals.caller(&request.headers).is_some() {
            return cors::preflight(&request.headers);
        }
        let query = request.uri.query().unwrap_or_default();
        match inner
            .strip_prefix("api/")
            .or_else(|| (inner == "api").then_some(""))
        {
            // A page of another site cannot read the answer, but it could spend the calls.
            Some(_) if self.portals.keeps_out(&request.headers) => answer::json_response(
                StatusCode::FORBIDDEN,
                answer::refusal(&answer::refuse(
                    DENIED,
                    "pages of other sites may not call this API",
                )),
            ),
            Some(_) if self.lacks_token(&request.headers, query) => access_token::refusal(),
            Some(call) => {
                self.api
                    .respond(method, call, query, self.clock.now())
                    .await
            }
            None => {
                let mut response = self.site.respond(method, inner, &request.headers).await;
                self.portals.share_file(response.headers_mut());
                response
            }
        }
    }

    fn lacks_token(&self, headers: &HeaderMap, query: &str) -> bool {
        let token = self.token.as_ref();
        token.is_some_and(|token| !token.is_given(headers, query))
    }
}

fn with_offset(clock: Arc<dyn Clock>, seconds: i64) -> Arc<dyn Clock> {
    match TimeDelta::try_seconds(seconds) {
        Some(ahead) if !ahead.is_zero() => Arc::new(OffsetClock { clock, ahead }),
        _ => clock,
    }
}

/// The data the options ask for, and what there is to say about it.
fn open(options: &Options, clock: &dyn Clock) -> Result<(Source, Option<String>), StartError> {
    if let Some(origin) = &options.upstream {
        let credentials = match &options.credentials {
            Some(path) => Credentials::from_file(path),
            None => Credentials::from_environment(),
        };
        let credentials = credentials.map_err(StartError::Credentials)?;
        let upstream = Upstream::new(
            origin.clone(),
            credentials,
            options.signing(),
            Limits::default(),
        )
        .map_err(StartError::Encryption)?;
        let note = upstream.to_string();
        return Ok((Source::Upstream(upstream), Some(note)));
    }
    if let Some(path) = &options.data {
        let (log, summary) = FileLog::open(path).map_err(StartError::Data)?;
        return Ok((Source::File(log), Some(summary.to_string())));
    }
    let settings = DemoSettings {
        operations: options.demo,
        arrivals_per_hour: options.arrivals_per_hour,
        seed: options.seed,
    };
    Ok((Source::Demo(Demo::new(settings, clock.now())), None))
}

/// Answers a path that is not below the base. The root and the base without its last slash lead
/// there, query and all.
fn outside(base: &BasePath, method: &Method, uri: &Uri) -> Response<Body> {
    let base = base.as_str();
    let leads_in = uri.path() == "/" || base.strip_suffix('/') == Some(uri.path());
    let is_read = method == Method::GET || method == Method::HEAD;
    let target = match uri.query() {
        Some(query) => format!("{base}?{query}"),
        None => base.to_owned(),
    };
    match HeaderValue::from_str(&target) {
        Ok(location) if leads_in && is_read => {
            let mut response = plain_text(StatusCode::TEMPORARY_REDIRECT, "");
            response.headers_mut().insert(header::LOCATION, location);
            response
        }
        _ => plain_text(
            StatusCode::NOT_FOUND,
            format!("Everything is served under {base}.\n"),
        ),
    }
}

async fn handle(State(app): State<Arc<App>>, request: Request) -> Response<Body> {
    let (request, _) = request.into_parts();
    let mut response = app.respond(&request).await;
    site::headers::harden(response.headers_mut());
    app.portals.share(&request.headers, response.headers_mut());
    if response.extensions().get::<Reset>().is_some()
        && let Some(ConnectInfo(ending)) = request.extensions.get::<ConnectInfo<Ending>>()
    {
        ending.reset();
    }
    response
}

/// A server that accepts connections; they are answered once it is run.
pub struct Gateway {
    listener: TcpListener,
    router: Router,
    url: String,
    note: Option<String>,
}

impl Gateway {
    /// Makes the data ready and takes the port.
    ///
    /// # Errors
    /// If the data cannot be read, the upstream cannot be asked, or the port cannot or must not
    /// be taken.
    pub async fn start(options: &Options, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let address = SocketAddr::new(options.host.0, options.port);
        if options.upstream.is_some() && !address.ip().is_loopback() && !options.behind_auth_proxy {
            return Err(StartError::Exposed(address));
        }
        let refused = |reason| StartError::Listen { address, reason };
        // The port first: a taken port is found at once, not after a long load.
        let listener = TcpListener::bind(address).await.map_err(refused)?;
        let local = listener.local_addr().map_err(refused)?;
        let wanted = options.clone();
        // A large file takes a while to read; whoever started us may lose patience.
        let app = tokio::task::spawn_blocking(move || App::new(&wanted, clock))
            .await
            .map_err(|reason| refused(io::Error::other(reason)))??;
        Ok(Self {
            listener,
            note: app.note.clone(),
            router: app.into_router(),
            url: format!("http://{local}{}", options.base_path.as_str()),
        })
    }

    /// The address of the page, `http://127.0.0.1:8788/`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What there is to say about the data, for whoever started the server.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Answers requests until `stop` is done, then lets those under way end for a moment.
    ///
    /// # Errors
    /// If the system takes the port away.
    pub async fn run(self, stop: impl Future<Output = ()>) -> io::Result<()> {
        let (tell, told) = oneshot::channel::<()>();
        let service = self.router.into_make_service_with_connect_info::<Ending>();
        let server = axum::serve(Connections(self.listener), service)
            .with_graceful_shutdown(async { told.await.unwrap_or_default() });
        tokio::select! {
            result = async { server.await } => result,
            () = async {
                stop.await;
                let _ = tell.send(());
                tokio::time::sleep(GRACE).await;
            } => Ok(()),
        }
    }
}
