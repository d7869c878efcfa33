//! The API over `fetch`.

use chrono::{DateTime, Utc};
use js_sys::{Array, Function, JsString, Promise, Reflect};
use operation_log::percent;
use operation_log::wire::{Answer, DecodeError, OperationPage, decode_answer};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, RequestCache, RequestInit, Response};

use super::{ApiError, Call, OperationApi, Params, Renewal, Reply};
use crate::platform::network;

/// How long an answer may take, in seconds.
const TIMEOUT_SECONDS: u32 = 30;

const MEGABYTE: u32 = 1024 * 1024;

/// The longest body that is read, in UTF-16 units. 100 rows are some 60 kB.
const MAX_BODY: u32 = 8 * MEGABYTE;

/// The API at an address.
pub struct HttpApi {
    url: String,
    carrier: Option<CarrierCalls>,
}

/// How a carrying page makes calls in the place of the browser.
#[derive(Clone)]
pub struct CarrierCalls {
    /// As the browser's `fetch`.
    pub fetch: Function,
    /// Takes the code that the server refused credentials with; promises whether there are others.
    pub renew: Function,
}

impl HttpApi {
    /// The API at an absolute address, or one relative to the page's base. Without a carrying page
    /// that makes the calls the browser does.
    pub fn new(url: impl Into<String>, carrier: Option<CarrierCalls>) -> Self {
        Self {
            url: url.into(),
            carrier,
        }
    }
}

impl OperationApi for HttpApi {
    fn list(&self, params: Params, abort: &AbortSignal) -> Call {
        let separator = if self.url.contains('?') { "&" } else { "?" };
        let url = [&self.url, separator, &percent::query_string(&params)].concat();
        let abort = abort.clone();
        let carrier = self.carrier.clone();
        Box::pin(async move {
            let reply = call(&url, carrier.as_ref(), &abort).await;
            if abort.aborted() {
                return Err(ApiError::Aborted).into();
            }
            reply
        })
    }

    fn renew(&self, code: i64) -> Renewal {
        let promise = self.carrier.as_ref().and_then(|carrier| {
            let promise = carrier
                .renew
                .call1(&JsValue::NULL, &JsValue::from_f64(code as f64))
                .ok()?;
            promise.dyn_into::<Promise>().ok()
        });
        Box::pin(async move {
            match promise {
                Some(promise) => JsFuture::from(promise).await.is_ok_and(|yes| yes == true),
                None => false,
            }
        })
    }
}

async fn call(url: &str, carrier: Option<&CarrierCalls>, abort: &AbortSignal) -> Reply {
    if !network::is_online() {
        return Err(ApiError::Offline).into();
    }
    // Held here: WebKit forgets a signal that only another one refers to.
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let either = AbortSignal::any(&Array::of2(abort, &timeout));
    match fetch(url, carrier, &either).await {
        Ok((response, body)) => Reply {
            result: body.and_then(|body| read(&response, &body)),
            date: http_date(&header(&response, "date")),
            retry_after: header(&response, "retry-after").trim().parse().ok(),
        },
        // By the signal: WebKit calls the rejection an abort.
        Err(_) if timeout.aborted() => Err(ApiError::TimedOut {
            seconds: TIMEOUT_SECONDS,
        })
        .into(),
        Err(error) => Err(failure(&error)).into(),
    }
}

/// The response, and its body unless that is beyond reason.
async fn fetch(
    url: &str,
    carrier: Option<&CarrierCalls>,
    signal: &AbortSignal,
) -> Result<(Response, Result<String, ApiError>), JsValue> {
    let accept = Array::of2(&"Accept".into(), &"application/json".into());
    let request = RequestInit::new();
    request.set_headers(&Array::of1(&accept));
    request.set_cache(RequestCache::NoStore);
    request.set_signal(Some(signal));
    let promise = match carrier {
        Some(carrier) => {
            let promise = carrier.fetch.call2(&JsValue::NULL, &url.into(), &request)?;
            promise.dyn_into()?
        }
        None => web_sys::window()
            .ok_or(JsValue::UNDEFINED)?
            .fetch_with_str_and_init(url, &request),
    };
    let response = JsFuture::from(promise).await?;
    let response: Response = response.dyn_into()?;
    let body: JsString = JsFuture::from(response.text()?).await?.dyn_into()?;
    // Measured before it is copied: WebAssembly never gives memory back.
    let body = if body.length() > MAX_BODY {
        Err(ApiError::TooLarge {
            megabytes: body.length().div_ceil(MEGABYTE),
        })
    } else {
        Ok(String::from(body))
    };
    Ok((response, body))
}

/// The time of an HTTP header, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let millis = js_sys::Date::parse(text);
    // Not a number for what is no date; a date is within ±8.64e15, so the cast loses nothing.
    millis
        .is_finite()
        .then(|| DateTime::from_timestamp_millis(millis as i64))?
}

fn read(response: &Response, body: &str) -> Result<OperationPage, ApiError> {
    match decode_answer(body) {
        Ok(Answer::Page(page)) => Ok(page),
        Ok(Answer::Refused(refusal)) => Err(ApiError::Refused(refusal)),
        Err(error) if response.ok() => Err(ApiError::Broken {
            error,
            content_type: header(response, "content-type"),
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

fn header(response: &Response, name: &str) -> String {
    let header = response.headers().get(name);
    header.ok().flatten().unwrap_or_default()
}

/// What a rejection of `fetch` is, by the name of its error.
fn failure(error: &JsValue) -> ApiError {
    let word = |key: &str| {
        let word = Reflect::get(error, &key.into()).ok();
        word.and_then(|word| word.as_string()).unwrap_or_default()
    };
    let name = word("name");
    match name.as_str() {
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
