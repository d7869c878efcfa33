//! The upstream as all callers share it: identical calls in flight are one, answers are shared for a
//! moment, and the calls of an hour are rationed. Several gateways may share answers and calls by a
//! [store].

pub mod budget;
pub mod quota;
pub mod store;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use moka::Expiry;
use moka::future::Cache;
use operation_log::percent::query_string;
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::upstream::credentials::Credentials;
use super::upstream::failure::Failure;
use super::upstream::{Answer, Upstream};
use crate::metrics::UpstreamMetrics;
use budget::{Left, Refused, Urgency};
use quota::Quota;

/// The `ret_code` for too many calls.
const QUOTA_EXCEEDED: i64 = 2500;
/// How much memory the shared answers may take, in bytes.
const CACHE_BYTES: u64 = 64 << 20;
/// How long a call waits for its turn.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// The upstream, shared by all callers.
#[derive(Debug)]
pub struct SharedUpstream {
    upstream: Upstream,
    /// Pages by the key's id and the parameters that they answer.
    pages: Cache<String, Page>,
    shared_for: Duration,
    quota: Quota,
    /// A place for each call that may be in flight.
    in_flight: Semaphore,
    metrics: UpstreamMetrics,
}

/// A page that is shared.
#[derive(Clone, Debug)]
struct Page {
    answer: Arc<Answer>,
    lasts: Duration,
}

/// A page is shared as long as it says.
#[derive(Debug)]
struct AsLongAsItLasts;

impl Expiry<String, Page> for AsLongAsItLasts {
    fn expire_after_create(&self, _key: &String, page: &Page, _now: Instant) -> Option<Duration> {
        Some(page.lasts)
    }
}

/// Why there is no page to share.
#[derive(Clone, Debug)]
pub enum NoPage {
    /// The upstream answered with something else, such as a refusal.
    Answered(Arc<Answer>),
    /// The upstream did not answer.
    Failed(Failure),
    /// The upstream was not called.
    Refused(Refused),
}

/// The `ret_code` of an answer.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    ret_code: serde_json::Value,
}

impl SharedUpstream {
    /// Shares an upstream; pages are shared for this long after they came, and so many calls are in
    /// flight at most.
    pub fn new(
        upstream: Upstream,
        shared_for: Duration,
        quota: Quota,
        max_calls: usize,
        metrics: UpstreamMetrics,
    ) -> Self {
        let pages = Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(|key: &String, page: &Page| {
                u32::try_from(key.len() + page.answer.body.len()).unwrap_or(u32::MAX)
            })
            .expire_after(AsLongAsItLasts)
            .build();
        Self {
            upstream,
            pages,
            shared_for,
            quota,
            in_flight: Semaphore::new(max_calls.min(Semaphore::MAX_PERMITS)),
            metrics,
        }
    }

    /// Signs calls with other credentials from now on.
    pub fn sign_with(&self, credentials: Credentials) {
        self.upstream.sign_with(credentials);
    }

    /// How many calls are left.
    pub fn left(&self, now: DateTime<Utc>) -> Left {
        self.quota.left(now)
    }

