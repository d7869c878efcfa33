//! The network between browser and site: a relay that can be cut.

use std::net::{Ipv4Addr, SocketAddr};
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

impl Relay {
    /// Listens on a free port, on behalf of `site`.
    pub async fn to(site: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
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

/// Passes one connection on until one side closes it or the network is cut.
async fn pass(mut browser: TcpStream, site: SocketAddr, mut whole: watch::Receiver<bool>) {
    let Ok(mut site) = TcpStream::connect(site).await else {
        return;
    };
    tokio::select! {
        _ = copy_bidirectional(&mut browser, &mut site) => {}
        _ = whole.wait_for(|whole| !whole) => {}
    }
}
