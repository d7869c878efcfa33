//! What the screens of a console share of the operations that were read.

use super::cache::PageCache;
use super::position::Positions;
use super::read_page::PageReader;
use super::running::Running;
use super::views::Views;
use crate::api::Api;
use crate::remote::calls::Calls;

/// The operations that were read, and the way to more; provided by the console's root.
#[derive(Clone, Copy)]
pub struct Store {
    /// Reads pages.
    pub reader: PageReader,
    /// Pages read before.
    pub cache: PageCache,
    /// Where the reader was in each list.
    pub positions: Positions,
    /// The operations that were seen in progress.
    pub running: Running,
}

impl Store {
    /// An empty store that reads from an API and lives as long as the current owner.
    pub fn new(api: Api) -> Self {
        Self {
            reader: PageReader {
                calls: Calls::new(api),
                views: Views::new(),
            },
            cache: PageCache::new(),
            positions: Positions::new(),
            running: Running::new(),
        }
    }
}
