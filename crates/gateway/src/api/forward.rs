//! Forwards list requests to the real API.
//!
//! - Only the documented parameters of this call are forwarded, unchanged; access key, timestamp
//!   and signature are the gateway's own. `timestamp` and `zone` are required as for any other
//!   source; the skew of the caller's clock does not matter, because the gateway's clock is sent.
//! - A JSON answer is forwarded byte for byte with its HTTP status and `Retry-After`, whatever its
//!   `ret_code`. Anything else becomes a refusal: 5100 if a retry may help, 5000 if not, with HTTP
//!   504 after a timeout, 503 if too many calls are in
//!   flight, and 502 otherwise. The details are only written to this server's log.
//! - Calls are [shared and rationed](crate::source::shared_upstream): where none is left, the answer
//!   is HTTP 429 with code 2500 and `Retry-After`. `RateLimit-Remaining` tells how many are left.
//! - Who may read about some resources only has the permitted ids sent as `resource_ids`, separated by commas,
//!   unless the request names some of them. An upstream that answers with other operations all the
//!   same gets [found out](super::resource_probe), and nothing of it is passed on: not even how many
//!   there are. Refusals keep their code only.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::Param;
use operation_log::wire::Refusal;
use tracing::{error, warn};

use super::answer::{self, json_response, refuse};
use super::not_permitted;
use super::parameters::{Parameters, documented_keys};
use super::permitted::permitted;
use super::resource_probe::{Finding, ResourceProbe};
use crate::source::only_resources::OnlyResources;
use crate::source::shared_upstream::budget::{Left, Urgency};
use crate::source::shared_upstream::{NoPage, SharedUpstream};
use crate::source::upstream::Answer;
use crate::source::upstream::failure::Failure;

const INTERNAL: u32 = 5000;
const BUSY: u32 = 5100;
const QUOTA_EXCEEDED: u32 = 2500;

/// The resources that may be answered about.
#[derive(Clone, Copy, Debug)]
pub struct Restriction<'a> {
    /// Their ids.
    pub resources: &'a OnlyResources,
    /// Whether the upstream heeds them.
    pub probe: &'a ResourceProbe,
}

/// Answers the decoded pairs of a query string.
///
/// # Errors
/// The gateway's own refusal, before the upstream is called.
pub async fn list(
    upstream: &SharedUpstream,
    only: Option<Restriction<'_>>,
    pairs: &[(String, String)],
    urgency: Urgency,
    now: DateTime<Utc>,
) -> Result<Response<Body>, Refusal> {
    let given = Parameters(pairs);
    let parameters = forwarded(&given, only.map(|only| only.resources))?;
    let mut response = if let Some(only) = only {
        match only.probe.ask(upstream, given.zone()?, now).await {
            Ok(Finding::Heeds) => {
                let answer = upstream.ask(&parameters, urgency, now).await;
                restricted(answer, only).await
            }
            Ok(Finding::Ignores) => ignored(),
            Err(no_page) => no_answer(no_page),
        }
    } else {
        match upstream.ask(&parameters, urgency, now).await {
            Ok(answer) | Err(NoPage::Answered(answer)) => passed_on(&answer, answer.body.clone()),
            Err(no_page) => no_answer(no_page),
        }
    };
    add_left(response.headers_mut(), upstream.left(now));
    Ok(response)
}

/// The response with an answer of the upstream, as far as it is permitted.
async fn restricted(answer: Result<Arc<Answer>, NoPage>, only: Restriction<'_>) -> Response<Body> {
    let answer = match answer {
        Ok(answer) | Err(NoPage::Answered(answer)) => answer,
        Err(no_page) => return no_answer(no_page),
    };
    match permitted(&answer.body, only.resources) {
        Ok(left) if left.had_foreign_rows => {
            only.probe.found_foreign_row().await;
            ignored()
        }
        Ok(left) => passed_on(&answer, left.body),
        Err(_) => {
            warn!("no answer of the upstream: JSON that is no answer of the API");
            gateway_error(StatusCode::BAD_GATEWAY, INTERNAL, NO_ANSWER)
        }
    }
}

