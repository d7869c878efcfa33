//! A time limit that is set anew for each request and hardly ever runs out.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::time::{Instant, Sleep, sleep_until};

/// A time limit. Its timer only moves once it goes off, or when the limit comes nearer, so that setting
/// it anew costs a look at the clock.
#[derive(Debug, Default)]
pub struct Deadline {
    at: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
}

impl Deadline {
    /// Takes the limit away. Returns whether there was one.
    pub fn clear(&mut self) -> bool {
        self.at.take().is_some()
    }

    /// Completes when the limit is over, which begins now unless there is one already.
    pub fn poll(&mut self, limit: Duration, context: &mut Context<'_>) -> Poll<()> {
        let at = *self.at.get_or_insert_with(|| Instant::now() + limit);
        let timer = self.timer.get_or_insert_with(|| Box::pin(sleep_until(at)));
        if at < timer.deadline() {
            timer.as_mut().reset(at);
        }
        while timer.as_mut().poll(context).is_ready() {
            if at <= timer.deadline() {
                return Poll::Ready(());
            }
            timer.as_mut().reset(at);
        }
        Poll::Pending
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;

    const SECOND: Duration = Duration::from_secs(1);

    async fn is_over(deadline: &mut Deadline, limit: Duration) -> bool {
        poll_fn(|context| Poll::Ready(deadline.poll(limit, context).is_ready())).await
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_that_is_set_anew_begins_anew() {
        let mut deadline = Deadline::default();
        for _ in 0..3 {
            assert!(!is_over(&mut deadline, 10 * SECOND).await);
            tokio::time::advance(6 * SECOND).await;
            assert!(!is_over(&mut deadline, 10 * SECOND).await);
            assert!(deadline.clear());
        }
        assert!(!deadline.clear());
        let begun = Instant::now();
        poll_fn(|context| deadline.poll(10 * SECOND, context)).await;
        assert_eq!(begun.elapsed().as_secs(), 10);
        assert!(is_over(&mut deadline, 10 * SECOND).await);
    }

    #[tokio::test(start_paused = true)]
    async fn a_shorter_limit_after_a_longer_one_runs_out_in_its_time() {
        let mut deadline = Deadline::default();
        assert!(!is_over(&mut deadline, 60 * SECOND).await);
        deadline.clear();
        let begun = Instant::now();
        poll_fn(|context| deadline.poll(2 * SECOND, context)).await;
        assert_eq!(begun.elapsed().as_secs(), 2);
    }
}
