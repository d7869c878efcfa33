//! Passes list requests on to the real API.
//!
//! - Only the documented parameters of this call are passed on, as they are; who asks, when, and
//!   the signature are the gateway's own. `timestamp` and `zone` have to be there as for any
//!   other source; how far the caller's clock is off does not matter, as the gateway's own counts.
//! - An answer that is JSON is passed on byte for byte with its HTTP status and `Retry-After`,
//!   whatever its `ret_code`. Anything else is a refusal with 5100 if a second try may help, and
//!   5000 if not: HTTP 504 after a timeout, 502 otherwise. What exactly happened is for this
//!   server's log alone.
//! - If only some resources may be read about, they go along as `resource_ids` with commas
//!   between unless the request names some of them. How the API separates several values is not
//!   documented, so the answer is [filtered](super::permitted) all the same.

use std::io::{self, Write as _};

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use chrono::{DateTime, Utc};
use operation_log::wire::Refusal;

use super::answer::{self, json_response, refuse};
use super::foreign;
use super::parameters::Parameters;
use super::permitted::permitted;
use crate::source::only_resources::OnlyResources;
use crate::source::upstream::Upstream;
use crate::source::upstream::failure::Failure;

const INTERNAL: u32 = 5000;
const BUSY: u32 = 5100;

/// The documented parameters of the call, but for `zone` and those of every signed request.
const PASSED_ON: [&str; 15] = [
    "action_describe",
    "directive",
    "end_time",
    "job_action",
    "job_ids",
    "jobs",
    "limit",
    "offset",
    "owner",
    "resource_ids",
    "reverse",
    "search_word",
    "start_time",
    "status",
    "verbose",
];

/// Answers the decoded pairs of a query string.
///
/// # Errors
/// A refusal of the gateway's own, before anybody is asked.
pub async fn list(
    upstream: &Upstream,
    only: Option<&OnlyResources>,
    pairs: &[(String, String)],
    now: DateTime<Utc>,
) -> Result<Response<Body>, Refusal> {
    let parameters = passed_on(&Parameters(pairs), only)?;
    let answer = match upstream.ask(&parameters, now).await {
        Ok(answer) => answer,
        Err(failure) => return Ok(no_answer(&failure)),
    };
    let body = match only {
        None => answer.body,
        Some(only) => match permitted(&answer.body, only) {
            Ok(body) => body,
            Err(_) => {
                log("JSON that is no answer of the API");
                return Ok(gateway_error(StatusCode::BAD_GATEWAY, INTERNAL, NO_ANSWER));
            }
        },
    };
    let mut response = json_response(answer.status, body);
    retry_after(&mut response, answer.retry_after);
    Ok(response)
}

fn passed_on(
    given: &Parameters<'_>,
    only: Option<&OnlyResources>,
) -> Result<Vec<(&'static str, String)>, Refusal> {
    given.timestamp()?;
    let mut parameters = vec![("zone", given.zone()?.to_owned())];
    for name in PASSED_ON {
        if let Some(value) = given.get(name)? {
            parameters.push((name, value.to_owned()));
        }
    }
    if let Some(only) = only {
        let named = given.words("resource_ids")?;
        let names_none = named.is_empty();
        only.narrow(named).map_err(|id| foreign(&id))?;
        if names_none {
            parameters.push(("resource_ids", only.ids().join(",")));
        }
    }
    Ok(parameters)
}

const NO_ANSWER: &str = "the gateway could not get an answer of the API from the upstream";
const NOT_REACHED: &str = "the gateway could not reach the upstream";
const TOO_LATE: &str = "the gateway could not reach the upstream in time";

fn no_answer(failure: &Failure) -> Response<Body> {
    log(&failure.to_string());
    let code = if failure.is_passing() { BUSY } else { INTERNAL };
    let (status, words, later) = match failure {
        Failure::TimedOut => (StatusCode::GATEWAY_TIMEOUT, TOO_LATE, None),
        Failure::Unreachable(_) => (StatusCode::BAD_GATEWAY, NOT_REACHED, None),
        Failure::Redirected(_) | Failure::TooLarge => (StatusCode::BAD_GATEWAY, NO_ANSWER, None),
        Failure::NotJson(answer) => (
            StatusCode::BAD_GATEWAY,
            NO_ANSWER,
            answer.retry_after.clone(),
        ),
    };
    let mut response = gateway_error(status, code, words);
    retry_after(&mut response, later);
    response
}

fn gateway_error(status: StatusCode, code: u32, words: &str) -> Response<Body> {
    json_response(status, answer::refusal(&refuse(code, words)))
}

fn retry_after(response: &mut Response<Body>, value: Option<HeaderValue>) {
    if let Some(value) = value {
        response.headers_mut().insert(header::RETRY_AFTER, value);
    }
}

/// Tells whoever runs the gateway. Nobody may be listening any more.
fn log(words: &str) {
    let _ = writeln!(io::stderr(), "gateway: no answer of the upstream: {words}");
}
