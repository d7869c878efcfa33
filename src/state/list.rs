//! The rows of the list: what the location asks for, fetched, held and refreshed.

use std::sync::Arc;

use crate::platform::task::spawn;
use operation_log::{Query, ServerQuery, ZoneId};

use super::cache::{HeldPage, PageCache};
use crate::api::{Api, ApiError};
use crate::nav::{Arrival, Location};
use crate::platform::{clock, network};
use crate::reactive::{Memo, Read, RwSignal, Signal, follow};
use crate::remote::{Latest, Remote};

/// The rows the location asks for.
#[derive(Clone, Copy)]
pub struct ListState {
    remote: RwSignal<Remote<HeldPage>>,
    asked: Memo<ServerQuery>,
    latest: Latest,
    api: Api,
    cache: PageCache,
}

impl ListState {
    /// Follows a query. Back and Forward show the page that was read before, without a call;
    /// everything else asks the server, and shows what it has meanwhile.
    pub fn new(
        api: Api,
        cache: PageCache,
        location: Signal<Location>,
        query: Memo<Query>,
        zone: ZoneId,
    ) -> Self {
        let asked = Memo::new(move |_| query.with(|query| query.server_query(&zone)));
        let first = asked.with_untracked(|asked| cache.page(asked));
        let list = Self {
            remote: RwSignal::new(Remote::Loading { held: first }),
            asked,
            latest: Latest::new(),
            api,
            cache,
        };
        follow(move || {
            let asked = asked.get();
            let traversed =
                location.with_untracked(|location| location.arrival == Arrival::Traverse);
            match list.cache.page(&asked) {
                Some(held) if traversed => {
                    list.latest.abort();
                    list.remote.set(Remote::Ready(held));
                }
                Some(held) => list.fetch(asked, Some(held)),
                None => list.fetch(asked, None),
            }
        });
        network::on_online(move || {
            if list
                .remote
                .with_untracked(|remote| remote.error().is_some())
            {
                list.refresh();
            }
        });
        list
    }

    /// The rows, and how the last call went.
    pub fn remote(self) -> Signal<Remote<HeldPage>> {
        self.remote.read_only()
    }

    /// What the location asks for.
    pub fn asked(self) -> Memo<ServerQuery> {
        self.asked
    }

    /// Asks again for what is shown.
    pub fn refresh(self) {
        if let Some(asked) = self.asked.try_value_untracked() {
            self.fetch(ServerQuery::clone(&asked), None);
        }
    }

    fn fetch(self, asked: ServerQuery, meanwhile: Option<HeldPage>) {
        let Some(ticket) = self.latest.begin() else {
            return;
        };
        self.remote.update(|remote| Remote::Loading {
            held: meanwhile.or_else(|| remote.held().cloned()),
        });
        let call = self.api.list(asked.params(clock::now()), &ticket.signal());
        spawn(async move {
            let result = call.await;
            if !ticket.is_current() || result == Err(ApiError::Aborted) {
                return;
            }
            let result = result.map(|page| HeldPage {
                asked,
                page: Arc::new(page),
                received: clock::now(),
            });
            if let Ok(held) = &result {
                self.cache.keep(held.clone());
            }
            // The list may have been taken away while the answer was on its way.
            self.remote.update(|remote| remote.clone().finished(result));
        });
    }
}
