//! The API: `GET operation`, as documented. [`request`] lists how undocumented cases are decided,
//! [`on_demand`] how to get failures for tests and demos.
//!
//! An answer is HTTP 200 with `ret_code` 0 and a page, or HTTP 200 with another `ret_code` and a
//! message. Another HTTP status means that the request is no API call; answers of the real API are
//! forwarded as described in `forward`.
//!
//! What an [`Asker`] may read about applies to every source: a request that names another resource is
//! refused with code 1400, and one that names none is about all permitted ones.

pub mod answer;
mod forward;
pub mod on_demand;
mod parameters;
mod permitted;
pub mod request;
mod resource_probe;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::percent::query_pairs;
use operation_log::wire::Refusal;

use crate::http_date::http_date;
use crate::source::Source;
use crate::source::demo::Demo;
use crate::source::filter::{Condition, Ids};
use crate::source::only_resources::OnlyResources;
use crate::source::scans::Scans;
use crate::source::select::{Page, PageRequest};
use crate::source::shared_upstream::budget::Urgency;
use answer::{json_response, refuse};
use forward::Restriction;
use on_demand::lies::trim;
use on_demand::{Attempts, OnDemand};
use parameters::Parameters;
use resource_probe::ResourceProbe;

const BAD_METHOD: u32 = 1101;
const DENIED: u32 = 1400;
const INTERNAL: u32 = 5000;

/// The API over a source of operations.
#[derive(Debug)]
pub struct Api {
    source: Arc<Source>,
    /// What every call of the demo gets that asks for nothing else.
    always: Option<OnDemand>,
    attempts: Attempts,
    probe: ResourceProbe,
    scans: Scans,
}

/// Who calls the API.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Whether somebody waits for the answer.
    pub urgency: Urgency,
    /// What may be read about; `None` is everything.
    pub only: Option<OnlyResources>,
}

impl Api {
    /// The API over this source. Calls of the demo get what `always` says unless they ask for
    /// something else on demand.
    pub fn new(source: Arc<Source>, always: Option<OnDemand>) -> Self {
        Self {
            source,
            always,
            attempts: Attempts::default(),
            probe: ResourceProbe::default(),
            scans: Scans::default(),
        }
    }

    /// Where the operations come from.
    pub const fn source(&self) -> &Arc<Source> {
        &self.source
    }

    /// How many calls of the upstream are left. Returns `None` if the operations are not from one.
    pub fn calls_left(&self, now: DateTime<Utc>) -> Option<usize> {
        match self.source.as_ref() {
            Source::Upstream(upstream) => Some(upstream.left(now).remaining),
            Source::Demo(_) | Source::File(_) => None,
        }
    }

    /// Answers a request below `api/`. `path` is the rest of the path, `query` the query string,
    /// `now` the time of the server's clock.
    pub async fn respond(
        &self,
        method: &Method,
        path: &str,
        query: &str,
        asker: &Asker,
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
        self.list(&query_pairs(query), asker, now).await
    }

    async fn list(
        &self,
        pairs: &[(String, String)],
        asker: &Asker,
        now: DateTime<Utc>,
    ) -> Response<Body> {
        let only = asker.only.as_ref();
        let answer = match self.source.as_ref() {
            Source::Upstream(upstream) => {
                let only = only.map(|resources| Restriction {
                    resources,
                    probe: &self.probe,
                });
                forward::list(upstream, only, pairs, asker.urgency, now).await
            }
            Source::Demo(demo) => match OnDemand::of_search_word(pairs).or(self.always.clone()) {
                Some(words) => self.on_demand(demo, words, pairs, only, now).await,
                None => {
                    let demo = Arc::clone(demo);
                    self.page(pairs, only, now, move |request| demo.page(request, now))
                        .await
                }
            },
            Source::File(file) => {
                let file = Arc::clone(file);
                self.page(pairs, only, now, move |request| file.page(request, now))
                    .await
            }
        };
        answer.unwrap_or_else(|refusal| json_response(StatusCode::OK, answer::refusal(&refusal)))
    }

    /// Parses a request and restricts it to the permitted resources.
    fn request(
        pairs: &[(String, String)],
        only: Option<&OnlyResources>,
        now: DateTime<Utc>,
    ) -> Result<PageRequest, Refusal> {
        let mut request = request::parse(pairs, now)?;
        if let Some(only) = only {
            let named = Parameters(pairs).words(Param::ResourceIds.key())?;
            let narrowed = only
                .narrow(named.unwrap_or_default())
                .map_err(|id| not_permitted(&id))?;
            request.filter.remove(Param::ResourceIds);
            request
                .filter
                .add(Param::ResourceIds, Condition::AnyOf(Ids::new(narrowed)));
        }
        Ok(request)
    }

    async fn page(
        &self,
        pairs: &[(String, String)],
        only: Option<&OnlyResources>,
        now: DateTime<Utc>,
        log: impl FnOnce(&PageRequest) -> Page + Send + 'static,
    ) -> Result<Response<Body>, Refusal> {
        let request = Self::request(pairs, only, now)?;
        let body = self.scans.run(move || answer::page(&log(&request))).await;
        Ok(json_response(StatusCode::OK, body.ok_or_else(broken)?))
    }

    async fn on_demand(
        &self,
        demo: &Arc<Demo>,
        words: OnDemand,
        pairs: &[(String, String)],
        only: Option<&OnlyResources>,
        now: DateTime<Utc>,
    ) -> Result<Response<Body>, Refusal> {
        let demo = Arc::clone(demo);
        if !words.demand.applies(&self.attempts, &words.text) {
            let mut request = Self::request(pairs, only, now)?;
            words.leave(&mut request.filter);
            let page = self.scans.run(move || demo.page(&request, now)).await;
            let page = page.ok_or_else(broken)?;
            return Ok(json_response(StatusCode::OK, answer::page(&page)));
        }
        let lies = words.demand.lies.clone();
        let server_time = lies.server_time(now);
        let mut response = match Self::request(&lies.heard(pairs), only, server_time) {
            Err(refusal) => json_response(StatusCode::OK, answer::refusal(&refusal)),
            Ok(mut request) => {
                words.leave(&mut request.filter);
                lies.change(&mut request);
                let trimmed = lies.trimmed(|| self.attempts.count(&format!("trim {}", words.text)));
                let search = move || {
                    let read = |request: &PageRequest| demo.page(request, now);
                    if let Some(rows) = trimmed {
                        trim(&mut request, rows, read);
                    }
                    lies.page(&request, read)
                };
                let page = self.scans.run(search).await.ok_or_else(broken)?;
                words
                    .demand
                    .respond(&self.attempts, page, only, server_time)
                    .await
            }
        };
        if server_time != now
            && let Some(date) = http_date(server_time)
        {
            response.headers_mut().insert(header::DATE, date);
        }
        Ok(response)
    }
}

/// The refusal if a search ended without a result.
fn broken() -> Refusal {
    refuse(INTERNAL, "the log could not be searched")
}

/// Refuses a request about a resource that is not permitted.
fn not_permitted(id: &str) -> Refusal {
    refuse(DENIED, &format!("resource [{id}] is not served here"))
}
