//! Pages of portals that embed the panel, served for one test.

use crate::page::Page;
use crate::program::{Launch, Program};
use crate::relay::listen_on_new_port;
use crate::settings::Settings;
use crate::world::World;
use serde_json::json;
use std::net::Ipv4Addr;
use std::time::Duration;

/// How long the server may take until it listens.
const TIMEOUT: Duration = Duration::from_secs(20);

/// The server of the pages.
#[derive(Debug)]
pub(crate) struct HostPages {
    port: u16,
    program: Option<Program>,
}

impl HostPages {
    /// Chooses the port.
    pub fn reserve() -> Result<Self, String> {
        let port = listen_on_new_port(Ipv4Addr::LOCALHOST)
            .and_then(|listener| Ok(listener.local_addr()?.port()))
            .map_err(|error| format!("there is no free port: {error}"))?;
        Ok(Self {
            port,
            program: None,
        })
    }

    /// The arguments that allow these pages to embed a gateway's panel.
    pub fn gateway_arguments(&self) -> [String; 2] {
        ["--portal".to_owned(), self.origin()]
    }

    /// Starts the server, for the panel at this address.
    pub fn start(mut self, settings: &Settings, panel: &str) -> Result<Self, String> {
        let launch = Launch::new(settings.hosts.as_ref().map_err(Clone::clone)?)
            .args(["--port", &self.port.to_string(), "--panel", panel])
            .arg("--pages")
            .arg(settings.host_pages.as_ref().map_err(Clone::clone)?);
        let program = Program::start(&launch)?;
        program.wait_for_line(TIMEOUT, |line| line.strip_prefix("listening").map(drop))?;
        self.program = Some(program);
        Ok(self)
    }

    /// Scheme, host and port.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The process group of the server.
    pub fn group(&self) -> Option<u32> {
        self.program.as_ref().map(Program::group)
    }
}

impl World {
    /// Loads a page of a portal, such as `/plain/`, and waits for its load event.
    pub async fn open_host(&self, path_and_query: &str) -> Page {
        let page = self.page();
        page.visit(&self.hosts().origin(), path_and_query).await;
        page
    }

    /// Like [`open_host`](Self::open_host), but under another host name, which makes
    /// it an origin that is no portal of the gateway.
    pub async fn open_stranger(&self, path_and_query: &str) -> Page {
        let page = self.page();
        let origin = self.hosts().origin().replace("127.0.0.1", "localhost");
        page.visit(&origin, path_and_query).await;
        page
    }

    /// Scheme, host and port of the portal.
    pub fn portal_origin(&self) -> String {
        self.hosts().origin()
    }

    /// Adds the panel's script to the current page; returns whether it was loaded.
    pub async fn load_panel(&self, page: &Page) -> bool {
        let loaded = page
            .script(
                "const script = document.createElement('script');
                 script.type = 'module';
                 script.src = args[0];
                 document.head.append(script);
                 return new Promise((done) => {
                     script.addEventListener('load', () => done(true));
                     script.addEventListener('error', () => done(false));
                 })",
                &[json!(format!("{}/panel.js", self.origin()))],
            )
            .await;
        loaded == true
    }

    /// Opens an empty page of a portal and adds this markup and the panel's script.
    pub async fn embed(&self, markup: &str) -> Page {
        let page = self.open_host("/blank/").await;
        page.script(
            "document.getElementById('place').innerHTML = args[0]",
            &[json!(markup)],
        )
        .await;
        assert!(
            self.load_panel(&page).await,
            "the panel's script is refused"
        );
        page
    }
}
