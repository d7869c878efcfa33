//! The connection to the store. It is made when it is first needed, and again some time after it broke:
//! in between, nobody waits for it.

use std::time::Duration;

use prometheus_client::metrics::gauge::Gauge;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, RedisResult};
use tokio::sync::Mutex;
use tokio::time::{Instant, timeout};
use tracing::{info, warn};

use super::address::StoreAddress;

/// How long an answer of the store is waited for.
const PATIENCE: Duration = Duration::from_millis(250);
/// How long the store is left alone after it did not answer.
const RECOVERY: Duration = Duration::from_secs(2);

/// The connection to the store.
#[derive(Debug)]
pub struct Link {
    address: StoreAddress,
    state: Mutex<State>,
    /// 1 while it is connected.
    is_up: Gauge,
}

#[derive(Debug)]
enum State {
    /// Not yet connected.
    New,
    Up {
        connection: MultiplexedConnection,
        /// Which connection this is, from 1.
        number: u64,
    },
    Down {
        /// When it may be tried again.
        until: Instant,
        /// How many connections there have been.
        made: u64,
    },
}

impl Link {
    /// Connects to this address once it is needed.
    pub fn new(address: StoreAddress, is_up: Gauge) -> Self {
        Self {
            address,
            state: Mutex::new(State::New),
            is_up,
        }
    }

    /// What `ask` asks the store, after `greet` on a connection that is new. Returns `None` if the store
    /// did not answer in time, or not with what was asked for.
    pub async fn run<T>(
        &self,
        greet: impl AsyncFnOnce(&mut MultiplexedConnection) -> RedisResult<()>,
        ask: impl AsyncFnOnce(&mut MultiplexedConnection) -> RedisResult<T>,
    ) -> Option<T> {
        let (mut connection, number) = self.connection(greet).await?;
        match in_time(ask(&mut connection)).await {
            Ok(answer) => Some(answer),
            Err(reason) => {
                let mut state = self.state.lock().await;
                // Who used the same connection may have told already.
                if matches!(*state, State::Up { number: current, .. } if current == number) {
                    self.lose(&mut state, number, &reason);
                }
                None
            }
        }
    }

    async fn connection(
        &self,
        greet: impl AsyncFnOnce(&mut MultiplexedConnection) -> RedisResult<()>,
    ) -> Option<(MultiplexedConnection, u64)> {
        // Whoever comes while it is connected waits for the same attempt.
        let mut state = self.state.lock().await;
        let made = match &*state {
            State::Up { connection, number } => return Some((connection.clone(), *number)),
            State::Down { until, .. } if Instant::now() < *until => return None,
            State::Down { made, .. } => *made,
            State::New => 0,
        };
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let connect = async {
            let client = self.address.client();
            let mut connection = client
                .get_multiplexed_async_connection_with_config(&config)
                .await?;
            greet(&mut connection).await?;
            Ok(connection)
        };
        match in_time(connect).await {
            Ok(connection) => {
                if matches!(*state, State::New) {
                    info!("quota and answers are shared by {}", self.address);
                } else {
                    warn!("{} answers again", self.address);
                }
                self.is_up.set(1);
                let number = made + 1;
                *state = State::Up {
                    connection: connection.clone(),
                    number,
                };
                Some((connection, number))
            }
            Err(reason) => {
                // Said once, however often it is tried again.
                if matches!(*state, State::New) {
                    self.lose(&mut state, made, &reason);
                } else {
                    *state = State::down(made);
                }
                None
            }
        }
    }

    fn lose(&self, state: &mut State, made: u64, reason: &str) {
        warn!(
            "{} does not answer, this gateway takes its own part of the quota: {reason}",
            self.address
        );
        self.is_up.set(0);
        *state = State::down(made);
    }
}

impl State {
    fn down(made: u64) -> Self {
        Self::Down {
            until: Instant::now() + RECOVERY,
            made,
        }
    }
}

/// What comes of it in time, or why nothing did.
async fn in_time<T>(work: impl Future<Output = RedisResult<T>>) -> Result<T, String> {
    match timeout(PATIENCE, work).await {
        Ok(Ok(done)) => Ok(done),
        // Messages of the client and the server name no passwords.
        Ok(Err(fault)) => Err(fault.to_string()),
        Err(_) => Err("no answer in time".to_owned()),
    }
}
