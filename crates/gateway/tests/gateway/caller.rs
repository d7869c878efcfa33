//! Calls a gateway that runs within the test, at whatever time the test says it is.

use std::net::Ipv4Addr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response, StatusCode, header};
use chrono::{DateTime, TimeDelta, Utc};
use clap::Parser as _;
use gateway::reload::CurrentApp;
use gateway::server::client_address::ClientAddress;
use gateway::server::progress::Progress;
use gateway::service::Service;
use gateway::{App, Clock, Options};
use http_body_util::BodyExt as _;
use operation_log::time::{iso, parse_zoned};
use operation_log::wire::decode_operation;
use operation_log::{Operation, panel_header};
use serde_json::Value;
use tower::ServiceExt as _;

/// A Wednesday, 15:30 in UTC+8.
pub const NOW: &str = "2026-03-11T07:30:00Z";

/// A clock that stands still until it is told to go on.
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// Goes on by this much.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// An answer, read to its end.
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        match self.headers.get(name) {
            Some(value) => value.to_str().unwrap(),
            None => "",
        }
    }
}

async fn read(response: Response<Body>) -> Reply {
    let (parts, body) = response.into_parts();
    Reply {
        status: parts.status,
        headers: parts.headers,
        bytes: body.collect().await.unwrap().to_bytes().to_vec(),
    }
}

/// Somebody who calls a gateway.
pub struct Caller {
    service: Service,
    metrics: Router,
    pub clock: Arc<SetClock>,
}

impl Caller {
    /// A gateway with these arguments.
    pub fn new(arguments: &[&str]) -> Self {
        Self::try_new(arguments).unwrap_or_else(|problem| panic!("{problem}"))
    }

    /// A gateway with these arguments, or why it cannot start.
    pub fn try_new(arguments: &[&str]) -> Result<Self, String> {
        let options = Options::parse_from(["gateway"].iter().chain(arguments));
        let clock = Arc::new(SetClock(Mutex::new(parse_zoned(NOW).unwrap())));
        let app = App::new(&options, Arc::clone(&clock) as Arc<dyn Clock>)
            .map_err(|problem| problem.to_string())?;
        let (service, metrics) = CurrentApp::new(app).services(|| 3);
        Ok(Self {
            service,
            metrics,
            clock,
        })
    }

    /// A demo log that stands still.
    pub fn frozen(operations: u32) -> Self {
        Self::new(&[
            "--demo",
            &operations.to_string(),
            "--arrivals-per-hour",
            "0",
        ])
    }

    /// The time of the gateway's clock.
    pub fn clock_time(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Any request.
    pub async fn send(&self, request: Request<Body>) -> Reply {
        let client = request.extensions().get().copied();
        let client = client.unwrap_or(ClientAddress(Ipv4Addr::LOCALHOST.into()));
        let connection = Arc::new(Progress::default());
        read(self.service.answer(request, client, &connection).await).await
    }

    /// What Prometheus is answered.
    pub async fn metrics(&self) -> Reply {
        let request = Request::get("/metrics").body(Body::empty()).unwrap();
        let response = self.metrics.clone().oneshot(request).await.unwrap();
        read(response).await
    }

    /// `GET` of a path.
    pub async fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[]).await
    }

    /// `GET` of a path with headers.
    pub async fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.send(Self::request(path, headers)).await
    }

    /// `GET` of a path with headers over a connection from this address.
    pub async fn get_from(&self, client: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = Self::request(path, headers);
        let client = ClientAddress(client.parse().unwrap());
        request.extensions_mut().insert(client);
        self.send(request).await
    }

    fn request(path: &str, headers: &[(&str, &str)]) -> Request<Body> {
        let mut request = Request::get(path).header(header::HOST, "localhost:8788");
        if headers.iter().all(|(name, _)| *name != panel_header::NAME) {
            request = request.header(panel_header::NAME, panel_header::INTERACTIVE);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    /// The path of a list request, with its required parameters.
    pub fn list_path(&self, query: &str) -> String {
        let timestamp = iso(self.clock.now());
        format!("/api/operation?timestamp={timestamp}&zone=jinan1a&{query}")
    }

    /// A list request.
    pub async fn list(&self, query: &str) -> Reply {
        self.get(&self.list_path(query)).await
    }

    /// The rows and the total of a list request that must not be refused.
    pub async fn page(&self, query: &str) -> (Vec<Value>, u64) {
        let answer = self.list(query).await.json();
        assert_eq!(answer["ret_code"], 0, "{query}: {answer}");
        let rows = answer["job_set"].as_array().unwrap().clone();
        (rows, answer["total_count"].as_u64().unwrap())
    }

    /// The `ret_code` of a list request.
    pub async fn ret_code(&self, query: &str) -> i64 {
        self.list(query).await.json()["ret_code"].as_i64().unwrap()
    }

    /// All rows, oldest first, with their directives.
    pub async fn all(&self) -> Vec<Value> {
        let mut rows = Vec::new();
        loop {
            let offset = rows.len();
            let query = format!("limit=100&reverse=0&verbose=1&offset={offset}");
            let (more, total) = self.page(&query).await;
            let is_end = more.is_empty();
            rows.extend(more);
            if is_end {
                assert_eq!(u64::try_from(rows.len()).unwrap(), total);
                return rows;
            }
        }
    }
}

/// A text field of a row.
pub fn text<'a>(row: &'a Value, field: &str) -> &'a str {
    row[field].as_str().unwrap_or_default()
}

/// The ids of rows.
pub fn ids(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| text(row, "job_id")).collect()
}

/// A row as the panel reads it.
pub fn operation(row: &Value) -> Operation {
    decode_operation(&row.to_string()).unwrap()
}