    /// The answer to a call with these parameters: that of an identical call that is in flight or
    /// has just been answered, or that of the upstream.
    ///
    /// # Errors
    /// If there is no page.
    pub async fn ask(
        &self,
        parameters: &[(&'static str, String)],
        urgency: Urgency,
        now: DateTime<Utc>,
    ) -> Result<Arc<Answer>, NoPage> {
        loop {
            let (answer, is_own) = self.ask_once(parameters, urgency, now).await;
            let is_refused = matches!(answer, Err(NoPage::Refused(_)));
            // Another caller's call was refused, perhaps because nobody waits for that one.
            let may_be_made = is_refused && !is_own && urgency == Urgency::Interactive;
            if !may_be_made {
                return answer;
            }
        }
    }

    /// The answer, and whether it is that of a call of this caller's own.
    async fn ask_once(
        &self,
        parameters: &[(&'static str, String)],
        urgency: Urgency,
        now: DateTime<Utc>,
    ) -> (Result<Arc<Answer>, NoPage>, bool) {
        let credentials = self.upstream.credentials();
        let query = query_string(parameters);
        let (called, found) = (AtomicBool::new(false), AtomicBool::new(false));
        let get = async {
            called.store(true, Ordering::Relaxed);
            if let Some(page) = self.page_of_others(&credentials, &query).await {
                found.store(true, Ordering::Relaxed);
                return Ok(page);
            }
            let answer = self.call(&credentials, parameters, urgency, now).await?;
            if let Some(store) = self.quota.store() {
                let lasts = self.shared_for;
                store
                    .share(&credentials.key_id, &query, &answer, lasts)
                    .await;
            }
            Ok(Page {
                answer,
                lasts: self.shared_for,
            })
        };
        // Whoever comes while the call is in flight waits for its answer. If the caller that made
        // it goes away, the next one makes it again.
        // Keys of different accounts have different answers.
        let key = format!("{}&{query}", credentials.key_id);
        let page = self.pages.try_get_with(key, get).await;
        let is_own = called.load(Ordering::Relaxed);
        if page.is_ok() && (!is_own || found.load(Ordering::Relaxed)) {
            self.metrics.shared();
        }
        let answer = page.map(|page| page.answer);
        (answer.map_err(|reason| NoPage::clone(&reason)), is_own)
    }

    /// The page that another gateway has shared.
    async fn page_of_others(&self, credentials: &Credentials, query: &str) -> Option<Page> {
        let store = self.quota.store()?;
        let (answer, lasts) = store.page(&credentials.key_id, query).await?;
        Some(Page {
            answer: Arc::new(answer),
            lasts: lasts.min(self.shared_for),
        })
    }

    /// Calls the upstream once there is a turn and a call left.
    async fn call(
        &self,
        credentials: &Credentials,
        parameters: &[(&'static str, String)],
        urgency: Urgency,
        now: DateTime<Utc>,
    ) -> Result<Arc<Answer>, NoPage> {
        let key_id = &credentials.key_id;
        let turn = timeout(LONGEST_WAIT, self.in_flight.acquire()).await;
        let _turn = turn.map_err(|_| {
            self.metrics.busy();
            NoPage::Failed(Failure::Busy)
        })?;
        let granted = self.quota.spend(key_id, urgency, now).await;
        let granted = granted.map_err(|refused| {
            self.metrics.refused();
            NoPage::Refused(refused)
        })?;
        let begun = Instant::now();
        let answer = match self.upstream.ask(credentials, parameters, now).await {
            Ok(answer) => Arc::new(answer),
            Err(failure) => {
                self.metrics.called("failed", begun.elapsed());
                if failure.is_too_many_calls() {
                    let retry_after = failure.retry_after_seconds();
                    self.quota.pause(key_id, retry_after, now).await;
                }
                return Err(NoPage::Failed(failure));
            }
        };
        match ret_code(&answer.body) {
            Some(0) => {
                self.metrics.called("page", begun.elapsed());
                self.quota.succeed(key_id, granted).await;
                Ok(answer)
            }
            code => {
                self.metrics.called("refused", begun.elapsed());
                let is_over =
                    code == Some(QUOTA_EXCEEDED) || answer.status == StatusCode::TOO_MANY_REQUESTS;
                if is_over {
                    let retry_after = answer.retry_after_seconds();
                    self.quota.pause(key_id, retry_after, now).await;
                }
                Err(NoPage::Answered(answer))
            }
        }
    }
}

fn ret_code(body: &str) -> Option<i64> {
    let head: Head = serde_json::from_str(body.trim_start_matches('\u{feff}')).ok()?;
    match head.ret_code {
        serde_json::Value::Number(code) => code.as_i64(),
        serde_json::Value::String(code) => code.trim().parse().ok(),
        _ => None,
    }
}
