//! The API over `fetch`. The only user of gloo-net.

use gloo_net::http::{Request, Response};
use operation_log::percent;
use operation_log::wire::{Answer, DecodeError, OperationPage, decode_answer};
use web_sys::{AbortController, AbortSignal};

use super::{ApiError, Call, OperationApi, Params};
use crate::platform::network;

/// How long an answer may take, in seconds.
const TIMEOUT_SECONDS: u32 = 30;

/// The API at an address.
pub struct HttpApi {
    url: String,
}

impl HttpApi {
    /// The API at an absolute address, or one relative to the page's base.
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into() }
    }
}

impl OperationApi for HttpApi {
    fn list(&self, params: Params, abort: &AbortSignal) -> Call {
        let separator = if self.url.contains('?') { '&' } else { '?' };
        let url = format!("{}{separator}{}", self.url, percent::query_string(&params));
        let abort = abort.clone();
        Box::pin(async move {
            let call = call(&url, &abort).await;
            if abort.aborted() {
                return Err(ApiError::Aborted);
            }
            call
        })
    }
}

async fn call(url: &str, abort: &AbortSignal) -> Result<OperationPage, ApiError> {
    if !network::is_online() {
        return Err(ApiError::Offline);
    }
    let signal = with_timeout(abort);
    let response = Request::get(url)
        .header("Accept", "application/json")
        .cache(web_sys::RequestCache::NoStore)
        .abort_signal(Some(&signal))
        .send()
        .await
        .map_err(from_gloo)?;
    let body = response.text().await.map_err(from_gloo)?;
    read(&response, &body)
}

fn read(response: &Response, body: &str) -> Result<OperationPage, ApiError> {
    match decode_answer(body) {
        Ok(Answer::Page(page)) => Ok(page),
        Ok(Answer::Refused(refusal)) => Err(ApiError::Refused(refusal)),
        Err(error) if response.ok() => Err(ApiError::Broken {
            error,
            content_type: response.headers().get("content-type").unwrap_or_default(),
        }),
        Err(DecodeError::Empty) => Err(ApiError::Http {
            status: response.status(),
            excerpt: String::new(),
        }),
        Err(DecodeError::NotJson { excerpt, .. } | DecodeError::WrongShape { excerpt, .. }) => {
            Err(ApiError::Http {
                status: response.status(),
                excerpt,
            })
        }
    }
}

/// A signal that also aborts after the time allowed.
fn with_timeout(abort: &AbortSignal) -> AbortSignal {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let signals = js_sys::Array::of2(abort, &timeout);
    AbortSignal::any(&signals)
}

fn from_gloo(error: gloo_net::Error) -> ApiError {
    match error {
        gloo_net::Error::JsError(error) if error.name == "TimeoutError" => ApiError::TimedOut {
            seconds: TIMEOUT_SECONDS,
        },
        gloo_net::Error::JsError(error) if error.name == "AbortError" => ApiError::Aborted,
        // A connection that broke because the network went away is better named so.
        _ if !network::is_online() => ApiError::Offline,
        error => ApiError::Unreachable {
            detail: error.to_string(),
        },
    }
}

/// A fresh controller; none where the browser has no `AbortController`.
pub fn abort_controller() -> Option<AbortController> {
    AbortController::new().ok()
}
