//! The API over `fetch`.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Array, Function, JsString, Promise, Reflect};
use operation_log::wire::{Answer, DecodeError, OperationPage, decode_answer};
use operation_log::{panel_header, percent};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, RequestCache, RequestRedirect, ResponseType};

use super::first_call::FirstCall;
use super::{ApiError, Call, Exchange, OperationApi, Params, Quota, Renewal, Reply, Urgency};
use crate::platform::{clock, network};

/// How long an answer may take, in seconds.
const TIMEOUT_SECONDS: u32 = 30;

/// The longest body that is read, in UTF-16 units. 100 rows are some 60 kB.
const MAX_BODY: u32 = 8_000_000;

/// The API at an address.
pub struct HttpApi {
    url: String,
    host: Option<HostCalls>,
    first: Cell<Option<FirstCall>>,
}

/// The host page's own functions for calls, which replace the browser's `fetch`.
#[derive(Clone)]
pub struct HostCalls {
    /// Takes a `Request` and promises its `Response`.
    pub fetch: Function,
    /// Takes the code that the server refused credentials with; promises whether there are new ones.
    pub renew: Function,
}

impl HttpApi {
    /// The API at an absolute address, or one relative to the page's base. The browser makes the
    /// calls unless the host page does.
    pub fn new(url: impl Into<String>, host: Option<HostCalls>) -> Self {
        Self {
            url: url.into(),
            host,
            first: Cell::new(None),
        }
    }

    /// Takes over a call that was made before, if the first one asks the same.
    pub fn after(self, first: Option<FirstCall>) -> Self {
        Self {
            first: Cell::new(first),
            ..self
        }
    }
}

impl OperationApi for HttpApi {
    fn list(&self, params: Params, urgency: Urgency, abort: &AbortSignal) -> Call {
        let unsent = Unsent::new(&self.url, &params, urgency);
        let source = match (self.first.take(), &self.host) {
            (Some(first), _) if first.asks(&params) => Source::Sent(first),
            (other, host) => {
                if let Some(other) = other {
                    other.abort();
                }
                match host {
                    Some(host) => Source::Host(unsent, host.clone()),
                    None => Source::Browser(unsent),
                }
            }
        };
        let abort = abort.clone();
        Box::pin(async move {
            let reply = call(source, &abort).await;
            if abort.aborted() {
                return Err(ApiError::Aborted).into();
            }
            reply
        })
    }

