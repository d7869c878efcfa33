//! A server of Redis or Valkey by which several gateways share answers, the calls of an hour and the
//! pause after too many. What is late, missing or odd there is as if it were not there.

pub mod address;
mod link;

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use prometheus_client::metrics::gauge::Gauge;
use redis::aio::MultiplexedConnection;
use redis::{RedisResult, Script, cmd};
use sha2::{Digest as _, Sha256};

use super::budget::{FIRST_PAUSE, HOUR, LONGEST_PAUSE, Left, Refused, TRIAL};
use crate::source::upstream::Answer;
use address::StoreAddress;
use link::Link;

/// What the names of all keys begin with.
const PREFIX: &str = "hpc-operations";
/// The largest page that is shared, in bytes. One of 100 rows has some 100 kB.
const MAX_PAGE_BYTES: usize = 1 << 20;
/// How many calls of this gateway are known to be told again. More are not made in an hour.
const MAX_OWN_CALLS: usize = 100_000;
const MILLISECOND: i64 = 1;
const SECOND: i64 = 1000 * MILLISECOND;

/// The store.
#[derive(Debug)]
pub struct Store {
    link: Link,
    /// The address of the API, for which the names of keys differ.
    origin: String,
    spend: Script,
    pause: Script,
    own: Mutex<OwnCalls>,
}

/// The calls that this gateway made in the last hour. They are told to each new connection, since a
/// store may have lost them, or not have been there.
#[derive(Debug)]
struct OwnCalls {
    /// Differs from those of other gateways.
    gateway: String,
    count: u64,
    /// How far the store's clock is ahead of this gateway's, in milliseconds.
    ahead: i64,
    made: VecDeque<OwnCall>,
}

#[derive(Debug)]
struct OwnCall {
    account: String,
    /// By the store's clock as far as it was there, in milliseconds since 1970.
    at: i64,
    name: String,
}

/// What the store says to a call.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// Whether the call may be made.
    pub granted: Result<Granted, Refused>,
    /// How many calls have been made in the hour, with this one.
    pub spent: usize,
    /// How many calls are left for whoever looks at the screen.
    pub left: Left,
}

/// A call that may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Granted {
    /// It tries whether the API answers again.
    pub is_trial: bool,
}

impl Store {
    /// The store at this address, for calls of the API at `origin`.
    pub fn new(address: StoreAddress, origin: String, is_up: Gauge) -> Self {
        let unique = RandomState::new().hash_one(std::process::id());
        Self {
            link: Link::new(address, is_up),
            origin,
            spend: Script::new(include_str!("spend.lua")),
            pause: Script::new(include_str!("pause.lua")),
            own: Mutex::new(OwnCalls {
                gateway: format!("{unique:016x}"),
                count: 0,
                ahead: 0,
                made: VecDeque::new(),
            }),
        }
    }

    /// A page that a gateway has shared, and for how long it still is.
    pub async fn page(&self, key_id: &str, query: &str) -> Option<(Answer, Duration)> {
        let key = self.page_key(key_id, query);
        let ask = async |connection: &mut MultiplexedConnection| {
            let mut both = redis::pipe();
            both.cmd("GET").arg(&key).cmd("PTTL").arg(&key);
            both.query_async::<(Option<String>, i64)>(connection).await
        };
        let (page, lasts) = self.run(ask).await?;
        let lasts = Duration::from_millis(u64::try_from(lasts).ok()?);
        let page = page?;
        let (status, body) = page.split_once('\n')?;
        let answer = Answer {
            status: StatusCode::from_bytes(status.as_bytes()).ok()?,
            retry_after: None,
            body: body.to_owned(),
        };
        Some((answer, lasts))
    }

    /// Shares a page for some time.
    pub async fn share(&self, key_id: &str, query: &str, page: &Answer, lasts: Duration) {
        let lasts = u64::try_from(lasts.as_millis()).unwrap_or(u64::MAX);
        if lasts == 0 || page.body.len() > MAX_PAGE_BYTES || page.retry_after.is_some() {
            return;
        }
        let key = self.page_key(key_id, query);
        let value = format!("{}\n{}", page.status.as_str(), page.body);
        let ask = async |connection: &mut MultiplexedConnection| {
            let mut set = cmd("SET");
            set.arg(&key).arg(&value).arg("PX").arg(lasts);
            set.query_async::<()>(connection).await
        };
        let _ = self.run(ask).await;
    }

