//! What the screens of a console share of the operations that were read.

use std::sync::Arc;

use leptos::prelude::*;

use super::cache::PageCache;
use super::position::Positions;
use super::read_page::PageReader;
use super::running::Running;
use super::views::Views;
use super::watches::Watches;
use super::whole_result::WholeResult;
use crate::api::Api;
use crate::remote::calls::{CallRecord, Calls};

/// The operations that were read, and the way to more; provided by the console's root.
#[derive(Clone, Copy)]
pub struct Store {
    /// Reads pages.
    pub reader: PageReader,
    /// The calls of this tab, oldest first.
    pub records: Signal<Vec<Arc<CallRecord>>>,
    /// Pages read before.
    pub cache: PageCache,
    /// Where the reader was in each list.
    pub positions: Positions,
    /// The operations that were seen in progress.
    pub running: Running,
    /// The operations that the reader wants to be told of.
    pub watches: Watches,
    /// The whole result that was loaded last.
    pub whole: WholeResult,
}

impl Store {
    /// An empty store that reads from an API and lives as long as the current owner.
    ///
    /// `api_url` distinguishes what is stored for it.
    pub fn new(api: Api, api_url: &str, positions: Positions) -> Self {
        let calls = Calls::new(api);
        Self {
            reader: PageReader {
                calls,
                views: Views::new(),
            },
            records: calls.records(),
            cache: PageCache::new(),
            positions,
            running: Running::new(),
            watches: Watches::new(calls, api_url),
            whole: WholeResult::new(calls),
        }
    }
}
