//! Reading a page of the view that a question has open.

use std::rc::Rc;
use std::sync::Arc;

use operation_log::frozen_view::{PageRead, Step};
use operation_log::query::ViewQuery;
use operation_log::{Query, ServerQuery, ZoneId};

use super::cache::HeldPage;
use super::views::Views;
use crate::api::{ApiError, Reply};
use crate::platform::clock;
use crate::remote::Ticket;
use crate::remote::calls::{CallPlan, Calls, Purpose, Waiting};

/// A page of the list, and the view it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct PageQuery {
    /// This very page.
    pub asked: ServerQuery,
    /// The question whose view it is a page of.
    pub of: ViewQuery,
    page: u64,
    limit: u32,
}

impl PageQuery {
    /// The page that a query asks for.
    pub fn of(query: &Query, default_zone: &ZoneId) -> Self {
        Self {
            asked: query.server_query(default_zone),
            of: query.view_query(default_zone),
            page: query.page(),
            limit: query.limit(),
        }
    }

    /// Whether it is the first.
    pub const fn is_first(&self) -> bool {
        self.page == 1
    }
}

/// Reads pages; opens views where none is open.
#[derive(Clone, Copy)]
pub struct PageReader {
    /// The way to the server.
    pub calls: Calls,
    /// The views.
    pub views: Views,
}

impl PageReader {
    /// Calls until the page is there. `waiting` is told when a call failed and will be made again.
    ///
    /// # Errors
    /// If a call failed for good, or with [`ApiError::Aborted`] if a newer one took its place.
    pub async fn read(
        self,
        purpose: Purpose,
        query: &PageQuery,
        ticket: &Ticket,
        waiting: Rc<dyn Fn(Waiting)>,
    ) -> Result<HeldPage, ApiError> {
        let views = self.views;
        let number = views.open(&query.of, self.calls.server_now());
        let mut read = views
            .read(number, query.page, query.limit)
            .ok_or(ApiError::Aborted)?;
        loop {
            let reply = self
                .ask(purpose, number, read, ticket, Rc::clone(&waiting))
                .await;
            let answer = reply.result?;
            // A view that nobody waits for any more is not touched.
            if !ticket.is_current() {
                return Err(ApiError::Aborted);
            }
            match views.take(number, read, answer, reply.date) {
                Some(Step::Ask(next)) => read = next,
                Some(Step::Page(page)) => {
                    return Ok(HeldPage {
                        asked: query.asked.clone(),
                        of: query.of.clone(),
                        page: Arc::new(page),
                        received: clock::now(),
                        facts: views.facts(number).ok_or(ApiError::Aborted)?,
                    });
                }
                None => return Err(ApiError::Aborted),
            }
        }
    }

    async fn ask(
        self,
        purpose: Purpose,
        number: u32,
        read: PageRead,
        ticket: &Ticket,
        waiting: Rc<dyn Fn(Waiting)>,
    ) -> Reply {
        let views = self.views;
        let plan = CallPlan {
            purpose,
            view: Some(number),
            params: Box::new(move |_| views.params(number, &read).unwrap_or_default()),
            waiting: Box::new(move |next| waiting(next)),
        };
        self.calls.make(plan, ticket.signal()).await
    }
}
