//! The domain of the operation log of an HPC cloud, without a browser and without a server.
//!
//! The panel and the gateway share these types, so that they cannot drift apart:
//! what an operation is ([`Operation`]), how the API writes it down ([`wire`]), what can be asked
//! ([`Query`], with its URL codec), where a screen lives ([`Route`]) and what a failure means
//! ([`error_code`]).
//!
//! Two words are easily mixed up: an *operation* is a log entry (`j-…`; the API calls it *job*),
//! a *compute job* (`hpcjob-…` or a scheduler's number) is something an operation may act on.

// Nothing that comes from network, URL, file or user may end in a panic.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

pub mod action;
mod characters;
pub mod column;
pub mod conformance;
pub mod control;
pub mod duration;
pub mod error_code;
pub mod export;
pub mod figure;
pub mod frozen_view;
pub mod ids;
pub mod language;
pub mod operation;
pub mod paging;
pub mod panel_header;
pub mod percent;
pub mod percentile;
pub mod query;
pub mod result_set;
pub mod route;
pub mod saved_views;
pub mod search;
pub mod snapshot;
pub mod status;
mod table;
pub mod time;
pub mod timeline;
pub mod wire;

pub use characters::marked;
pub use column::{Column, ColumnLayout};
pub use control::Control;
pub use duration::Elapsed;
pub use error_code::{ErrorClass, ErrorCode, RefusalKind};
pub use frozen_view::FrozenView;
pub use ids::{IdError, JobId, Owner, ResourceId, ResourceKind, ZoneId};
pub use language::Language;
pub use operation::{ErrorCodes, Operation, TimeField};
pub use query::{Edit, Filters, Param, Query};
pub use result_set::ResultSet;
pub use route::{BasePath, Route};
pub use status::Status;
pub use time::WireTime;
