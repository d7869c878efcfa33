//! `GET /api/operation`, and every way it can fail.

mod error;
pub mod first_call;
pub mod http;
pub mod rows;

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use operation_log::wire::OperationPage;
use web_sys::AbortSignal;

pub use error::{ApiError, FailureKind};

/// Parameters of one call, in the order they are sent.
pub type Params = Vec<(&'static str, String)>;

/// Who waits for the answer of a call. A server that rations calls refuses those first that nobody
/// waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// The reader.
    Interactive,
    /// Nobody.
    Background,
}

/// What came of a call, with what the server said beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// The page, or why there is none.
    pub result: Result<OperationPage, ApiError>,
    /// `Date`: when the server answered, by its own clock; `None` where it is hidden from scripts.
    pub date: Option<DateTime<Utc>>,
    /// `Retry-After`, in seconds from the answer.
    pub retry_after: Option<u32>,
    /// `RateLimit-Limit` and `RateLimit-Remaining`: what is left of the quota that all who use the key
    /// share; `None` where nothing counts it.
    pub quota: Option<Quota>,
    /// When the call was under way, if it was made before it was asked for.
    pub exchange: Option<Exchange>,
}

/// The calls of an hour, as whoever counts them for all told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// In all, at least 1.
    pub limit: u32,
    /// Of these, how many are left.
    pub remaining: u32,
}

impl Quota {
    /// How many were made.
    pub const fn used(self) -> u32 {
        self.limit.saturating_sub(self.remaining)
    }
}

/// When a call was sent and when its answer began to arrive, by the browser's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// When it was sent.
    pub sent: DateTime<Utc>,
    /// When its answer came.
    pub received: DateTime<Utc>,
}

impl From<Result<OperationPage, ApiError>> for Reply {
    fn from(result: Result<OperationPage, ApiError>) -> Self {
        Self {
            result,
            date: None,
            retry_after: None,
            quota: None,
            exchange: None,
        }
    }
}

/// A call under way.
pub type Call = Pin<Box<dyn Future<Output = Reply>>>;

/// The operation log of some server.
pub trait OperationApi {
    /// Asks for a page. The call ends with [`ApiError::Aborted`] once the signal is aborted.
    fn list(&self, params: Params, urgency: Urgency, abort: &AbortSignal) -> Call;

    /// Asks the host page for other credentials after the server refused them with this code.
    /// Resolves to whether a call may be retried.
    fn renew(&self, _code: i64) -> Renewal {
        Box::pin(std::future::ready(false))
    }
}

/// A question for credentials under way.
pub type Renewal = Pin<Box<dyn Future<Output = bool>>>;

/// The API as the scheduler holds it.
#[derive(Clone, Copy)]
pub struct Api(StoredValue<Rc<dyn OperationApi>, LocalStorage>);

impl Api {
    /// Takes an implementation into the current owner.
    pub fn new(api: impl OperationApi + 'static) -> Self {
        Self(StoredValue::new_local(Rc::new(api)))
    }

    /// Asks for a page.
    pub fn list(self, params: Params, urgency: Urgency, abort: &AbortSignal) -> Call {
        match self.0.try_get_value() {
            Some(api) => api.list(params, urgency, abort),
            None => Box::pin(async { Err(ApiError::Aborted).into() }),
        }
    }

    /// Asks for other credentials.
    pub fn renew(self, code: i64) -> Renewal {
        match self.0.try_get_value() {
            Some(api) => api.renew(code),
            None => Box::pin(std::future::ready(false)),
        }
    }
}
