//! The body of an answer, which knows when it is sent.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::progress::Progress;

/// A body; the answer ends with it, whether it was sent to its end or not.
#[derive(Debug)]
pub struct AnswerBody {
    body: Body,
    progress: Arc<Progress>,
}

impl AnswerBody {
    /// The body of the answer that is worked on.
    pub const fn new(body: Body, progress: Arc<Progress>) -> Self {
        Self { body, progress }
    }
}

impl Drop for AnswerBody {
    fn drop(&mut self) {
        self.progress.end_answer();
    }
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
