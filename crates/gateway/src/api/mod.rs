//! The API: `GET operation`, as its documentation says. What [`request`] decides where the
//! documentation is silent, and what [`on_demand`] does for those who want to see failures, is
//! written there.
//!
//! An answer is HTTP 200 with `ret_code` 0 and a page, or HTTP 200 with another `ret_code` and a
//! message. Only what is no call of the API at all has another HTTP status.

pub mod answer;
pub mod on_demand;
pub mod request;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::percent::query_pairs;

use crate::source::Source;
use answer::{json_response, refuse};
use on_demand::{Attempts, Demand};

const BAD_METHOD: u32 = 1101;

/// The API over a source of operations.
#[derive(Debug)]
pub struct Api {
    source: Source,
    attempts: Attempts,
}

impl Api {
    /// The API over this source.
    pub fn new(source: Source) -> Self {
        Self {
            source,
            attempts: Attempts::default(),
        }
    }

    /// Answers a request below `api/`. `path` is the rest of the path, `query` the query string,
    /// `now` what the server's clock says.
    pub async fn respond(
        &self,
        method: &Method,
        path: &str,
        query: &str,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        if path != "operation" {
            let refusal = refuse(BAD_METHOD, "there is no such call, only [operation]");
            return json_response(StatusCode::NOT_FOUND, answer::refusal(&refusal));
        }
        if method != Method::GET {
            let refusal = refuse(BAD_METHOD, "only [GET] is understood");
            let status = StatusCode::METHOD_NOT_ALLOWED;
            let mut response = json_response(status, answer::refusal(&refusal));
            let allowed = HeaderValue::from_static("GET");
            response.headers_mut().insert(header::ALLOW, allowed);
            return response;
        }
        self.list(&query_pairs(query), now).await
    }

    async fn list(&self, pairs: &[(String, String)], now: DateTime<Utc>) -> Response<Body> {
        let mut request = match request::parse(pairs, now) {
            Ok(request) => request,
            Err(refusal) => return json_response(StatusCode::OK, answer::refusal(&refusal)),
        };
        let page = match &self.source {
            Source::Demo(demo) => match demanded(pairs) {
                Some((word, demand)) => {
                    request.filter.search_word = None;
                    let log = || demo.page(&request, now);
                    if demand.applies(&self.attempts, word) {
                        return demand.respond(&self.attempts, log).await;
                    }
                    log()
                }
                None => demo.page(&request, now),
            },
            Source::File(file) => file.page(&request, now),
        };
        json_response(StatusCode::OK, answer::page(&page))
    }
}

/// What the search word demands, if it is no keyword.
fn demanded(pairs: &[(String, String)]) -> Option<(&str, Demand)> {
    let (_, word) = pairs.iter().find(|(key, _)| key == "search_word")?;
    Some((word, Demand::parse(word)?))
}
