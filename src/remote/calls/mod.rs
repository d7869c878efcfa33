//! The one way to the server. Every call waits for its turn, counts against the hour, is made
//! again where its failure passes by itself, and is on record.

mod backoff;
mod hour;
mod meter;
mod purpose;
mod queue;
mod record;
mod refusals;
mod skew;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use operation_log::{RefusalKind, conformance, time};
use web_sys::AbortSignal;

pub use hour::CALLS_AN_HOUR;
pub use meter::{Throttle, Usage};
pub use purpose::Purpose;
pub use record::{CallRecord, Outcome};

use crate::api::{Api, ApiError, Exchange, FailureKind, Params, Reply};
use crate::platform::{clock, dom};
use meter::Meter;
use queue::Queue;
use refusals::Refusals;

/// The shortest time between two calls that the reader causes, in milliseconds: of a burst of
/// changes only the first and the last are asked for.
const SPACING: i64 = 120;

/// How many calls are remembered.
const MOST_RECORDS: usize = 200;

/// A call that will be made again.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Why it failed.
    pub error: ApiError,
    /// When it is made again, by the browser's clock.
    pub until: DateTime<Utc>,
}

/// What to call, and for whom.
pub struct CallPlan {
    /// What for.
    pub purpose: Purpose,
    /// The view it belongs to, if to one.
    pub view: Option<u32>,
    /// The parameters at a moment of the server's clock, but for `timestamp`.
    pub params: Box<dyn Fn(DateTime<Utc>) -> Params>,
    /// Called when the call failed and will be retried.
    pub waiting: Box<dyn Fn(Waiting)>,
}

impl CallPlan {
    /// A call whose retries nobody is told of.
    pub fn new(
        purpose: Purpose,
        view: Option<u32>,
        params: impl Fn(DateTime<Utc>) -> Params + 'static,
    ) -> Self {
        Self {
            purpose,
            view,
            params: Box::new(params),
            waiting: Box::new(|_| ()),
        }
    }
}

/// The scheduler.
#[derive(Clone, Copy)]
pub struct Calls {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    records: RwSignal<Vec<Arc<CallRecord>>>,
    /// Server's clock less the browser's, in seconds.
    skew: RwSignal<i64>,
    /// The moment that everything is as of, if nothing leaves the browser.
    stands_at: Option<DateTime<Utc>>,
}

struct Inner {
    api: Api,
    queue: Queue,
    meter: Meter,
    last_sent: Cell<DateTime<Utc>>,
    made: Cell<u64>,
    /// How often other credentials were given.
    renewals: Cell<u32>,
    refusals: Refusals,
}

impl Inner {
    /// What was used of the hour, by all tabs.
    fn usage(&self, now: DateTime<Utc>) -> Usage {
        self.meter.usage(now, self.refusals.is_endless())
    }

    /// The reply to a background call that is not made now. It is what the server said last for a call
    /// of something that the reader began, and is told the end of.
    fn withheld(&self, purpose: Purpose, now: DateTime<Utc>) -> Option<Reply> {
        match self.refusals.reply(now) {
            Some(refused) if purpose.is_begun_by_reader() => Some(refused),
            // The rhythm of the background waits by itself.
            Some(_) => Some(aborted()),
            None => (!self.usage(now).throttle.allows_background()).then(aborted),
        }
    }
}

impl Calls {
    /// Calls a server.
    pub fn new(api: Api) -> Self {
        Self {
            inner: StoredValue::new_local(Rc::new(Inner {
                api,
                queue: Queue::default(),
                meter: Meter::new(),
                last_sent: Cell::new(DateTime::UNIX_EPOCH),
                made: Cell::new(0),
                renewals: Cell::new(0),
                refusals: Refusals::default(),
            })),
            records: RwSignal::new(Vec::new()),
            skew: RwSignal::new(0),
            stands_at: None,
        }
    }

