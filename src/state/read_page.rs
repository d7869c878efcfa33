//! Reading a page of a view.

use std::rc::Rc;
use std::sync::Arc;

use futures::future::join;
use operation_log::frozen_view::{PageRead, Step};
use operation_log::query::PageKey;

use super::cache::HeldPage;
use super::followed::Departures;
use super::views::Views;
use super::whole_result::Attempts;
use crate::api::{ApiError, Reply};
use crate::remote::Ticket;
use crate::remote::calls::{CallPlan, Calls, Purpose, Waiting};

/// Reads pages; opens views where none is open.
#[derive(Clone, Copy)]
pub struct PageReader {
    /// The way to the server.
    pub calls: Calls,
    /// The views.
    pub views: Views,
}

impl PageReader {
    /// Calls until the page is there. `waiting` is called when a call failed and will be made again.
    ///
    /// # Errors
    /// If a call failed for good, or with [`ApiError::Aborted`] if a newer one took its place.
    pub async fn read(
        self,
        purpose: Purpose,
        key: &PageKey,
        ticket: &Ticket,
        waiting: Rc<dyn Fn(Waiting)>,
    ) -> Result<HeldPage, ApiError> {
        let views = self.views;
        let number = views.open(&key.view, self.calls.server_now());
        let mut read = views
            .read(number, key.page, key.limit)
            .ok_or(ApiError::Aborted)?;
        if !purpose.is_background() {
            self.calls.wait_out_burst().await;
        }
        let ask = |read: PageRead| {
            let plan = self.plan(purpose, number, read, Rc::clone(&waiting));
            self.calls.make(plan, ticket.signal())
        };
        let mut misdated = false;
        let mut early: Option<(PageRead, Reply)> = None;
        loop {
            let reply = match early.take() {
                Some((asked, reply)) if asked == read => reply,
                _ => match views.expected_next(number, &read) {
                    Some(next) => {
                        let (reply, next_reply) = join(ask(read), ask(next)).await;
                        early = Some((next, next_reply));
                        reply
                    }
                    None => ask(read).await,
                },
            };
            let answer = reply.result?;
            // A view that nobody waits for any more is not touched.
            if !ticket.is_current() {
                return Err(ApiError::Aborted);
            }
            // Once: a server may tell another time with each answer.
            if !misdated && views.is_misdated(number, self.calls.server_now()) {
                misdated = true;
                continue;
            }
            match views.take(number, read, answer, reply.date) {
                Some(Step::Ask(next)) => read = next,
                Some(Step::Page(page)) => {
                    let now = self.calls.server_now();
                    return Ok(HeldPage {
                        key: key.clone(),
                        page: Arc::new(page),
                        received: now,
                        followed: now,
                        departures: Departures::default(),
                        attempts: Attempts::default(),
                        whole: None,
                        facts: views.facts(number).ok_or(ApiError::Aborted)?,
                    });
                }
                None => return Err(ApiError::Aborted),
            }
        }
    }

    fn plan(
        self,
        purpose: Purpose,
        number: u32,
        read: PageRead,
        waiting: Rc<dyn Fn(Waiting)>,
    ) -> CallPlan {
        let views = self.views;
        CallPlan {
            purpose,
            view: Some(number),
            params: Box::new(move |now| views.params(number, &read, now).unwrap_or_default()),
            waiting: Box::new(move |next| waiting(next)),
        }
    }
}
