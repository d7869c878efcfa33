//! The API over `fetch`.

use js_sys::{Array, Reflect};
use operation_log::percent;
use operation_log::wire::{Answer, DecodeError, OperationPage, decode_answer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestInit, Response};

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
        let separator = if self.url.contains('?') { "&" } else { "?" };
        let url = [&self.url, separator, &percent::query_string(&params)].concat();
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
    let answer = fetch(url, &with_timeout(abort)).await;
    let (response, body) = answer.map_err(|error| failure(&error))?;
    read(&response, &body)
}

async fn fetch(url: &str, signal: &AbortSignal) -> Result<(Response, String), JsValue> {
    let accept = Array::of2(&"Accept".into(), &"application/json".into());
    let request = RequestInit::new();
    request.set_headers(&Array::of1(&accept));
    request.set_cache(RequestCache::NoStore);
    request.set_signal(Some(signal));
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &request)).await?;
    let response: Response = response.dyn_into()?;
    let body = JsFuture::from(response.text()?).await?;
    Ok((response, body.as_string().unwrap_or_default()))
}

fn read(response: &Response, body: &str) -> Result<OperationPage, ApiError> {
    match decode_answer(body) {
        Ok(Answer::Page(page)) => Ok(page),
        Ok(Answer::Refused(refusal)) => Err(ApiError::Refused(refusal)),
        Err(error) if response.ok() => Err(ApiError::Broken {
            error,
            content_type: content_type(response),
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

fn content_type(response: &Response) -> String {
    let header = response.headers().get("content-type");
    header.ok().flatten().unwrap_or_default()
}

/// A signal that also aborts after the time allowed.
fn with_timeout(abort: &AbortSignal) -> AbortSignal {
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let signals = Array::of2(abort, &timeout);
    AbortSignal::any(&signals)
}

/// What a rejection of `fetch` is, by the name of its error.
fn failure(error: &JsValue) -> ApiError {
    let word = |key: &str| {
        let word = Reflect::get(error, &key.into()).ok();
        word.and_then(|word| word.as_string()).unwrap_or_default()
    };
    let name = word("name");
    match name.as_str() {
        "TimeoutError" => ApiError::TimedOut {
            seconds: TIMEOUT_SECONDS,
        },
        "AbortError" => ApiError::Aborted,
        // A connection that broke because the network went away is better named so.
        _ if !network::is_online() => ApiError::Offline,
        _ => ApiError::Unreachable {
            detail: [&name, ": ", &word("message")].concat(),
        },
    }
}

/// A fresh controller; none where the browser has no `AbortController`.
pub fn abort_controller() -> Option<AbortController> {
    AbortController::new().ok()
}