    /// Takes a call out of those of the hour, of which `allowed` may be made and `per_hour` in all.
    /// Returns `None` if the store does not answer.
    pub async fn spend(
        &self,
        key_id: &str,
        allowed: usize,
        per_hour: usize,
        now: DateTime<Utc>,
    ) -> Option<Verdict> {
        let account = self.account(key_id);
        let name = self.own().next_name();
        let ask = async |connection: &mut MultiplexedConnection| {
            let mut call = self.spend.key(calls_key(&account));
            call.key(pause_key(&account))
                .arg(HOUR.num_milliseconds())
                .arg(TRIAL * SECOND)
                .arg(allowed)
                .arg(&name);
            call.invoke_async::<[i64; 6]>(connection).await
        };
        let [granted, wait, store_time, spent, reset, is_paused] = self.run(ask).await?;
        let (is_granted, is_paused) = (granted != 0, is_paused != 0);
        if is_granted {
            let mut own = self.own();
            own.ahead = store_time - now.timestamp_millis();
            own.add(account, store_time, name);
        }
        let spent = usize::try_from(spent).unwrap_or_default();
        Some(Verdict {
            granted: if is_granted {
                Ok(Granted {
                    is_trial: is_paused,
                })
            } else {
                Err(Refused {
                    retry_after: seconds_up(wait).max(1),
                })
            },
            spent,
            left: Left {
                limit: per_hour,
                remaining: if is_paused && (!is_granted || spent >= per_hour) {
                    0
                } else {
                    per_hour.saturating_sub(spent)
                },
                reset: seconds_up(reset),
            },
        })
    }

    /// A call was made without the store, which is told once it is there.
    pub fn made_alone(&self, key_id: &str, now: DateTime<Utc>) {
        let account = self.account(key_id);
        let mut own = self.own();
        let name = own.next_name();
        let at = now.timestamp_millis() + own.ahead;
        own.add(account, at, name);
    }

    /// The API refused a call because there were too many. It may have said in how many seconds to
    /// try again.
    pub async fn pause(&self, key_id: &str, retry_after: Option<i64>) {
        let account = self.account(key_id);
        let asked = retry_after.map_or(0, |seconds| seconds.clamp(1, HOUR.num_seconds()));
        let ask = async |connection: &mut MultiplexedConnection| {
            let mut call = self.pause.key(pause_key(&account));
            call.arg(FIRST_PAUSE * SECOND)
                .arg(LONGEST_PAUSE * SECOND)
                .arg(HOUR.num_milliseconds())
                .arg(asked * SECOND);
            call.invoke_async::<i64>(connection).await
        };
        let _ = self.run(ask).await;
    }

    /// The API answers again.
    pub async fn resume(&self, key_id: &str) {
        let account = self.account(key_id);
        let ask = async |connection: &mut MultiplexedConnection| {
            let mut delete = cmd("DEL");
            delete.arg(pause_key(&account));
            delete.query_async::<()>(connection).await
        };
        let _ = self.run(ask).await;
    }

    async fn run<T>(
        &self,
        ask: impl AsyncFnOnce(&mut MultiplexedConnection) -> RedisResult<T>,
    ) -> Option<T> {
        let greet = async |connection: &mut MultiplexedConnection| self.tell_own(connection).await;
        self.link.run(greet, ask).await
    }

    /// Tells the calls of this gateway that the store may not know.
    async fn tell_own(&self, connection: &mut MultiplexedConnection) -> RedisResult<()> {
        let mut all = redis::pipe();
        for call in &self.own().made {
            let key = calls_key(&call.account);
            all.cmd("ZADD")
                .arg(&key)
                .arg("NX")
                .arg(call.at)
                .arg(&call.name)
                .ignore()
                .cmd("PEXPIRE")
                .arg(&key)
                .arg(HOUR.num_milliseconds())
                .ignore();
        }
        if all.is_empty() {
            return Ok(());
        }
        all.query_async::<()>(connection).await
    }

    fn own(&self) -> std::sync::MutexGuard<'_, OwnCalls> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What stands for a key of an API, without telling either.
    fn account(&self, key_id: &str) -> String {
        fingerprint(&[&self.origin, key_id])
    }

    fn page_key(&self, key_id: &str, query: &str) -> String {
        let account = self.account(key_id);
        format!("{PREFIX}:{{{account}}}:page:{}", fingerprint(&[query]))
    }
}

impl OwnCalls {
    fn next_name(&mut self) -> String {
        self.count += 1;
        format!("{}-{}", self.gateway, self.count)
    }

    fn add(&mut self, account: String, at: i64, name: String) {
        let oldest = at - HOUR.num_milliseconds();
        while self.made.len() >= MAX_OWN_CALLS
            || self.made.front().is_some_and(|call| call.at <= oldest)
        {
            self.made.pop_front();
        }
        self.made.push_back(OwnCall { account, at, name });
    }
}

/// The calls of the hour, of one slot with the pause.
fn calls_key(account: &str) -> String {
    format!("{PREFIX}:{{{account}}}:calls")
}

fn pause_key(account: &str) -> String {
    format!("{PREFIX}:{{{account}}}:pause")
}

fn fingerprint(texts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update(text.len().to_le_bytes());
        hash.update(text);
    }
    let mut name = String::new();
    for byte in hash.finalize().iter().take(16) {
        // Writing into a text cannot fail.
        let _ = write!(name, "{byte:02x}");
    }
    name
}

/// Whole seconds of milliseconds, rounded up.
const fn seconds_up(milliseconds: i64) -> i64 {
    if milliseconds <= 0 {
        return 0;
    }
    milliseconds.saturating_add(SECOND - 1) / SECOND
}
