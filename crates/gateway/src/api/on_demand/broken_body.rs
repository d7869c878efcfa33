//! A body that ends too early: the connection is closed before it is complete.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How long the first part may take to be sent before the connection is closed.
const FLUSH: Duration = Duration::from_millis(50);

/// A body that sends part of its announced length and then fails.
#[derive(Debug)]
pub struct BrokenBody {
    part: Option<Bytes>,
    announced: u64,
    pause: Option<Pin<Box<Sleep>>>,
}

impl BrokenBody {
    /// A body that fails before anything is sent, the head of the response included.
    pub const fn at_once() -> Self {
        Self {
            part: None,
            announced: 1,
            pause: None,
        }
    }

    /// A body that fails in the middle of this text.
    pub fn halfway(text: String) -> Self {
        let whole = Bytes::from(text);
        Self {
            announced: u64::try_from(whole.len()).unwrap_or(u64::MAX),
            part: Some(whole.slice(..whole.len() / 2)),
            pause: None,
        }
    }
}

/// The error that ends a [`BrokenBody`].
#[derive(Debug)]
pub struct BrokenOff;

impl fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("broken off on demand")
    }
}

impl std::error::Error for BrokenOff {}

impl Body for BrokenBody {
    type Data = Bytes;
    type Error = BrokenOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BrokenOff>>> {
        if let Some(part) = self.part.take() {
            self.pause = Some(Box::pin(sleep(FLUSH)));
            return Poll::Ready(Some(Ok(Frame::data(part))));
        }
        let is_flushing = self
            .pause
            .as_mut()
            .is_some_and(|pause| pause.as_mut().poll(context).is_pending());
        if is_flushing {
            return Poll::Pending;
        }
        Poll::Ready(Some(Err(BrokenOff)))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.announced)
    }
}
