//! The connections that are open. There is a limit for all and one for each client. Where a new
//! connection would exceed it, the one whose client has kept the server waiting longest is closed;
//! if the server is at work for all of them, the new one is refused.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::progress::Progress;

/// How many connections may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MaxConnections {
    /// In all.
    pub total: usize,
    /// For each address of a client.
    pub per_client: usize,
}

/// The connections that are open.
#[derive(Debug)]
pub struct OpenConnections {
    max: MaxConnections,
    open: Mutex<Open>,
}

#[derive(Debug, Default)]
struct Open {
    next_key: u64,
    entries: HashMap<u64, Entry>,
    clients: HashMap<IpAddr, usize>,
}

#[derive(Debug)]
struct Entry {
    client: IpAddr,
    progress: Arc<Progress>,
}

/// A place among the open connections, given back when it is dropped.
#[derive(Debug)]
pub struct Place {
    connections: Arc<OpenConnections>,
    key: u64,
    /// The progress of the connection.
    pub progress: Arc<Progress>,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.connections.lock().remove(self.key);
    }
}

impl OpenConnections {
    /// No connection is open.
    pub fn new(max: MaxConnections) -> Self {
        Self {
            max,
            open: Mutex::default(),
        }
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.lock().entries.len()
    }

    /// Admits a connection of a client. Returns `None` if it has to be refused.
    pub fn admit(self: &Arc<Self>, client: IpAddr) -> Option<Place> {
        let mut open = self.lock();
        if open.clients.get(&client).copied().unwrap_or_default() >= self.max.per_client {
            open.close_slowest(|entry| entry.client == client)?;
        } else if open.entries.len() >= self.max.total {
            open.close_slowest(|_| true)?;
        }
        let progress = Arc::new(Progress::default());
        progress.wait();
        let key = open.next_key;
        open.next_key += 1;
        *open.clients.entry(client).or_default() += 1;
        open.entries.insert(
            key,
            Entry {
                client,
                progress: Arc::clone(&progress),
            },
        );
        Some(Place {
            connections: Arc::clone(self),
            key,
            progress,
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Open {
    fn close_slowest(&mut self, among: impl Fn(&Entry) -> bool) -> Option<()> {
        let waiting = self.entries.iter().filter_map(|(key, entry)| {
            let since = entry.progress.waiting_since().filter(|_| among(entry))?;
            Some((since, *key))
        });
        let (_, slowest) = waiting.min()?;
        // At once, so that its place is free even before its task ends.
        self.remove(slowest)?.progress.closing.notify_one();
        Some(())
    }

    fn remove(&mut self, key: u64) -> Option<Entry> {
        let entry = self.entries.remove(&key)?;
        if let Some(count) = self.clients.get_mut(&entry.client) {
            *count -= 1;
            if *count == 0 {
                self.clients.remove(&entry.client);
            }
        }
        Some(entry)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(total: usize, per_client: usize) -> Arc<OpenConnections> {
        Arc::new(OpenConnections::new(MaxConnections { total, per_client }))
    }

    fn client(number: u8) -> IpAddr {
        IpAddr::from([10, 0, 0, number])
    }

    fn is_told_to_close(place: &Place) -> bool {
        use std::task::{Context, Poll, Waker};
        let notified = std::pin::pin!(place.progress.closing.notified());
        notified.poll(&mut Context::from_waker(Waker::noop())) == Poll::Ready(())
    }

    #[tokio::test(start_paused = true)]
    async fn the_connection_that_was_waited_for_longest_makes_place() {
        let open = connections(3, 9);
        let places: Vec<Place> = (1..=3)
            .map(|number| open.admit(client(number)).unwrap())
            .collect();
        for index in [1, 0, 2] {
            places[index].progress.go_on();
            places[index].progress.wait();
            tokio::time::advance(std::time::Duration::from_secs(1)).await;
        }
        let fourth = open.admit(client(4)).unwrap();
        assert!(is_told_to_close(&places[1]));
        assert!(!is_told_to_close(&places[0]) && !is_told_to_close(&places[2]));
        assert_eq!(open.count(), 3);
        drop(fourth);
        drop(places);
        assert_eq!(open.count(), 0);
        assert!(open.lock().clients.is_empty());
    }

    #[tokio::test]
    async fn nothing_that_is_worked_on_is_closed() {
        let open = connections(2, 9);
        let places = [1, 2].map(|number| open.admit(client(number)).unwrap());
        for place in &places {
            place.progress.begin_answer();
        }
        assert!(open.admit(client(3)).is_none());
        places[0].progress.end_answer();
        places[0].progress.wait();
        assert!(open.admit(client(3)).is_some());
    }

    #[tokio::test]
    async fn a_client_that_has_its_share_only_displaces_itself() {
        let open = connections(9, 2);
        let other = open.admit(client(2)).unwrap();
        let own = [1, 1].map(|number| open.admit(client(number)).unwrap());
        for place in &own {
            place.progress.begin_answer();
        }
        assert!(open.admit(client(1)).is_none());
        own[1].progress.wait();
        let third = open.admit(client(1)).unwrap();
        assert!(is_told_to_close(&own[1]) && !is_told_to_close(&other));
        assert_eq!(open.count(), 3);
        drop(third);
    }
}
