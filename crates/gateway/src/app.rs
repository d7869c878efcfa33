//! What answers requests: checks who calls, then the API or the site.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use chrono::TimeDelta;
use operation_log::{BasePath, panel_header};

use crate::access::{Access, Denied};
use crate::access_token::{self, AccessToken};
use crate::api::{Api, Asker, answer};
use crate::clock::{Clock, OffsetClock};
use crate::cors::{self, Portals};
use crate::health;
use crate::host_check::HostCheck;
use crate::http_date::DateHeader;
use crate::metrics::{Metrics, Purpose};
use crate::options::Options;
use crate::server::client_address::ClientAddress;
use crate::site::Site;
use crate::source::Source;
use crate::source::only_resources::OnlyResources;
use crate::source::open::{credentials, open};
use crate::source::shared_upstream::budget::Urgency;
use crate::start_error::StartError;
use crate::uncached::plain_text;

const DENIED: u32 = 1400;

/// Everything that is needed to answer a request.
pub struct App {
    api: Api,
    /// A note on the data for whoever starts the server.
    note: Option<String>,
    site: Site,
    hosts: HostCheck,
    portals: Portals,
    token: Option<AccessToken>,
    /// What everybody may read about, if not about everything.
    only: Option<OnlyResources>,
    /// What each caller may read about.
    access: Option<Access>,
    clock: Arc<dyn Clock>,
    date: DateHeader,
    metrics: Metrics,
}

impl App {
    /// Sets up what the options ask for.
    ///
    /// # Errors
    /// If the data or the file of `--access` cannot be read, or the upstream cannot be used.
    pub fn new(options: &Options, clock: Arc<dyn Clock>) -> Result<Self, StartError> {
        let clock = with_offset(clock, options.clock_offset);
        let metrics = Metrics::default();
        let access = Access::open(options)?;
        let (source, note) = open(options, clock.as_ref(), &metrics)?;
        Ok(Self::over(
            Arc::new(source),
            note,
            access,
            options,
            clock,
            metrics,
        ))
    }

    /// The same data as these options show it, asked for with the access key as it is now.
    ///
    /// # Errors
    /// If the access key or the file of `--access` cannot be read.
    pub fn reloaded(&self, options: &Options) -> Result<Self, StartError> {
        let access = Access::open(options)?;
        let source = Arc::clone(self.api.source());
        if let Source::Upstream(upstream) = source.as_ref() {
            upstream.sign_with(credentials(options)?);
        }
        let (note, clock) = (self.note.clone(), Arc::clone(&self.clock));
        Ok(Self::over(
            source,
            note,
            access,
            options,
            clock,
            self.metrics.clone(),
        ))
    }

    fn over(
        source: Arc<Source>,
        note: Option<String>,
        access: Option<Access>,
        options: &Options,
        clock: Arc<dyn Clock>,
        metrics: Metrics,
    ) -> Self {
        Self {
            api: Api::new(source, options.on_demand.clone()),
            note,
            site: Site {
                dist: options.dist.clone(),
                base: options.base_path.clone(),
                frame_ancestors: options.frame_ancestors.with_portals(&options.portal),
                portals: options.portal.clone(),
                files: Arc::default(),
            },
            hosts: HostCheck::new(options.host.0, &options.allow_host),
            portals: Portals::new(options.portal.clone()),
            token: options.require_token.clone(),
            only: options.only_resources.clone(),
            access,
            clock,
            date: DateHeader::default(),
            metrics,
        }
    }

    /// A note on the data for whoever starts the server.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }

    /// Whether the page can be served.
    pub fn is_ready(&self) -> bool {
        self.site.is_built()
    }

    /// How many calls of the upstream are left. Returns `None` if the operations are not from one.
    pub fn calls_left(&self) -> Option<usize> {
        self.api.calls_left(self.clock.now())
    }

    /// The service that answers with metrics.
    pub fn metrics_router(
        &self,
        connections_and_calls_left: impl Fn() -> (usize, Option<usize>) + Clone + Send + Sync + 'static,
    ) -> Router {
        self.metrics.clone().into_router(connections_and_calls_left)
    }

    /// What counts requests.
    pub const fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The pages that may call.
    pub const fn portals(&self) -> &Portals {
        &self.portals
    }

    /// The whole answer to a request for a file of the page that is held in memory. Returns `None` if
    /// it has to be looked for, or if something else is asked for.
    pub fn held_file<B>(&self, request: &Request<B>) -> Option<Response<Body>> {
        let (uri, headers) = (request.uri(), request.headers());
        let is_read = [Method::GET, Method::HEAD].contains(request.method());
        if !is_read
            || self.purpose(uri.path()) != Purpose::Site
            || self.hosts.unknown_host(uri, headers).is_some()
        {
            return None;
        }
        let inner = uri.path().strip_prefix(self.site.base.as_str())?;
        let mut response = self.site.stored(inner, headers)?;
        self.portals.allow_every_origin(response.headers_mut());
        self.portals
            .add_cors_headers(headers, response.headers_mut());
        self.add_date(&mut response);
        Some(response)
    }

