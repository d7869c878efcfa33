//! Forwards list requests to the real API.
//!
//! - Only the documented parameters of this call are forwarded, unchanged; access key, timestamp
//!   and signature are the gateway's own. `timestamp` and `zone` are required as for any other
//!   source; the skew of the caller's clock does not matter, because the gateway's clock is sent.
//! - A JSON answer is forwarded byte for byte with its HTTP status and `Retry-After`, whatever its
//!   `ret_code`. Anything else becomes a refusal: 5100 if a retry may help, 5000 if not, with HTTP
//!   504 after a timeout and 502 otherwise. The details are only written to this server's log.
//! - With `--only-resources` the permitted ids are sent as `resource_ids`, separated by commas,
//!   unless the request names some of them. An upstream that answers with other operations all the
//!   same gets [found out](super::resource_probe), and nothing of it is passed on: not even how many
//!   there are. Refusals keep their code only.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
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
use crate::source::upstream::Upstream;
use crate::source::upstream::failure::Failure;

const INTERNAL: u32 = 5000;
const BUSY: u32 = 5100;

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
    upstream: &Upstream,
    only: Option<Restriction<'_>>,
    pairs: &[(String, String)],
    now: DateTime<Utc>,
) -> Result<Response<Body>, Refusal> {
    let given = Parameters(pairs);
    let parameters = forwarded(&given, only.map(|only| only.resources))?;
    if let Some(only) = only {
        match only.probe.ask(upstream, given.zone()?, now).await {
            Ok(Finding::Heeds) => {}
            Ok(Finding::Ignores) => return Ok(ignored()),
            Err(failure) => return Ok(no_answer(&failure)),
        }
    }
    let answer = match upstream.ask(&parameters, now).await {
        Ok(answer) => answer,
        Err(failure) => return Ok(no_answer(&failure)),
    };
    let body = match only {
        None => answer.body,
        Some(only) => match permitted(&answer.body, only.resources) {
            Ok(left) if left.had_foreign_rows => {
                only.probe.found_foreign_row().await;
                return Ok(ignored());
            }
            Ok(left) => left.body,
            Err(_) => {
                warn!("no answer of the upstream: JSON that is no answer of the API");
                return Ok(gateway_error(StatusCode::BAD_GATEWAY, INTERNAL, NO_ANSWER));
            }
        },
    };
    let mut response = json_response(answer.status, body);
    retry_after(&mut response, answer.retry_after);
    Ok(response)
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
const NOT_REACHED: &str = "the gateway could not reach the upstream";
const IGNORED: &str = "the upstream answers about other resources than it is asked about";
const TOO_LATE: &str = "the gateway could not reach the upstream in time";

/// The answer if the upstream does not heed which resources it is asked about.
fn ignored() -> Response<Body> {
    error!("the upstream ignores resource_ids, so that --only-resources cannot be kept");
    gateway_error(StatusCode::BAD_GATEWAY, INTERNAL, IGNORED)
}

fn no_answer(failure: &Failure) -> Response<Body> {
    warn!("no answer of the upstream: {failure}");
    let code = if failure.is_transient() {
        BUSY
    } else {
        INTERNAL
    };
    let (status, message, later) = match failure {
        Failure::TimedOut => (StatusCode::GATEWAY_TIMEOUT, TOO_LATE, None),
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
