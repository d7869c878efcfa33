//! The upstream as all callers share it: identical calls in flight are one, answers are shared for a
//! moment, and the calls of an hour are rationed.

pub mod budget;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use moka::future::Cache;
use operation_log::percent::query_string;
use serde::Deserialize;
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::upstream::credentials::Credentials;
use super::upstream::failure::Failure;
use super::upstream::{Answer, Upstream};
use crate::metrics::UpstreamMetrics;
use budget::{Budget, Left, Refused, Urgency};

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
    pages: Cache<String, Arc<Answer>>,
    budget: Budget,
    /// A place for each call that may be in flight.
    in_flight: Semaphore,
    metrics: UpstreamMetrics,
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
        budget: Budget,
        max_calls: usize,
        metrics: UpstreamMetrics,
    ) -> Self {
        let pages = Cache::builder()
            .max_capacity(CACHE_BYTES)
            .weigher(|key: &String, page: &Arc<Answer>| {
                u32::try_from(key.len() + page.body.len()).unwrap_or(u32::MAX)
            })
            .time_to_live(shared_for)
            .build();
        Self {
            upstream,
            pages,
            budget,
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
        self.budget.left(now)
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
        let called = AtomicBool::new(false);
        let call = async {
            called.store(true, Ordering::Relaxed);
            let turn = timeout(LONGEST_WAIT, self.in_flight.acquire()).await;
            let _turn = turn.map_err(|_| {
                self.metrics.busy();
                NoPage::Failed(Failure::Busy)
            })?;
            self.budget.spend(urgency, now).map_err(|refused| {
                self.metrics.refused();
                NoPage::Refused(refused)
            })?;
            let begun = Instant::now();
            let answer = self
                .upstream
                .ask(&credentials, parameters, now)
                .await
                .map_err(|failure| {
                    self.metrics.called("failed", begun.elapsed());
                    if failure.is_too_many_calls() {
                        self.budget.pause(failure.retry_after_seconds(), now);
                    }
                    NoPage::Failed(failure)
                })?;
            let answer = Arc::new(answer);
            match ret_code(&answer.body) {
                Some(0) => {
                    self.metrics.called("page", begun.elapsed());
                    self.budget.succeed();
                    Ok(answer)
                }
                code => {
                    self.metrics.called("refused", begun.elapsed());
                    let is_over = code == Some(QUOTA_EXCEEDED)
                        || answer.status == StatusCode::TOO_MANY_REQUESTS;
                    if is_over {
                        self.budget.pause(answer.retry_after_seconds(), now);
                    }
                    Err(NoPage::Answered(answer))
                }
            }
        };
        // Whoever comes while the call is in flight waits for its answer. If the caller that made
        // it goes away, the next one makes it again.
        // Keys of different accounts have different answers.
        let key = format!("{}&{}", credentials.key_id, query_string(parameters));
        let answer = self.pages.try_get_with(key, call).await;
        let is_own = called.load(Ordering::Relaxed);
        if answer.is_ok() && !is_own {
            self.metrics.shared();
        }
        (answer.map_err(|reason| NoPage::clone(&reason)), is_own)
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
