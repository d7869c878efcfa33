//! The one way to the server. Every call waits for its turn, counts against the hour, is made
//! again where its failure passes by itself, and is on record.

mod backoff;
mod hour;
mod meter;
mod purpose;
mod queue;
mod record;

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use operation_log::{RefusalKind, time};
use web_sys::AbortSignal;

pub use hour::CALLS_AN_HOUR;
pub use meter::{Throttle, Usage};
pub use purpose::Purpose;
pub use record::{CallRecord, Outcome};

use crate::api::{Api, ApiError, FailureKind, Params, Reply};
use crate::platform::clock;
use meter::Meter;
use queue::Queue;

/// The shortest time between two calls that the reader causes, in milliseconds: of a burst of
/// changes only the first and the last are asked for.
const SPACING: i64 = 120;

/// A difference of clocks that is no more than the second that `Date` is cut to and the way of
/// the answer, in seconds.
const CLOCK_NOISE: i64 = 2;

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

/// The scheduler.
#[derive(Clone, Copy)]
pub struct Calls {
    inner: StoredValue<Rc<Inner>, LocalStorage>,
    records: RwSignal<Vec<Arc<CallRecord>>>,
}

struct Inner {
    api: Api,
    queue: Queue,
    meter: Meter,
    /// Server's clock less the browser's, in seconds.
    skew: Cell<i64>,
    last_sent: Cell<DateTime<Utc>>,
    made: Cell<u64>,
    /// How often other credentials were given.
    renewals: Cell<u32>,
}

impl Calls {
    /// Calls a server.
    pub fn new(api: Api) -> Self {
        Self {
            inner: StoredValue::new_local(Rc::new(Inner {
                api,
                queue: Queue::default(),
                meter: Meter::new(),
                skew: Cell::new(0),
                last_sent: Cell::new(DateTime::UNIX_EPOCH),
                made: Cell::new(0),
                renewals: Cell::new(0),
            })),
            records: RwSignal::new(Vec::new()),
        }
    }

    /// The calls of this tab, oldest first.
    pub fn records(self) -> Signal<Vec<Arc<CallRecord>>> {
        self.records.into()
    }

    /// What was used of the hour, by all tabs.
    pub fn usage(self) -> Option<Usage> {
        let inner = self.inner.try_get_value()?;
        Some(inner.meter.usage(clock::now()))
    }

    /// Now, by the server's clock as far as it is known.
    pub fn server_now(self) -> DateTime<Utc> {
        let skew = self
            .inner
            .try_get_value()
            .map_or(0, |inner| inner.skew.get());
        clock::now() + TimeDelta::seconds(skew)
    }

    /// Makes a call, and makes it again as long as that may help. Ends with
    /// [`ApiError::Aborted`] once the signal is aborted, and for a background call that the hour
    /// has no room for.
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
            let skew = inner.skew.get();
            let renewals = inner.renewals.get();
            let reply = self.make_once(inner, plan, abort).await;
            let Err(error) = &reply.result else {
                return reply;
            };
            if !clock_corrected && is_clock_off(error) && inner.skew.get() != skew {
                clock_corrected = true;
                continue;
            }
            if needs_credentials(error) {
                // Another call was given newer ones than this one was sent with.
                if inner.renewals.get() != renewals {
                    continue;
                }
                // Nobody is asked to sign in for what happens in the background.
                if !asked && !plan.purpose.is_background() {
                    asked = true;
                    if inner.api.renew(error.code()).await {
                        inner.renewals.set(inner.renewals.get().wrapping_add(1));
                        continue;
                    }
                }
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
            if abort.aborted() {
                return aborted();
            }
        }
    }

    async fn make_once(self, inner: &Inner, plan: &CallPlan, abort: &AbortSignal) -> Reply {
        let permit = inner.queue.turn(plan.purpose).await;
        // Of a burst, all but the last are aborted while they wait.
        if abort.aborted() {
            return aborted();
        }
        if !plan.purpose.is_background() {
            let since = clock::now() - inner.last_sent.get();
            let rest = SPACING - since.num_milliseconds();
            // A clock that was set back waits no longer than that.
            if let 1..=SPACING = rest {
                TimeoutFuture::new(u32::try_from(rest).unwrap_or_default()).await;
            }
        }
        let sent = clock::now();
        // The meter reads the storage of all tabs, which what the reader asks for need not wait for.
        let allowed =
            !plan.purpose.is_background() || inner.meter.usage(sent).throttle.allows_background();
        if abort.aborted() || !allowed {
            return aborted();
        }
        inner.last_sent.set(sent);
        inner.meter.note(plan.purpose, sent);
        let now = self.server_now();
        let mut params: Params = vec![("timestamp", time::iso(now))];
        params.extend((plan.params)(now));
        let reply = inner
            .api
            .list(params.clone(), plan.purpose.urgency(), abort)
            .await;
        drop(permit);
        self.learn(inner, &reply, sent);
        self.record(inner, plan, params, sent, &reply);
        reply
    }

    fn learn(self, inner: &Inner, reply: &Reply, sent: DateTime<Utc>) {
        if let Some(date) = reply.date {
            let middle = sent + (clock::now() - sent) / 2;
            let skew = (date - middle).num_seconds();
            let is_noise = skew.abs() <= CLOCK_NOISE;
            inner.skew.set(if is_noise { 0 } else { skew });
        }
        match &reply.result {
            Ok(_) => inner.meter.refused(false),
            Err(error) if error.kind() == FailureKind::OverQuota => inner.meter.refused(true),
            Err(_) => {}
        }
    }

    fn record(
        self,
        inner: &Inner,
        plan: &CallPlan,
        params: Params,
        sent: DateTime<Utc>,
        reply: &Reply,
    ) {
        let number = inner.made.get() + 1;
        inner.made.set(number);
        let took = (clock::now() - sent).num_milliseconds();
        let record = Arc::new(CallRecord {
            number,
            purpose: plan.purpose,
            view: plan.view,
            params,
            sent,
            took: u32::try_from(took).unwrap_or_default(),
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