/// The response with this body of an answer.
fn passed_on(answer: &Answer, body: String) -> Response<Body> {
    let mut response = json_response(answer.status, body);
    retry_after(&mut response, answer.retry_after.clone());
    response
}

/// Adds how many calls are left, by the names of the IETF's draft on rate limits.
fn add_left(headers: &mut HeaderMap, left: Left) {
    for (name, value) in [
        ("ratelimit-limit", HeaderValue::from(left.limit)),
        ("ratelimit-remaining", HeaderValue::from(left.remaining)),
        ("ratelimit-reset", HeaderValue::from(left.reset)),
    ] {
        headers.insert(HeaderName::from_static(name), value);
    }
}

fn forwarded(
    given: &Parameters<'_>,
    only: Option<&OnlyResources>,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    given.timestamp()?;
    // Required, and passed on with the others.
    given.zone()?;
    let mut parameters = Vec::new();
    for name in documented_keys() {
        if let Some(value) = given.get(name)? {
            parameters.push((name, value.to_owned()));
        }
    }
    if let Some(only) = only {
        let key = Param::ResourceIds.key();
        match given.words(key)? {
            Some(named) => {
                only.narrow(named).map_err(|id| not_permitted(&id))?;
            }
            None => parameters.push((key, only.ids().join(","))),
        }
    }
    Ok(parameters)
}

const NO_ANSWER: &str = "the gateway could not get an answer of the API from the upstream";
const NONE_LEFT: &str = "the gateway keeps the calls that are left, or makes none for a while";
const NOT_REACHED: &str = "the gateway could not reach the upstream";
const IGNORED: &str = "the upstream answers about other resources than it is asked about";
const TOO_MANY: &str = "the gateway waits for too many answers of the upstream";
const TOO_LATE: &str = "the gateway could not reach the upstream in time";

/// The answer if the upstream does not heed which resources it is asked about.
fn ignored() -> Response<Body> {
    error!(
        "the upstream ignores resource_ids: whoever may see some resources only is not answered"
    );
    gateway_error(StatusCode::BAD_GATEWAY, INTERNAL, IGNORED)
}

fn no_answer(no_page: NoPage) -> Response<Body> {
    match no_page {
        NoPage::Answered(answer) => passed_on(&answer, answer.body.clone()),
        NoPage::Failed(failure) => failed(&failure),
        NoPage::Refused(refused) => {
            let status = StatusCode::TOO_MANY_REQUESTS;
            let mut response = gateway_error(status, QUOTA_EXCEEDED, NONE_LEFT);
            retry_after(&mut response, Some(HeaderValue::from(refused.retry_after)));
            response
        }
    }
}

fn failed(failure: &Failure) -> Response<Body> {
    warn!("no answer of the upstream: {failure}");
    let code = if failure.is_transient() {
        BUSY
    } else {
        INTERNAL
    };
    let (status, message, later) = match failure {
        Failure::TimedOut => (StatusCode::GATEWAY_TIMEOUT, TOO_LATE, None),
        Failure::Busy => (StatusCode::SERVICE_UNAVAILABLE, TOO_MANY, None),
        Failure::Unreachable(_) => (StatusCode::BAD_GATEWAY, NOT_REACHED, None),
        Failure::Redirected(_) | Failure::TooLarge => (StatusCode::BAD_GATEWAY, NO_ANSWER, None),
        Failure::NotJson(answer) => (
            StatusCode::BAD_GATEWAY,
            NO_ANSWER,
            answer.retry_after.clone(),
        ),
    };
    let mut response = gateway_error(status, code, message);
    retry_after(&mut response, later);
    response
}

fn gateway_error(status: StatusCode, code: u32, message: &str) -> Response<Body> {
    json_response(status, answer::refusal(&refuse(code, message)))
}

fn retry_after(response: &mut Response<Body>, value: Option<HeaderValue>) {
    if let Some(value) = value {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
}
