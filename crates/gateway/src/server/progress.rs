//! What the server and a client wait for on a connection.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;
use tokio::time::Instant;

/// Response extension: the connection is reset after this response.
#[derive(Clone, Copy, Debug)]
pub struct Reset;

/// The progress of a connection, known to it, to its requests and to the list of connections.
#[derive(Debug, Default)]
pub struct Progress {
    requests: AtomicU64,
    is_answering: AtomicBool,
    waiting_since: Mutex<Option<Instant>>,
    resets: AtomicBool,
    /// Told when the connection is to be closed.
    pub closing: Notify,
}

impl Progress {
    /// A request has come; its answer is worked on.
    pub fn begin_answer(&self) {
        self.requests.fetch_add(1, Ordering::AcqRel);
        self.is_answering.store(true, Ordering::Release);
        self.go_on();
    }

    /// The answer has been sent, or given up.
    pub fn end_answer(&self) {
        self.is_answering.store(false, Ordering::Release);
    }

    /// How many requests have come.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Acquire)
    }

    /// Whether an answer is worked on or being sent.
    pub fn is_answering(&self) -> bool {
        self.is_answering.load(Ordering::Acquire)
    }

    /// The server waits for the client, from now on unless it does already.
    pub fn wait(&self) {
        self.waiting().get_or_insert_with(Instant::now);
    }

    /// The server no longer waits for the client.
    pub fn go_on(&self) {
        *self.waiting() = None;
    }

    /// Since when the server has been waiting for the client, if it does.
    pub fn waiting_since(&self) -> Option<Instant> {
        *self.waiting()
    }

    /// Makes the connection end with a reset.
    pub fn reset(&self) {
        self.resets.store(true, Ordering::Release);
    }

    /// Whether the connection ends with a reset.
    pub fn is_to_be_reset(&self) -> bool {
        self.resets.load(Ordering::Acquire)
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Option<Instant>> {
        self.waiting_since
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}