    fn renew(&self, code: i64) -> Renewal {
        let promise = self.host.as_ref().and_then(|host| {
            let promise = host
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

/// A request that is built once its abort signal is known.
struct Unsent {
    /// The address with every parameter but the first.
    url: String,
    /// The first parameter, which gloo-net appends: it would end an address whose parameters are
    /// all there with a lone `&`, and write a blank as `+`, which servers read in two ways.
    first: Option<(&'static str, String)>,
    urgency: Urgency,
}

impl Unsent {
    fn new(url: &str, params: &Params, urgency: Urgency) -> Self {
        let (first, rest) = match params.split_first() {
            Some((first, rest)) => (Some(first.clone()), rest),
            None => (None, params.as_slice()),
        };
        let separator = if url.contains('?') { "&" } else { "?" };
        Self {
            url: [url, separator, &percent::query_string(rest)].concat(),
            first,
            urgency,
        }
    }

    fn build(self, signal: &AbortSignal) -> Result<Request, gloo_net::Error> {
        let urgency = match self.urgency {
            Urgency::Interactive => panel_header::INTERACTIVE,
            Urgency::Background => panel_header::BACKGROUND,
        };
        RequestBuilder::new(&self.url)
            .query(self.first.iter().map(|(key, value)| (*key, value)))
            .header("Accept", "application/json")
            .header(panel_header::NAME, urgency)
            .cache(RequestCache::NoStore)
            .redirect(RequestRedirect::Manual)
            .abort_signal(Some(signal))
            .build()
    }
}

/// Where the response of a call comes from.
enum Source {
    /// The browser's `fetch`.
    Browser(Unsent),
    /// The host page's function.
    Host(Unsent, HostCalls),
    /// A call that is under way.
    Sent(FirstCall),
}

impl Source {
    /// The response and a promise of its body; `exchange` is set if it is one to a call that was
    /// made before.
    async fn response(
        self,
        signal: &AbortSignal,
        exchange: &mut Option<Exchange>,
    ) -> Result<(web_sys::Response, Promise), Rejection> {
        let response: web_sys::Response = match self {
            Self::Browser(unsent) => unsent.build(signal)?.send().await?.into(),
            Self::Host(unsent, host) => host.send(unsent.build(signal)?).await?.into(),
            Self::Sent(first) => {
                first.abort_with(signal);
                let response = JsFuture::from(first.response.clone()).await?.dyn_into()?;
                *exchange = first.exchange();
                return Ok((response, first.text));
            }
        };
        let text = response.text()?;
        Ok((response, text))
    }
}

async fn call(source: Source, abort: &AbortSignal) -> Reply {
    if !network::is_online() {
        return Err(ApiError::Offline).into();
    }
    // Held here: WebKit forgets a signal that only another one refers to.
    let timeout = AbortSignal::timeout_with_u32(TIMEOUT_SECONDS * 1000);
    let either = AbortSignal::any(&Array::of2(abort, &timeout));
    let mut exchange = None;
    match fetch_text(source, &either, &mut exchange).await {
        Ok((response, body)) => {
            let date = http_date(&header(&response, "date"));
            Reply {
                result: body.and_then(|body| read(&response, &body)),
                date,
                retry_after: retry_after(&header(&response, "retry-after"), date),
                quota: quota(
                    &header(&response, "ratelimit-limit"),
                    &header(&response, "ratelimit-remaining"),
                ),
                exchange,
            }
        }
        // By the signal: WebKit calls the rejection an abort.
        Err(_) if timeout.aborted() => Err(ApiError::TimedOut {
            seconds: TIMEOUT_SECONDS,
        })
        .into(),
        Err(rejection) => Err(rejection.into_error()).into(),
    }
}

/// Sends a request and returns the response with its body, unless the body is too large.
async fn fetch_text(
    source: Source,
    signal: &AbortSignal,
    exchange: &mut Option<Exchange>,
) -> Result<(Response, Result<String, ApiError>), Rejection> {
    let (response, text) = source.response(signal, exchange).await?;
    let body: JsString = JsFuture::from(text).await?.dyn_into()?;
    // Measured before it is copied: WebAssembly never gives memory back.
    let body = if body.length() > MAX_BODY {
        Err(ApiError::TooLarge {
            units: body.length(),
            most: MAX_BODY,
        })
    } else {
        Ok(String::from(body))
    };
    Ok((response.into(), body))
}

impl HostCalls {
    /// Lets the host page make a call. Whatever its function throws is an error here: gloo-net
    /// panics on a rejection that is not an `Error`.
    async fn send(&self, request: Request) -> Result<Response, Rejection> {
        let request: web_sys::Request = request.into();
        let promise: Promise = self.fetch.call1(&JsValue::NULL, &request)?.dyn_into()?;
        let response: web_sys::Response = JsFuture::from(promise).await?.dyn_into()?;
        Ok(response.into())
    }
}

/// Why a call has no response, by the name of its JavaScript error.
struct Rejection {
    name: String,
    message: String,
}

impl Rejection {
    fn into_error(self) -> ApiError {
        match self.name.as_str() {
            "AbortError" => ApiError::Aborted,
            // Given by `embed/panel.js`.
            "PageFetchError" => ApiError::HostFetch {
                detail: self.message,
            },
            // A connection that broke because the network went away is better named so.
            _ if !network::is_online() => ApiError::Offline,
            _ => ApiError::Unreachable {
                detail: [&self.name, ": ", &self.message].concat(),
            },
        }
    }
}

impl From<JsValue> for Rejection {
    fn from(error: JsValue) -> Self {
        let word = |key: &str| {
            let word = Reflect::get(&error, &key.into()).ok();
            word.and_then(|word| word.as_string()).unwrap_or_default()
        };
        Self {
            name: word("name"),
            message: word("message"),
        }
    }
}

impl From<gloo_net::Error> for Rejection {
    fn from(error: gloo_net::Error) -> Self {
        match error {
            gloo_net::Error::JsError(error) => Self {
                name: error.name,
                message: error.message,
            },
            error => Self {
                name: String::new(),
                message: error.to_string(),
            },
        }
    }
}

/// The time of an HTTP header, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<DateTime<Utc>> {
    let millis = js_sys::Date::parse(text);
    // Not a number for what is no date; a date is within ±8.64e15, so the cast loses nothing.
    millis
        .is_finite()
        .then(|| DateTime::from_timestamp_millis(millis as i64))?
}

/// The seconds to wait by a `Retry-After`, a number or a date; `date` is when the server answered.
/// Returns `None` if it is neither.
pub fn retry_after(text: &str, date: Option<DateTime<Utc>>) -> Option<u32> {
    let text = text.trim();
    if !text.ends_with("GMT") {
        return text.parse().ok();
    }
    let seconds = (http_date(text)? - date.unwrap_or_else(clock::now)).num_seconds();
    // What lies in the past is now.
    Some(u32::try_from(seconds.max(0)).unwrap_or(u32::MAX))
}

/// The quota that two headers tell. Returns `None` unless both are whole numbers that can be true
/// together.
pub fn quota(limit: &str, remaining: &str) -> Option<Quota> {
    let (limit, remaining) = (limit.parse().ok()?, remaining.parse().ok()?);
    (limit > 0 && remaining <= limit).then_some(Quota { limit, remaining })
}

fn read(response: &Response, body: &str) -> Result<OperationPage, ApiError> {
    if response.type_() == ResponseType::Opaqueredirect {
        return Err(ApiError::Redirected);
    }
    match decode_answer(body) {
        Ok(Answer::Page(page)) => Ok(page),
        Ok(Answer::Refused(refusal)) => Err(ApiError::Refused(refusal)),
        // A host page's own function may follow redirects.
        Err(_) if response.redirected() => Err(ApiError::Redirected),
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
    response.headers().get(name).unwrap_or_default()
}
