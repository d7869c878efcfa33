//! What this server did, for Prometheus: `--metrics ADDRESS` answers with it, apart from the port that
//! people reach.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Response, StatusCode};
use axum::{Router, body::Body, routing};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::uncached::plain_text;

/// Where they are.
const PATH: &str = "/metrics";
/// What Prometheus calls this format.
const FORMAT: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// Upper bounds of durations, in seconds: a file from memory to the longest wait for an upstream.
const BOUNDS: [f64; 10] = [0.001, 0.005, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0];

/// What a request was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Operations.
    Api,
    /// The page and its files.
    Site,
    /// Whether the server lives or is ready.
    Health,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    purpose: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct PurposeLabels {
    purpose: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OutcomeLabels {
    outcome: &'static str,
}

/// The counters; clones count together.
#[derive(Clone, Debug)]
pub struct Metrics {
    registry: Arc<Registry>,
    requests: Family<RequestLabels, Counter>,
    durations: Family<PurposeLabels, Histogram, fn() -> Histogram>,
    connections: Gauge,
    /// Of calls of the upstream.
    pub upstream: UpstreamMetrics,
}

/// The counters of an upstream.
#[derive(Clone, Debug)]
pub struct UpstreamMetrics {
    calls: Family<OutcomeLabels, Counter>,
    duration: Histogram,
    shared: Counter,
    left: Gauge<u64, AtomicU64>,
    /// Whether the store of `--shared` answers: 1 or 0.
    pub store_up: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("hpc_operations");
        let requests = Family::default();
        registry.register("requests", "Requests that were answered", requests.clone());
        let durations =
            Family::<_, _, fn() -> Histogram>::new_with_constructor(|| Histogram::new(BOUNDS));
        registry.register_with_unit(
            "request_duration",
            "Until the head of the answer was there",
            Unit::Seconds,
            durations.clone(),
        );
        let connections = Gauge::default();
        registry.register("connections", "Open connections", connections.clone());
        let upstream = UpstreamMetrics::new(&mut registry);
        Self {
            registry: Arc::new(registry),
            requests,
            durations,
            connections,
            upstream,
        }
    }
}

impl Metrics {
    /// A request was answered.
    pub fn answered(&self, purpose: Purpose, status: StatusCode, took: Duration) {
        let purpose = match purpose {
            Purpose::Api => "api",
            Purpose::Site => "site",
            Purpose::Health => "health",
        };
        let status = status.as_u16();
        self.requests
            .get_or_create(&RequestLabels { purpose, status })
            .inc();
        self.durations
            .get_or_create(&PurposeLabels { purpose })
            .observe(took.as_secs_f64());
    }

    /// The service that answers with them. `now` tells how many connections are open and how many
    /// calls of the upstream are left, if there is one.
    pub fn into_router(
        self,
        now: impl Fn() -> (usize, Option<usize>) + Clone + Send + Sync + 'static,
    ) -> Router {
        Router::new().route(
            PATH,
            routing::get(async move || {
                let (connections, left) = now();
                self.connections
                    .set(i64::try_from(connections).unwrap_or(i64::MAX));
                if let Some(left) = left {
                    self.upstream.left.set(left as u64);
                }
                self.text()
            }),
        )
    }

    fn text(&self) -> Response<Body> {
        let mut text = String::new();
        if encode(&mut text, &self.registry).is_err() {
            return plain_text(StatusCode::INTERNAL_SERVER_ERROR, "no metrics\n");
        }
        let mut response = plain_text(StatusCode::OK, text);
        let format = HeaderValue::from_static(FORMAT);
        response.headers_mut().insert(CONTENT_TYPE, format);
        response
    }
}

impl UpstreamMetrics {
    fn new(registry: &mut Registry) -> Self {
        let calls = Family::default();
        registry.register("upstream_calls", "Calls of the upstream", calls.clone());
        let duration = Histogram::new(BOUNDS);
        registry.register_with_unit(
            "upstream_call_duration",
            "Until the answer was read, or why there was none was known",
            Unit::Seconds,
            duration.clone(),
        );
        let shared = Counter::default();
        registry.register(
            "upstream_answers_shared",
            "Answers that cost no call of their own",
            shared.clone(),
        );
        let left = Gauge::default();
        registry.register(
            "upstream_calls_left",
            "Calls that can still be made in this hour",
            left.clone(),
        );
        let store_up = Gauge::default();
        registry.register(
            "shared_store_up",
            "Whether the store of --shared answers: 1 or 0",
            store_up.clone(),
        );
        Self {
            calls,
            duration,
            shared,
            left,
            store_up,
        }
    }

    /// A call ended: with a page, a refusal, or no answer.
    pub fn called(&self, outcome: &'static str, took: Duration) {
        self.calls.get_or_create(&OutcomeLabels { outcome }).inc();
        self.duration.observe(took.as_secs_f64());
    }

    /// A call was refused by the budget.
    pub fn refused(&self) {
        let outcome = "over_budget";
        self.calls.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// A call was not made because too many are in flight.
    pub fn busy(&self) {
        let outcome = "busy";
        self.calls.get_or_create(&OutcomeLabels { outcome }).inc();
    }

    /// An answer was shared.
    pub fn shared(&self) {
        self.shared.inc();
    }
}
