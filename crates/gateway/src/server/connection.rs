//! A connection of a client: closed when the client is too slow, or reset (TCP RST) on demand, as a
//! failing network does.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::deadline::Deadline;
use super::progress::Progress;

/// How long a client may take.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// From the first byte of a request, or from the start of the connection, to the end of the
    /// request's head.
    pub header: Duration,
    /// Between two requests on a connection.
    pub idle: Duration,
    /// To take any part of a response.
    pub write: Duration,
}

/// What a client is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The head of a request, of which some may have come.
    Head,
    /// The next request, after one that was answered.
    Idle,
}

/// A connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    progress: Arc<Progress>,
    timeouts: Timeouts,
    phase: Phase,
    /// How many requests had begun when the phase was last looked at.
    requests: u64,
    reading: Deadline,
    writing: Deadline,
}

impl Connection {
    /// A connection that was just accepted.
    pub fn new(stream: TcpStream, progress: Arc<Progress>, timeouts: Timeouts) -> Self {
        Self {
            stream,
            progress,
            timeouts,
            phase: Phase::Head,
            requests: 0,
            reading: Deadline::default(),
            writing: Deadline::default(),
        }
    }

    fn notice_requests(&mut self) {
        let requests = self.progress.requests();
        if requests != self.requests {
            self.requests = requests;
            self.phase = Phase::Idle;
            self.reading.clear();
        }
    }

    /// Fails once the client has been waited for too long.
    fn await_client(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.progress.is_answering() {
            return Poll::Pending;
        }
        self.progress.wait();
        let limit = match self.phase {
            Phase::Head => self.timeouts.header,
            Phase::Idle => self.timeouts.idle,
        };
        let over = self.reading.poll(limit, context);
        over.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.progress.is_to_be_reset() {
            // Closing a socket that does not linger resets the connection.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.notice_requests();
        let before = buffer.filled().len();
        match Pin::new(&mut self.stream).poll_read(context, buffer) {
            Poll::Pending => self.await_client(context),
            Poll::Ready(result) => {
                if buffer.filled().len() > before && self.phase == Phase::Idle {
                    self.phase = Phase::Head;
                    self.reading.clear();
                }
                Poll::Ready(result)
            }
        }
    }
}

impl Connection {
    /// Fails once the client has not taken any part of a response for too long.
    fn watch_write<T>(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        if written.is_ready() {
            if self.writing.clear() {
                self.progress.go_on();
            }
            return written;
        }
        self.progress.wait();
        let over = self.writing.poll(self.timeouts.write, context);
        over.map(|()| Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.watch_write(context, written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.notice_requests();
        // After an answer hyper does not read again if it has tried to meanwhile, so that the wait
        // for the next request begins here. Once it is over, hyper reads, which fails.
        let _ = self.await_client(context);
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, slices);
        self.watch_write(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
