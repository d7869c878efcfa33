//! A body that is sent in pieces, with pauses between them.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// How many pieces a body is sent in.
const PIECES: usize = 20;

/// A body that is sent in pieces.
#[derive(Debug)]
pub struct DrippingBody {
    rest: Bytes,
    piece: usize,
    between: Duration,
    pause: Option<Pin<Box<Sleep>>>,
}

impl DrippingBody {
    /// A body of this text, with this pause between two pieces.
    pub fn new(text: String, between: Duration) -> Self {
        let rest = Bytes::from(text);
        Self {
            piece: rest.len().div_ceil(PIECES).max(1),
            rest,
            between,
            pause: None,
        }
    }
}

impl Body for DrippingBody {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if let Some(pause) = self.pause.as_mut() {
            ready!(pause.as_mut().poll(context));
            self.pause = None;
        }
        if self.rest.is_empty() {
            return Poll::Ready(None);
        }
        let length = self.piece.min(self.rest.len());
        let piece = self.rest.split_to(length);
        if !self.rest.is_empty() {
            self.pause = Some(Box::pin(sleep(self.between)));
        }
        Poll::Ready(Some(Ok(Frame::data(piece))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.rest.len()).unwrap_or(u64::MAX))
    }

    fn is_end_stream(&self) -> bool {
        self.rest.is_empty()
    }
}
