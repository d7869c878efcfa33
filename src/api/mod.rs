//! `GET /api/operation`, and every way it can fail.

mod error;
pub mod http;

use std::future::Future;
use std::pin::Pin;

use crate::reactive::StoredValue;
use operation_log::wire::OperationPage;
use web_sys::AbortSignal;

pub use error::{ApiError, FailureKind};

/// Parameters of one call, in the order they are sent.
pub type Params = Vec<(&'static str, String)>;

/// A call under way.
pub type Call = Pin<Box<dyn Future<Output = Result<OperationPage, ApiError>>>>;

/// The operation log of some server.
pub trait OperationApi {
    /// Asks for a page. The call ends with [`ApiError::Aborted`] once the signal is aborted.
    fn list(&self, params: Params, abort: &AbortSignal) -> Call;
}

/// The API as pages hold it.
#[derive(Clone, Copy)]
pub struct Api(StoredValue<Box<dyn OperationApi>>);

impl Api {
    /// Takes an implementation into the current owner.
    pub fn new(api: impl OperationApi + 'static) -> Self {
        Self(StoredValue::new(Box::new(api)))
    }

    /// Asks for a page.
    pub fn list(self, params: Params, abort: &AbortSignal) -> Call {
        match self.0.try_value() {
            Some(api) => api.list(params, abort),
            None => Box::pin(async { Err(ApiError::Aborted) }),
        }
    }
}
