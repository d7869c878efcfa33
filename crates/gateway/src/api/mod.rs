//! The API: `GET operation`, as documented. [`request`] lists how undocumented cases are decided,
//! [`on_demand`] how to get failures for tests and demos.
//!
//! An answer is HTTP 200 with `ret_code` 0 and a page, or HTTP 200 with another `ret_code` and a
//! message. Another HTTP status means that the request is no API call; answers of the real API are
//! forwarded as described in `forward`.
//!
//! `--only-resources` applies to every source: a request that names another resource is refused
//! with code 1400, and one that names none is about all permitted ones.

pub mod answer;
mod forward;
pub mod on_demand;
mod parameters;
mod permitted;
pub mod request;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::percent::query_pairs;
use operation_log::wire::Refusal;

use crate::source::Source;
use crate::source::demo::Demo;
use crate::source::filter::Condition;
use crate::source::only_resources::OnlyResources;
use crate::source::select::{Page, PageRequest};
use answer::{json_response, refuse};
use on_demand::{Attempts, Demand};
use parameters::Parameters;

const BAD_METHOD: u32 = 1101;
const DENIED: u32 = 1400;

/// The API over a source of operations.
#[derive(Debug)]
pub struct Api {
    source: Source,
    only: Option<OnlyResources>,
    attempts: Attempts,
}

impl Api {
    /// The API over this source, restricted to the resources of `only` if given.
    pub fn new(source: Source, only: Option<OnlyResources>) -> Self {
        Self {
            source,
            only,
            attempts: Attempts::default(),
        }
    }

    /// Answers a request below `api/`. `path` is the rest of the path, `query` the query string,
    /// `now` the time of the server's clock.
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
        let answer = match &self.source {
            Source::Upstream(upstream) => {
                forward::list(upstream, self.only.as_ref(), pairs, now).await
            }
            Source::Demo(demo) => match parse_demand(pairs) {
                Some((word, demand)) => self.on_demand(demo, word, &demand, pairs, now).await,
                None => self.page(pairs, now, |request| demo.page(request, now)),
            },
            Source::File(file) => self.page(pairs, now, |request| file.page(request, now)),
        };
        answer.unwrap_or_else(|refusal| json_response(StatusCode::OK, answer::refusal(&refusal)))
    }

    /// Parses a request and restricts it to the permitted resources.
    fn request(
        &self,
        pairs: &[(String, String)],
        now: DateTime<Utc>,
    ) -> Result<PageRequest, Refusal> {
        let mut request = request::parse(pairs, now)?;
        if let Some(only) = &self.only {
            let named = Parameters(pairs).words(Param::ResourceIds.key())?;
            let narrowed = only
                .narrow(named.unwrap_or_default())
                .map_err(|id| not_permitted(&id))?;
            request.filter.remove(Param::ResourceIds);
            request
                .filter
                .add(Param::ResourceIds, Condition::AnyOf(narrowed));
        }
        Ok(request)
    }

    fn page(
        &self,
        pairs: &[(String, String)],
        now: DateTime<Utc>,
        log: impl FnOnce(&PageRequest) -> Page,
    ) -> Result<Response<Body>, Refusal> {
        let request = self.request(pairs, now)?;
        Ok(json_response(StatusCode::OK, answer::page(&log(&request))))
    }

    async fn on_demand(
        &self,
        demo: &Demo,
        word: &str,
        demand: &Demand,
        pairs: &[(String, String)],
        now: DateTime<Utc>,
    ) -> Result<Response<Body>, Refusal> {
        let mut request = self.request(pairs, now)?;
        request.filter.remove(Param::SearchWord);
        let page = demo.page(&request, now);
        if demand.applies(&self.attempts, word) {
            let only = self.only.as_ref();
            return Ok(demand.respond(&self.attempts, page, only).await);
        }
        Ok(json_response(StatusCode::OK, answer::page(&page)))
    }
}

/// Refuses a request about a resource that is not permitted.
fn not_permitted(id: &str) -> Refusal {
    refuse(DENIED, &format!("resource [{id}] is not served here"))
}

/// The search word and the failure it asks for. Returns `None` if it is a keyword.
fn parse_demand(pairs: &[(String, String)]) -> Option<(&str, Demand)> {
    let (_, word) = pairs
        .iter()
        .find(|(key, _)| key == Param::SearchWord.key())?;
    Some((word, Demand::parse(word)?))
}