    /// The answer to a request, without the headers that every response has.
    pub async fn respond(&self, request: &Parts) -> Response<Body> {
        let mut response = self.answer(request).await;
        self.add_date(&mut response);
        response
    }

    /// Adds the time of the clock that timestamps are checked against, unless the answer has another.
    fn add_date(&self, response: &mut Response<Body>) {
        if let Some(date) = self.date.at(self.clock.now()) {
            response.headers_mut().entry(header::DATE).or_insert(date);
        }
    }

    async fn answer(&self, request: &Parts) -> Response<Body> {
        // Whoever watches over this server may call it by any name.
        match request.uri.path() {
            health::ALIVE => return health::alive(),
            health::READY => return health::ready(&self.site),
            _ => {}
        }
        if let Some(host) = self.hosts.unknown_host(&request.uri, &request.headers) {
            let refusal = answer::refuse(
                DENIED,
                &format!("host [{host}] is not served here, see --allow-host"),
            );
            return answer::json_response(
                StatusCode::MISDIRECTED_REQUEST,
                answer::refusal(&refusal),
            );
        }
        let (method, path) = (&request.method, request.uri.path());
        let base = &self.site.base;
        let Some(inner) = path.strip_prefix(base.as_str()) else {
            return outside_base(base, method, &request.uri);
        };
        if method == Method::OPTIONS && self.portals.origin_of(&request.headers).is_some() {
            return cors::preflight(&request.headers);
        }
        let query = request.uri.query().unwrap_or_default();
        match inner
            .strip_prefix("api/")
            .or_else(|| (inner == "api").then_some(""))
        {
            // A page of another site cannot read the answer, but it could use up the quota.
            Some(_) if self.portals.blocks(&request.headers) => {
                denied("pages of other sites may not call this API")
            }
            // Nor can such a page send a header of its own without asking first, not even where the
            // browser does not say which site a call comes from: over plain HTTP.
            Some(_) if is_foreign(request) => denied(&format!(
                "a call needs the header [{}: {}]",
                panel_header::NAME,
                panel_header::INTERACTIVE
            )),
            Some(_) if self.lacks_token(&request.headers, query) => access_token::refusal(),
            Some(call) => match self.asker(request) {
                Ok(asker) => {
                    let now = self.clock.now();
                    self.api.respond(method, call, query, &asker, now).await
                }
                Err(denied) => denied.response(),
            },
            None => {
                let mut response = self.site.respond(method, inner, &request.headers).await;
                self.portals.allow_every_origin(response.headers_mut());
                response
            }
        }
    }

    /// Who calls the API: what they may read about, and whether they wait.
    fn asker(&self, request: &Parts) -> Result<Asker, Denied> {
        let everybody = self.only.as_ref();
        let only = match &self.access {
            None => everybody.cloned(),
            Some(access) => {
                let client = request.extensions.get::<ClientAddress>();
                access
                    .scope(client.map(|client| client.0), &request.headers)?
                    .within(everybody)?
            }
        };
        Ok(Asker {
            urgency: urgency(&request.headers),
            only,
        })
    }

    /// What a request for this path is for.
    pub fn purpose(&self, path: &str) -> Purpose {
        if [health::ALIVE, health::READY].contains(&path) {
            return Purpose::Health;
        }
        let inner = path.strip_prefix(self.site.base.as_str());
        match inner {
            Some(inner) if inner == "api" || inner.starts_with("api/") => Purpose::Api,
            _ => Purpose::Site,
        }
    }

    fn lacks_token(&self, headers: &HeaderMap, query: &str) -> bool {
        let token = self.token.as_ref();
        token.is_some_and(|token| !token.is_given(headers, query))
    }
}

/// Whether a call lacks the header of the panel. Other methods than `GET` are refused anyway.
fn is_foreign(request: &Parts) -> bool {
    request.method == Method::GET && !request.headers.contains_key(panel_header::NAME)
}

/// Who waits for a call, as far as the panel says so.
fn urgency(headers: &HeaderMap) -> Urgency {
    match headers.get(panel_header::NAME) {
        Some(value) if value == panel_header::BACKGROUND => Urgency::Background,
        _ => Urgency::Interactive,
    }
}

fn denied(detail: &str) -> Response<Body> {
    let refusal = answer::refuse(DENIED, detail);
    answer::json_response(StatusCode::FORBIDDEN, answer::refusal(&refusal))
}

fn with_offset(clock: Arc<dyn Clock>, seconds: i64) -> Arc<dyn Clock> {
    match TimeDelta::try_seconds(seconds) {
        Some(ahead) if !ahead.is_zero() => Arc::new(OffsetClock { clock, ahead }),
        _ => clock,
    }
}

/// Answers a path outside of the base path. The root and the base path without its last slash are
/// redirected to the base path, with the query.
fn outside_base(base: &BasePath, method: &Method, uri: &Uri) -> Response<Body> {
    let base = base.as_str();
    let redirects = uri.path() == "/" || base.strip_suffix('/') == Some(uri.path());
    let is_read = method == Method::GET || method == Method::HEAD;
    let target = match uri.query() {
        Some(query) => format!("{base}?{query}"),
        None => base.to_owned(),
    };
    match HeaderValue::from_str(&target) {
        Ok(location) if redirects && is_read => {
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
