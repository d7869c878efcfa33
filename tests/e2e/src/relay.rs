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

/// Forwards connections to a site. When it is cut, open connections break and new
/// ones are dropped, in every engine alike.
#[derive(Debug)]
pub(crate) struct Relay {
    address: SocketAddr,
    connected: watch::Sender<bool>,
    listening: JoinHandle<()>,
}

/// A loopback address that no other site of this program has: browsers keep cookies
/// by host, whatever the port.
pub(crate) fn new_host() -> Ipv4Addr {
    static COUNT: AtomicU16 = AtomicU16::new(0);
    let [high, low] = COUNT.fetch_add(1, Ordering::Relaxed).to_be_bytes();
    Ipv4Addr::new(127, 1, high, low)
}

/// Listens on a port that was not used by this program before, so that what a browser
/// has stored for an earlier site belongs to another origin.
pub(crate) fn listen_on_new_port(host: Ipv4Addr) -> io::Result<std::net::TcpListener> {
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
    /// Listens at `host` and forwards to `site`.
    pub fn listen(host: Ipv4Addr, site: SocketAddr) -> io::Result<Self> {
        let listener = listen_on_new_port(host)?;
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        let address = listener.local_addr()?;
        let (connected, state) = watch::channel(true);
        let listening = tokio::spawn(listen(listener, site, state));
        Ok(Self {
            address,
            connected,
            listening,
        })
    }

    /// The address for browsers.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Breaks all connections and accepts no new ones.
    pub fn cut(&self) {
        self.connected.send_replace(false);
    }

    /// Forwards connections again.
    pub fn restore(&self) {
        self.connected.send_replace(true);
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, site: SocketAddr, connected: watch::Receiver<bool>) {
    while let Ok((browser, _)) = listener.accept().await {
        if *connected.borrow() {
            tokio::spawn(forward(browser, site, connected.clone()));
        }
    }
}

/// Forwards one connection until one side closes it, the network is cut, or the
/// relay is dropped.
async fn forward(mut browser: TcpStream, site: SocketAddr, mut connected: watch::Receiver<bool>) {
    let Ok(mut site) = TcpStream::connect(site).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut browser, &mut site) => {}
        _ = connected.wait_for(|connected| !connected) => {}
    }
}