    /// Asks what answers from rows as of a moment and calls nobody, so that nothing counts.
    pub fn standing_at(api: Api, moment: DateTime<Utc>) -> Self {
        Self {
            stands_at: Some(moment),
            ..Self::new(api)
        }
    }

    /// The calls of this tab, oldest first.
    pub fn records(self) -> Signal<Vec<Arc<CallRecord>>> {
        self.records.into()
    }

    /// What was used of the hour, by all tabs.
    pub fn usage(self) -> Option<Usage> {
        Some(self.inner.try_get_value()?.usage(clock::now()))
    }

    /// The server's clock less the browser's, in seconds; 0 until an answer, good or not, tells.
    pub fn skew(self) -> Signal<i64> {
        self.skew.into()
    }

    /// Now, by the server's clock as far as it is known.
    pub fn server_now(self) -> DateTime<Utc> {
        self.stands_at
            .unwrap_or_else(|| clock::now() + TimeDelta::seconds(self.known_skew()))
    }

    fn known_skew(self) -> i64 {
        self.skew.try_get_untracked().unwrap_or_default()
    }

    /// For how many seconds the server still wants no calls, by the last `Retry-After`; 0 if it takes
    /// them or has not said for how long.
    pub fn closed_seconds(self) -> i64 {
        let inner = self.inner.try_get_value();
        inner.map_or(0, |inner| inner.refusals.seconds_left(clock::now()))
    }

    /// The reader tries again what the server refused without saying for how long: calls that can wait
    /// are made again, until it refuses one.
    pub fn try_again(self) {
        if let Some(inner) = self.inner.try_get_value() {
            inner.refusals.try_again();
        }
    }

    /// Waits until a burst of changes may be over: of calls that the reader causes one soon after the
    /// other, all but the first and the last are aborted meanwhile.
    pub async fn wait_out_burst(self) {
        let Some(inner) = self.inner.try_get_value() else {
            return;
        };
        let since = clock::now() - inner.last_sent.get();
        // A clock that was set back waits no longer than that.
        if let rest @ 1..=SPACING = SPACING - since.num_milliseconds() {
            TimeoutFuture::new(u32::try_from(rest).unwrap_or_default()).await;
        }
    }

    /// Makes a call, and makes it again as long as that may help, once the page is seen. Ends with
    /// [`ApiError::Aborted`] once the signal is aborted, and for a background call that the hour
    /// has no room for; with what the server said last, if it wants no calls now. Before the first
    /// call of what the reader asks for, [`wait_out_burst`](Self::wait_out_burst) is awaited.
    pub fn make(self, plan: CallPlan, abort: AbortSignal) -> Pin<Box<dyn Future<Output = Reply>>> {
        Box::pin(async move {
            match self.inner.try_get_value() {
                Some(inner) => self.make_until_done(&inner, &plan, &abort).await,
                None => aborted(),
            }
        })
    }

    async fn make_until_done(self, inner: &Inner, plan: &CallPlan, abort: &AbortSignal) -> Reply {
        let mut retries = 0;
        let mut clock_corrected = false;
        let mut asked = false;
        loop {
            let skew = self.known_skew();
            let renewals = inner.renewals.get();
            let reply = self.make_once(inner, plan, abort).await;
            let Err(error) = &reply.result else {
                return reply;
            };
            if !clock_corrected && is_clock_off(error) && self.known_skew() != skew {
                clock_corrected = true;
                continue;
            }
            if needs_credentials(error) {
                // Another call was given newer ones than this one was sent with.
                if inner.renewals.get() != renewals {
                    continue;
                }
                // Nobody is asked to sign in for what happens in the background.
                if !asked && !plan.purpose.is_unasked() {
                    asked = true;
                    if inner.api.renew(error.code()).await {
                        inner.renewals.set(inner.renewals.get().wrapping_add(1));
                        continue;
                    }
                }
            }
            // What nobody waits for is asked for again by the rhythm of whoever asked.
            if plan.purpose.is_unasked() {
                return reply;
            }
            let jitter = js_sys::Math::random();
            let Some(wait) = backoff::wait(error, retries, reply.retry_after, jitter) else {
                return reply;
            };
            retries += 1;
            (plan.waiting)(Waiting {
                error: error.clone(),
                until: clock::now() + TimeDelta::milliseconds(i64::from(wait)),
            });
            TimeoutFuture::new(wait).await;
            dom::until_seen().await;
            if abort.aborted() {
                return aborted();
            }
        }
    }

