//! Searches of a log that is held in memory. They take milliseconds of computing, so that they run on
//! threads of their own and only a few at once: whatever else the server does goes on meanwhile.

use std::num::NonZero;
use std::thread::available_parallelism;

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// The searches that run.
#[derive(Debug)]
pub struct Scans(Semaphore);

impl Default for Scans {
    /// One core is left for the rest of the server.
    fn default() -> Self {
        let cores = available_parallelism().map_or(1, NonZero::get);
        Self(Semaphore::new(cores.saturating_sub(1).max(1)))
    }
}

impl Scans {
    /// Runs a search once it is its turn. Returns `None` if it panicked.
    pub async fn run<T: Send + 'static>(
        &self,
        search: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        // The semaphore is never closed.
        let _turn = self.0.acquire().await.ok()?;
        spawn_blocking(search).await.ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc;

    #[tokio::test(flavor = "current_thread")]
    async fn a_search_blocks_nothing_else() {
        let scans = Arc::new(Scans::default());
        let (tell, told) = mpsc::channel();
        let search = tokio::spawn(async move { scans.run(move || told.recv()).await });
        // Only a thread that is free can tell it.
        tokio::task::yield_now().await;
        tell.send("done").unwrap();
        assert_eq!(search.await.unwrap(), Some(Ok("done")));
    }

    #[tokio::test(flavor = "current_thread")]
    async fn few_searches_run_at_once_and_all_get_their_turn() {
        let scans = Arc::new(Scans(Semaphore::new(2)));
        let running = Arc::new(AtomicUsize::new(0));
        let searches: Vec<_> = (0..50)
            .map(|number| {
                let (scans, running) = (Arc::clone(&scans), Arc::clone(&running));
                tokio::spawn(async move {
                    let search = move || {
                        let at_once = running.fetch_add(1, Ordering::SeqCst) + 1;
                        std::thread::yield_now();
                        running.fetch_sub(1, Ordering::SeqCst);
                        (number, at_once)
                    };
                    scans.run(search).await.unwrap()
                })
            })
            .collect();
        for (expected, search) in searches.into_iter().enumerate() {
            let (number, at_once) = search.await.unwrap();
            assert!(number == expected && at_once <= 2, "{at_once}");
        }
    }
}
