//! What was measured.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::client::Client;
use crate::server::Server;

/// How long answers took.
pub struct Measured {
    /// In order.
    times: Vec<Duration>,
    during: Duration,
}

impl Measured {
    /// Asks for a path by so many clients at once, each of which waits a moment between an answer and
    /// its next request.
    pub fn of(
        server: &Server,
        path: &str,
        clients: usize,
        pause: Duration,
        seconds: f64,
    ) -> io::Result<Self> {
        let begun = Instant::now();
        let end = begun + Duration::from_secs_f64(seconds);
        let results: Vec<io::Result<Vec<Duration>>> = thread::scope(|scope| {
            let clients: Vec<_> = (0..clients)
                .map(|_| {
                    scope.spawn(|| {
                        let mut client = Client::connect(server.address())?;
                        let mut times = Vec::new();
                        while Instant::now() < end {
                            let asked = Instant::now();
                            client.get(path, true)?;
                            times.push(asked.elapsed());
                            if !pause.is_zero() {
                                thread::sleep(pause);
                            }
                        }
                        Ok(times)
                    })
                })
                .collect();
            let broken = |_| Err(io::Error::other("a client panicked"));
            clients
                .into_iter()
                .map(|client| client.join().unwrap_or_else(broken))
                .collect()
        });
        let during = begun.elapsed();
        let mut times = Vec::new();
        for result in results {
            times.extend(result?);
        }
        times.sort();
        Ok(Self { times, during })
    }

    /// How many answers there were.
    pub const fn count(&self) -> usize {
        self.times.len()
    }

    /// Answers a second.
    pub fn per_second(&self) -> f64 {
        self.count() as f64 / self.during.as_secs_f64()
    }

    /// The time within which this many percent of the answers came.
    pub fn p(&self, percent: usize) -> String {
        let last = self.times.len().saturating_sub(1);
        let time = self.times.get(last * percent / 100);
        let milliseconds = time.copied().unwrap_or_default().as_secs_f64() * 1000.0;
        format!("{milliseconds:.2} ms")
    }
}