    async fn make_once(self, inner: &Inner, plan: &CallPlan, abort: &AbortSignal) -> Reply {
        let permit = inner.queue.turn(plan.purpose).await;
        if abort.aborted() {
            return aborted();
        }
        let sent = clock::now();
        // The meter reads the storage of all tabs, which what the reader asks for need not wait for.
        if plan.purpose.is_background()
            && self.stands_at.is_none()
            && let Some(reply) = inner.withheld(plan.purpose, sent)
        {
            return reply;
        }
        if abort.aborted() {
            return aborted();
        }
        inner.last_sent.set(sent);
        if self.stands_at.is_none() {
            inner.meter.note(plan.purpose, sent);
        }
        let now = self.server_now();
        let mut params: Params = vec![("timestamp", time::iso(now))];
        params.extend((plan.params)(now));
        let mut reply = inner
            .api
            .list(params.clone(), plan.purpose.urgency(), abort)
            .await;
        drop(permit);
        if let Ok(page) = &mut reply.result {
            page.findings = conformance::check(&params, page);
        }
        let exchange = reply.exchange.unwrap_or_else(|| Exchange {
            sent,
            received: clock::now(),
        });
        self.learn(inner, &reply, exchange);
        self.record(inner, plan, params, exchange, &reply);
        reply
    }

    fn learn(self, inner: &Inner, reply: &Reply, exchange: Exchange) {
        if let Some(date) = reply.date {
            let Exchange { sent, received } = exchange;
            let middle = sent + (received - sent) / 2;
            let known = self.known_skew();
            let skew = skew::corrected(known, (date - middle).num_seconds());
            if skew != known {
                self.skew.try_set(skew);
            }
        }
        // A call without an answer tells nothing.
        if reply.result.is_ok() || reply.quota.is_some() {
            inner.meter.told(reply.quota, clock::now());
        }
        inner.refusals.note(reply, clock::now());
    }

    fn record(
        self,
        inner: &Inner,
        plan: &CallPlan,
        params: Params,
        exchange: Exchange,
        reply: &Reply,
    ) {
        let number = inner.made.get() + 1;
        inner.made.set(number);
        let Exchange { sent, received } = exchange;
        let took = (received - sent).num_milliseconds();
        let record = Arc::new(CallRecord {
            number,
            purpose: plan.purpose,
            view: plan.view,
            params,
            sent: sent + TimeDelta::seconds(self.known_skew()),
            took: u32::try_from(took).unwrap_or_default(),
            findings: reply
                .result
                .as_ref()
                .map(|page| page.findings.clone())
                .unwrap_or_default(),
            outcome: match &reply.result {
                Ok(page) => Outcome::Rows {
                    rows: page.rows.len(),
                    total: page.total,
                },
                Err(ApiError::Aborted) => Outcome::Aborted,
                Err(error) => Outcome::Failed(error.kind()),
            },
        });
        self.records.update(|records| {
            if records.len() == MOST_RECORDS {
                records.remove(0);
            }
            records.push(record);
        });
    }
}

fn aborted() -> Reply {
    Err(ApiError::Aborted).into()
}

/// Whether others could help. A request that was signed at a wrong time can be signed anew.
fn needs_credentials(error: &ApiError) -> bool {
    matches!(error.kind(), FailureKind::SignedOut | FailureKind::ClockOff)
}

fn is_clock_off(error: &ApiError) -> bool {
    match error {
        ApiError::Refused(refusal) => RefusalKind::of(refusal.ret_code) == RefusalKind::ClockOff,
        _ => false,
    }
}
