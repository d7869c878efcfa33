//! The network between browser and site: a relay that can be cut.

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Passes connections on to a site. It is cut in the same way for every engine:
/// connections that are open break, and new ones are dropped.
#[derive(Debug)]
pub(crate) struct Relay {
    address: SocketAddr,
    whole: watch::Sender<bool>,
    listening: JoinHandle<()>,
}

/// A loopback address that no other site of this program has: browsers keep cookies
/// by host, whatever the port.
pub(crate) fn new_host() -> Ipv4Addr {
    static COUNT: AtomicU16 = AtomicU16::new(0);
    let [high, low] = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    Ipv4Addr::new(127, 1, high, low)
}

/// Listens on a port that no site of this program had before: what a browser still
/// holds of an earlier one is another origin's.
pub(crate) fn listen_anew(host: Ipv4Addr) -> io::Result<std::net::TcpListener> {
    static USED: Mutex<BTreeSet<u16>> = Mutex::new(BTreeSet::new());
    loop {
        let listener = std::net::TcpListener::bind((host, 0))?;
        let port = listener.local_addr()?.port();
        let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
        if used.insert(port) {
            return Ok(listener);
        }
    }
}

impl Relay {
    /// Listens at `host`, on behalf of `site`.
    pub fn listen(host: Ipv4Addr, site: SocketAddr) -> io::Result<Self> {
        let listener = listen_anew(host)?;
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let address = listener.local_addr()?;
        let (whole, state) = watch::channel(true);
        let listening = tokio::spawn(listen(listener, site, state));
        Ok(Self {
            address,
            whole,
            listening,
        })
    }

    /// Where browsers find the site.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// From now on nothing passes.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    /// From now on everything passes again.
    pub fn restore(&self) {
        self.whole.send_replace(true);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, site: SocketAddr, whole: watch::Receiver<bool>) {
    while let Ok((browser, _)) = listener.accept().await {
        if *whole.borrow() {
            tokio::spawn(pass(browser, site, whole.clone()));
        }
    }
}

/// Passes one connection on until one side closes it, the network is cut, or the
/// relay is dropped.
async fn pass(mut browser: TcpStream, site: SocketAddr, mut whole: watch::Receiver<bool>) {
    let Ok(mut site) = TcpStream::connect(site).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut browser, &mut site) => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
